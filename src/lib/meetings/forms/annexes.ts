import { z } from 'zod';
import { identifier as id } from '#lib/kernel/fields.ts';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';

/** Empty: the annex belongs to the whole meeting. */
const itemId = z.union([z.literal(''), id], 'Choisissez un point de l’ordre du jour.').default('');
/** A box that is not ticked is not sent. */
const confidential = z
  .literal('on')
  .optional()
  .transform((ticked) => ticked !== undefined);

export const annexForm = z.object({ itemId, confidential });
export type AnnexForm = z.infer<typeof annexForm>;

export const annexChangeForm = z.object({
  itemId,
  confidential,
  title: z
    .string()
    .trim()
    .min(1, 'Donnez un titre à cette annexe.')
    .max(200, 'Le titre d’une annexe compte au plus 200 caractères.')
    .refine(isStorable, NOT_STORABLE),
  version: z.coerce.number().int().min(1),
});
export type AnnexChangeForm = z.infer<typeof annexChangeForm>;

export const annexMoveForm = z.object({ annexId: id, direction: z.enum(['up', 'down']) });

export const packForm = z.object({ audience: z.enum(['confidential', 'open']) });
