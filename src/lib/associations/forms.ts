import { z } from 'zod';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';

export const settingForm = z.object({
  /** Empty: for the whole association. */
  bodyId: z.union([z.literal(''), z.uuid('Choisissez dans la liste.')]).default(''),
  key: z.string().min(1).max(60).refine(isStorable),
  /** Typed by the definition of the setting. */
  value: z.unknown(),
  source: z
    .string()
    .trim()
    .min(1, 'Indiquez l’article des statuts ou du règlement qui le dit.')
    .max(200, 'La source compte au plus 200 caractères.')
    .refine(isStorable, NOT_STORABLE),
});
export type SettingForm = z.infer<typeof settingForm>;
