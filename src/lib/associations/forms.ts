import { z } from 'zod';
import { emailAddress } from '#lib/accounts/forms.ts';
import { ROLES } from '#lib/kernel/actor.ts';
import { calendarDay } from '#lib/kernel/fields.ts';
import { SECTORS } from '#lib/kernel/sectors.ts';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';
import { CATEGORIES } from './categories.ts';
import { enterpriseNumber } from './rules/enterprise-number.ts';

const settingPlace = {
  /** Empty: for the whole association. */
  bodyId: z.union([z.literal(''), z.uuid('Choisissez dans la liste.')]).default(''),
  key: z.string().min(1).max(60).refine(isStorable),
};

const optionalDay = z.union([z.literal(''), calendarDay], 'Indiquez une date, ou laissez vide.').default('');

const source = z
  .string()
  .trim()
  .min(1, 'Indiquez l’article des statuts ou du règlement qui le dit.')
  .max(200, 'La source compte au plus 200 caractères.')
  .refine(isStorable, NOT_STORABLE);

export const settingForm = z.object({
  ...settingPlace,
  /** Typed by the definition of the setting. */
  value: z.unknown(),
  /** The first day on which it holds; empty: since always. */
  from: optionalDay,
  source,
});
export type SettingForm = z.infer<typeof settingForm>;

/** Back to the rule that holds without this setting. */
export const settingResetForm = z.object({ ...settingPlace, from: optionalDay });
export type SettingResetForm = z.infer<typeof settingResetForm>;

/** A change that does not take place after all. */
export const settingWithdrawalForm = z.object({ ...settingPlace, from: calendarDay });
export type SettingWithdrawalForm = z.infer<typeof settingWithdrawalForm>;

/** What the page of one setting sends; `value` is the text of a choice, or a number typed. */
export const settingPageForm = z.object({
  value: z.string().trim().max(200, 'Choisissez une des valeurs proposées.').default(''),
  from: optionalDay,
  source: source.default(''),
});

const role = z.enum(ROLES, 'Choisissez un rôle.');
const accessEmail = emailAddress('Indiquez son adresse e-mail.');

const personName = (what: string) =>
  z
    .string()
    .trim()
    .min(1, `Indiquez ${what}.`)
    .max(60, 'Ce nom est trop long\u00a0: 60 caractères au plus.')
    .refine(isStorable, NOT_STORABLE)
    .default('');

/** Someone new in the staff. */
export const roleGrantForm = z.object({
  givenName: personName('son prénom'),
  familyName: personName('son nom'),
  email: accessEmail.default(''),
  role: role.default('assistant'),
});
export type RoleGrantForm = z.infer<typeof roleGrantForm>;

/** `own`: the person knows that it is their own role. */
const ofAccount = {
  accountId: z.uuid('Rechargez la page et recommencez.'),
  own: z.literal('yes').optional(),
};

export const roleChangeForm = z.object({ ...ofAccount, role });
export type RoleChangeForm = z.infer<typeof roleChangeForm>;

export const roleWithdrawalForm = z.object(ofAccount);
export type RoleWithdrawalForm = z.infer<typeof roleWithdrawalForm>;

/** The address with which a person of the association will sign in. */
export const personAccessForm = z.object({ email: accessEmail.default('') });

export const accessWithdrawalForm = z.object({ personId: z.uuid('Rechargez la page et recommencez.') });

const line = (what: string, most: number) =>
  z
    .string()
    .trim()
    .min(1, `Indiquez ${what}.`)
    .max(most, `${most} caractères au plus.`)
    .refine(isStorable, NOT_STORABLE);

const LETTERHEAD_LINES = 6;

