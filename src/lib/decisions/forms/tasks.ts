import { z } from 'zod';
import { calendarDay, identifier } from '#lib/kernel/fields.ts';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';

export const taskForm = z.object({
  personId: z.uuid('Choisissez la personne à qui confier la tâche.'),
  text: z
    .string()
    .trim()
    .min(1, 'Écrivez ce qu’il y a à faire.')
    .max(500, 'Une tâche compte au plus 500 caractères.')
    .refine(isStorable, NOT_STORABLE),
  dueOn: calendarDay,
});
export type TaskForm = z.infer<typeof taskForm>;

const words = z.string().trim().refine(isStorable, NOT_STORABLE);

export const finishForm = z.object({
  taskId: identifier,
  report: words.max(1000, 'Ce compte rendu compte au plus 1\u00a0000 caractères.').default(''),
});

export const giveUpForm = z.object({
  taskId: identifier,
  reason: words
    .min(1, 'Dites en quelques mots pourquoi cette tâche est annulée.')
    .max(500, 'Cette raison compte au plus 500 caractères.'),
});

export const reopenForm = z.object({ taskId: identifier });

export const postponeForm = z.object({ taskId: identifier, dueOn: calendarDay });
