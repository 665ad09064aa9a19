import { z } from 'zod';
import { calendarDay, identifier } from '#lib/kernel/fields.ts';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';
import { LINK_KINDS } from '../vocabulary.ts';

export const linkForm = z.object({
  kind: z.enum(LINK_KINDS, 'Choisissez ce que cette décision fait de l’autre.'),
  /** "CA-2022-3". */
  reference: z
    .string()
    .trim()
    .min(1, 'Indiquez la référence de l’autre décision, par exemple CA-2022-3.')
    .max(60, 'Une référence est plus courte, par exemple CA-2022-3.')
    .refine(isStorable, NOT_STORABLE),
});
export type LinkForm = z.infer<typeof linkForm>;

export const unlinkForm = z.object({ targetId: identifier });

export const executionForm = z.object({
  executedOn: calendarDay,
  note: z
    .string()
    .trim()
    .max(500, 'Cette note compte au plus 500 caractères.')
    .refine(isStorable, NOT_STORABLE)
    .default(''),
});
export type ExecutionForm = z.infer<typeof executionForm>;
