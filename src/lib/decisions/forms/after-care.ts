import { z } from 'zod';
import { calendarDay } from '#lib/kernel/fields.ts';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';
import { CARE_STEPS, EFFECTS } from '../rules/after-care.ts';

export const effectsForm = z.object({
  effects: z
    .array(z.enum(EFFECTS, 'Choisissez dans la liste.'))
    .min(1, 'Cochez ce que fait cette décision, ou «\u00a0rien de tout cela\u00a0».'),
});

const step = z.enum(CARE_STEPS, 'Choisissez une étape de la liste.');

export const stepForm = z.object({
  step,
  doneOn: calendarDay,
  proof: z
    .string()
    .trim()
    .max(200, 'Cette preuve compte au plus 200 caractères.')
    .refine(isStorable, NOT_STORABLE)
    .default(''),
});
export type StepForm = z.infer<typeof stepForm>;

export const clearStepForm = z.object({ step });
