import { z } from 'zod';
import { identifier } from '#lib/kernel/fields.ts';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';
import { PROPOSITION_ROLES } from '../vocabulary.ts';

/** The text of a decision, with its name before it, holds 4 000 characters. */
const text = z
  .string()
  .transform((typed) => typed.replaceAll('\r\n', '\n').trim())
  .pipe(
    z
      .string()
      .min(1, 'Écrivez le texte à mettre aux voix.')
      .max(3900, 'Ce texte compte au plus 3\u00a0900 caractères. Mettez le reste en annexe.')
      .refine(isStorable, NOT_STORABLE),
  );
const author = z
  .string()
  .trim()
  .max(200, 'Le nom compte au plus 200\u00a0caractères.')
  .refine(isStorable, NOT_STORABLE)
  .default('');
const nobody = identifier.or(z.literal('')).default('');
const version = z.coerce.number().int().min(1);

export const propositionForm = z.object({
  itemId: identifier,
  role: z.enum(PROPOSITION_ROLES, 'Choisissez ce que vous ajoutez.'),
  parentId: nobody,
  text,
  author,
  fallsWithId: nobody,
});
export type PropositionForm = z.output<typeof propositionForm>;

export const propositionChangeForm = z.object({
  propositionId: identifier,
  version,
  text,
  author,
  fallsWithId: nobody,
});
export type PropositionChangeForm = z.output<typeof propositionChangeForm>;

export const propositionMoveForm = z.object({
  propositionId: identifier,
  direction: z.enum(['up', 'down'], 'Choisissez le sens.'),
});
export type PropositionMoveForm = z.output<typeof propositionMoveForm>;

/** The text as the adopted amendments change it. */
export const amendedTextForm = z.object({ propositionId: identifier, version, text });
export type AmendedTextForm = z.output<typeof amendedTextForm>;

export const propositionOnly = z.object({ propositionId: identifier });
