import { z } from 'zod';
import { calendarDay, identifier } from '#lib/kernel/fields.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { SECTORS } from '#lib/kernel/sectors.ts';
import { BODY_KINDS } from '#lib/kernel/body-kinds.ts';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';
import { END_REASONS, OFFICES } from './offices.ts';

const storable = (most: number, tooLong: string) =>
  z.string().trim().max(most, tooLong).refine(isStorable, NOT_STORABLE);

/** What may change of a body. Its code is in addresses, and the rules of its past sittings depend on its kind. */
const bodyContent = z.object({
  name: storable(120, 'Ce nom compte au plus 120 caractères.').min(
    1,
    'Donnez le nom de l’instance, par exemple Conseil d’administration.',
  ),
  /** What the association calls a body of no known kind. */
  kindName: storable(60, 'Ce genre compte au plus 60 caractères.').default(''),
  /** Empty: as bodies of this kind mostly are. */
  composed: z.enum(['', 'by-right', 'by-seats'], 'Choisissez comment elle se compose.').default(''),
  composition: storable(500, 'La composition compte au plus 500 caractères.').min(
    1,
    'Dites en une phrase qui y siège.',
  ),
  powers: storable(2000, 'Les compétences comptent au plus 2000 caractères.').default(''),
  /** The body under which it stands; empty: none. */
  parentId: z.union([z.literal(''), identifier], 'Choisissez dans la liste.').default(''),
  from: z.union([z.literal(''), calendarDay], 'Indiquez une date, ou laissez vide.').default(''),
});

export const bodyForm = bodyContent
  .extend({
    code: z
      .string()
      .trim()
      .regex(
        /^[\p{L}\p{N}][\p{L}\p{N}-]{0,19}$/u,
        'Donnez un sigle de 1 à 20 lettres, chiffres ou traits d’union, par exemple CA.',
      )
      // Pages have these addresses.
      .refine(
        (code) => !['new', 'terms', 'formalities'].includes(code),
        'Ce sigle sert déjà à Collégial. Choisissez-en un autre.',
      ),
    kind: z.enum(BODY_KINDS, 'Choisissez le genre de l’instance.'),
  })
  .refine(({ kind, kindName }) => kind !== 'other' || kindName !== '', {
    path: ['kindName'],
    message: 'Dites le genre de cette instance, par exemple conseil consultatif des locataires.',
    when: () => true,
  });
export type BodyForm = z.infer<typeof bodyForm>;

export const bodyChangeForm = bodyContent.extend({ version: z.coerce.number().int() });
export type BodyChangeForm = z.infer<typeof bodyChangeForm>;

export const archiveForm = z.object({ lastDay: calendarDay });
export type ArchiveForm = z.infer<typeof archiveForm>;

export const shortText = (least: number, missing: string) =>
  z.string().trim().min(least, missing).max(200, 'Au plus 200 caractères.').refine(isStorable, NOT_STORABLE);

const chosen = (words: readonly string[], missing: string) =>
  z.string().refine((value) => words.includes(value) || isIdentifier(value), missing);

export const chosenOrNone = z.union([z.literal(''), identifier], 'Choisissez dans la liste.').default('');

export const APPOINTED_ONCE =
  'Choisissez la décision dans la liste ou dites où elle a été prise, pas les deux. Effacez l’une ou l’autre.';

/** Asked even when another field is wrong: people correct everything at once. */
export const describing = (field: string, message: string) => ({ path: [field], message, when: () => true });

/**
 * A mandate to begin. `organisation` is one of the association or "new"; `person` is one of the association, "new" or
 * "vacant"; the fields that describe a new one count only then.
 */
export const mandateForm = z
  .object({
    /** Of the mandate to be, made with the page: what is sent twice begins once. */
    mandateId: identifier,
    organisation: chosen(['new'], 'Choisissez l’organisation.'),
    organisationName: shortText(0, '').default(''),
    sector: z.enum(['', ...SECTORS], 'Choisissez le secteur.').default(''),
    // Without default: a box that is not ticked is not sent, and would take it.
    partner: z.boolean(),
    person: chosen(['new', 'vacant'], 'Choisissez la personne, ou un siège vacant.'),
    civility: z.enum(['', 'madame', 'monsieur']).default(''),
    givenName: shortText(0, '').default(''),
    familyName: shortText(0, '').default(''),
    email: z
      .union(
        [z.literal(''), z.email()],
        'Cette adresse n’est pas complète. Exemple\u00a0: prenom.nom@exemple.be',
      )
      .default(''),
    office: z.enum(OFFICES, 'Choisissez la fonction.'),
    voting: z.boolean(),
    from: calendarDay,
    to: z.union([z.literal(''), calendarDay], 'Indiquez une date, ou laissez vide.').default(''),
    /** The seat; empty: the one that is free. */
    seat: chosenOrNone,
    /** The decision recorded here that appointed, or where it was taken in words. */
    decision: chosenOrNone,
    appointment: shortText(0, '').default(''),
    /** The mandate that this one replaces. */
    replaces: chosenOrNone,
    coOpted: z.boolean().default(false),
    /** Why a chair or a vice-chair comes from the sector whose turn it is not. */
    exceptionReason: shortText(0, '').default(''),
    /** The gap between the sectors that whoever sends the form has been told of, and accepts. */
    acceptedGap: z.coerce.number().int().min(0).max(999).default(0),
  })
  .refine(
    (form) => form.organisation !== 'new' || form.organisationName !== '',
    describing('organisationName', 'Donnez le nom de l’organisation.'),
  )
  .refine(
    (form) => form.organisation !== 'new' || form.sector !== '',
    describing('sector', 'Choisissez le secteur de l’organisation.'),
  )
  .refine(
    (form) => form.person !== 'new' || form.givenName !== '',
    describing('givenName', 'Donnez le prénom.'),
  )
  .refine(
    (form) => form.person !== 'new' || form.familyName !== '',
    describing('familyName', 'Donnez le nom de famille.'),
  )
  .refine(
    (form) => form.decision === '' || form.appointment === '',
    describing('appointment', APPOINTED_ONCE),
  );
export type MandateForm = z.infer<typeof mandateForm>;

export const mandateEndForm = z.object({
  mandateId: identifier,
  lastDay: calendarDay,
  reason: z.enum(END_REASONS, 'Choisissez pourquoi ce mandat prend fin.'),
  note: shortText(0, '').default(''),
});
export type MandateEndForm = z.infer<typeof mandateEndForm>;

/** A political term to record. */
export const termForm = z.object({
  name: shortText(1, 'Donnez un nom à cette mandature, par exemple Mandature 2024-2030.'),
  from: calendarDay,
  to: z.union([z.literal(''), calendarDay], 'Indiquez une date, ou laissez vide.').default(''),
});
export type TermForm = z.infer<typeof termForm>;

export const termChangeForm = termForm.extend({ version: z.coerce.number().int() });
export type TermChangeForm = z.infer<typeof termChangeForm>;
