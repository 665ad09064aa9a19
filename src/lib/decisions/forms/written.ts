import { z } from 'zod';
import { calendarDay, identifier } from '#lib/kernel/fields.ts';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';
import { DECISION_KINDS } from '../vocabulary.ts';

const text = (most: number, tooLong: string) =>
  z.string().trim().max(most, tooLong).refine(isStorable, NOT_STORABLE);

export const writtenProcedureForm = z.object({
  bodyId: identifier,
  kind: z.enum(DECISION_KINDS, 'Choisissez ce que la décision touche.').default('ordinary'),
  proposal: text(4000, 'La proposition compte au plus 4000\u00a0caractères.').min(
    1,
    'Écrivez la proposition, mot pour mot\u00a0: c’est elle que chacun signe.',
  ),
  explanation: text(8000, 'L’explication compte au plus 8000\u00a0caractères.').default(''),
  closesOn: calendarDay,
});
export type WrittenProcedureForm = z.infer<typeof writtenProcedureForm>;

const answer = z.enum(['agrees', 'refuses'], 'Choisissez\u00a0: d’accord, ou non.');

/** What a member signs: nobody signs without saying so twice. */
export const writtenAnswerForm = z.object({
  answer,
  confirmed: z
    .boolean()
    .default(false)
    .refine((confirmed) => confirmed, 'Cochez cette case pour signer votre réponse.'),
});

/** A signed paper, typed by the secretary. */
export const paperAnswerForm = z.object({ mandateId: identifier, answer });

export const withdrawalForm = z.object({
  reason: text(500, 'La raison compte au plus 500\u00a0caractères.').min(
    1,
    'Dites pourquoi\u00a0: les membres ont peut-être déjà répondu.',
  ),
});
