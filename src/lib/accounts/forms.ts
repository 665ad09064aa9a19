import { z } from 'zod';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';

/** An e-mail address, in lower case. `missing` is said when there is none. */
export function emailAddress(missing: string) {
  return z
    .string({ error: missing })
    .trim()
    .toLowerCase()
    .min(1, missing)
    .max(254, 'Cette adresse e-mail est trop longue.')
    .pipe(z.email('Cette adresse n’est pas complète. Exemple\u00a0: prenom.nom@exemple.be'));
}

const email = emailAddress('Indiquez votre adresse e-mail.');

const personName = z
  .string()
  .trim()
  .min(1, 'Indiquez votre nom.')
  .max(120, 'Ce nom est trop long\u00a0: 120 caractères au plus.')
  .refine(isStorable, NOT_STORABLE);

/** Where to go once signed in. */
const nextAddress = z.string().max(2000).refine(isStorable).default('/');

/** What people type to be sent a message. */
export const signInForm = z.object({ email: email.default(''), next: nextAddress });

/** Six digits, pasted with spaces or not. */
export const codeForm = z.object({
  code: z
    .string()
    .max(50)
    .transform((typed) => typed.replace(/\D/g, ''))
    .pipe(z.string().length(6, 'Le code compte six chiffres.'))
    .default(''),
});

/** Six digits of the application, or a recovery code of sixteen characters. */
export const secondFactorForm = z.object({
  next: nextAddress,
  code: z
    .string()
    .max(50)
    .transform((typed) => typed.toUpperCase().replace(/[^A-Z0-9]/g, ''))
    .pipe(
      z
        .string()
        .regex(
          /^(\d{6}|[A-Z2-7]{16})$/,
          'Tapez les six chiffres de l’application, ou un code de secours de seize caractères.',
        ),
    )
    .default(''),
});

export const nameForm = z.object({ name: personName.default('') });

export const passkeyNameForm = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'Donnez un nom à cette clé.')
    .max(60, 'Ce nom est trop long.')
    .refine(isStorable, NOT_STORABLE)
    .default(''),
});

const SLUG =
  'De 3 à 40 signes\u00a0: lettres sans accent, chiffres et traits d’union, en commençant par une lettre.';

/** First parts of addresses that belong to the installation, those kept for machines included. */
const RESERVED = [
  'account',
  'api',
  'demonstration',
  'health',
  'language',
  'operator',
  'sign-in',
  'sign-out',
  'start',
];

/** The association and the coordinator of the first start. */
export const firstStartForm = z.object({
  associationName: z
    .string()
    .trim()
    .min(1, 'Indiquez le nom de l’association.')
    .max(200, 'Ce nom est trop long.')
    .refine(isStorable, NOT_STORABLE)
    .default(''),
  shortName: z
    .string()
    .trim()
    .min(1, 'Indiquez le nom court.')
    .max(40, 'Ce nom court est trop long.')
    .refine(isStorable, NOT_STORABLE)
    .default(''),
  slug: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z][a-z0-9-]{1,38}[a-z0-9]$/, SLUG)
    .refine(
      (slug) => !RESERVED.includes(slug),
      'Ce mot sert déjà aux pages de Collégial. Choisissez une autre adresse courte.',
    )
    .default(''),
  givenName: personName.default(''),
  familyName: personName.default(''),
  email: email.default(''),
});
