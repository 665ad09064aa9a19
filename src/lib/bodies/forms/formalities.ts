import { z } from 'zod';
import { calendarDay, identifier } from '#lib/kernel/fields.ts';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';
import { FORMALITY_STEPS } from '../offices.ts';

/** A step of the after-care of a change of directors. */
export const formalityUntickForm = z.object({
  bodyId: identifier,
  changedOn: calendarDay,
  step: z.enum(FORMALITY_STEPS, 'Choisissez une étape de la liste.'),
});
export type FormalityUntickForm = z.infer<typeof formalityUntickForm>;

export const formalityForm = formalityUntickForm.extend({
  doneOn: calendarDay,
  note: z.string().trim().max(200, 'Au plus 200 caractères.').refine(isStorable, NOT_STORABLE).default(''),
});
export type FormalityForm = z.infer<typeof formalityForm>;