/** How the association calls itself, and the lines that its documents carry under its name. */
export const associationForm = z.object({
  name: line('le nom de l’association', 200),
  shortName: line('le nom court', 30),
  legalForm: line('la forme légale, par exemple ASBL', 30),
  /** One line of the letterhead on each line typed; the empty ones go. */
  letterhead: z
    .string()
    .max(1200, 'L’en-tête compte au plus 1\u00a0200 caractères.')
    .refine(isStorable, NOT_STORABLE)
    .transform((text) =>
      text
        .split(/\r?\n/)
        .map((each) => each.trim())
        .filter((each) => each !== '')
        .join('\n'),
    )
    .refine(
      (text) => text.split('\n').length <= LETTERHEAD_LINES,
      `L’en-tête compte au plus ${LETTERHEAD_LINES} lignes.`,
    ),
  /** The statutory auditor, whom the law has called to each assembly; empty: there is none. */
  auditorName: z
    .string()
    .trim()
    .max(120, '120 caractères au plus.')
    .refine(isStorable, NOT_STORABLE)
    .default(''),
  auditorEmail: z
    .union(
      [z.literal(''), accessEmail],
      'Cette adresse n’est pas complète. Exemple\u00a0: prenom.nom@exemple.be',
    )
    .default(''),
});
export type AssociationForm = z.infer<typeof associationForm>;

const optionalLine = (most: number) =>
  z.string().trim().max(most, `${most} caractères au plus.`).refine(isStorable, NOT_STORABLE).default('');

const CHOOSE_SECTOR = 'Choisissez le secteur.';

/** Of the sheet that was read: a save that has not read the last one is refused. A new sheet has none. */
const version = z.int().min(0).default(0);

/** What the association knows of an organisation; empty: not known. */
export const organisationForm = z
  .object({
    name: line('le nom de l’organisation', 200).default(''),
    sector: z
      .enum(['', ...SECTORS], CHOOSE_SECTOR)
      .default('')
      .transform((sector, context) => {
        if (sector !== '') return sector;
        context.addIssue(CHOOSE_SECTOR);
        return z.NEVER;
      }),
    // Without default: a box that is not ticked is not sent, and would take it.
    partner: z.boolean(),
    enterpriseNumber: optionalLine(30)
      .refine(
        (text) => text === '' || enterpriseNumber(text) !== null,
        'Ce numéro d’entreprise n’existe pas. Recopiez ses dix chiffres, par exemple 0123.456.749.',
      )
      .transform((text) => enterpriseNumber(text) ?? ''),
    legalForm: optionalLine(60),
    category: z.enum(['', ...CATEGORIES], 'Choisissez la catégorie.').default(''),
    municipality: optionalLine(80),
    arrondissement: optionalLine(80),
    seatAddress: optionalLine(200),
    website: optionalLine(200).refine(
      (text) => text === '' || (/^https?:\/\//.test(text) && URL.canParse(text)),
      'Indiquez une adresse qui commence par https://, par exemple https://www.exemple.be',
    ),
    memberSince: optionalDay,
    memberUntil: optionalDay,
    version,
  })
  .refine(({ memberSince, memberUntil }) => memberSince <= memberUntil || memberUntil === '', {
    path: ['memberUntil'],
    message: 'Le dernier jour vient avant le premier. Corrigez une des deux dates.',
    when: () => true,
  });
export type OrganisationForm = z.infer<typeof organisationForm>;

/** What the association knows of a person; empty: not known. */
export const personForm = z.object({
  civility: z.enum(['', 'madame', 'monsieur']).default(''),
  givenName: line('le prénom', 200),
  familyName: line('le nom de famille', 200),
  email: z
    .union(
      [z.literal(''), accessEmail],
      'Cette adresse n’est pas complète. Exemple\u00a0: prenom.nom@exemple.be',
    )
    .default(''),
  phone: optionalLine(30).refine(
    (text) => text === '' || /^\+?[\d\s./()-]{6,}$/.test(text),
    'Ce numéro de téléphone n’est pas complet. Exemple\u00a0: +32 61 23 45 67',
  ),
  address: optionalLine(200),
  version,
});
export type PersonForm = z.infer<typeof personForm>;
