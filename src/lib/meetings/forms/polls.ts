import { z } from 'zod';
import { calendarDay, identifier } from '#lib/kernel/fields.ts';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';
import { meetingForm } from '../forms.ts';
import type { ProposedDate } from '../rules/polls.ts';
import { DATE_ANSWERS } from '../vocabulary.ts';

/** As many lines of dates as people left filled: a line of the form is a day and an hour at the same place. */
const lines = z.array(z.string().max(10).refine(isStorable, NOT_STORABLE)).max(12).default([]);

export const pollForm = meetingForm
  .pick({ bodyId: true, kind: true, place: true })
  .extend({
    title: z
      .string()
      .trim()
      .min(1, 'Dites de quelle réunion il s’agit, par exemple\u00a0: CA de janvier.')
      .max(120, 'L’intitulé compte au plus 120\u00a0caractères.')
      .refine(isStorable, NOT_STORABLE),
    message: z
      .string()
      .trim()
      .max(2000, 'Le message compte au plus 2000\u00a0caractères.')
      .refine(isStorable, NOT_STORABLE)
      .default(''),
    closesOn: calendarDay,
    onDay: lines,
    startsAt: lines,
  })
  .superRefine(({ onDay, startsAt }, context) => {
    const wrong = linesOf(onDay, startsAt).find((line) => !isWhole(line));
    if (wrong)
      context.addIssue({
        code: 'custom',
        path: ['onDay'],
        message: 'Donnez à chaque date un jour et une heure, ou laissez la ligne vide.',
      });
  });
export type PollForm = z.infer<typeof pollForm>;

function linesOf(onDay: readonly string[], startsAt: readonly string[]): ProposedDate[] {
  return Array.from({ length: Math.max(onDay.length, startsAt.length) }, (_, index) => ({
    onDay: onDay[index] ?? '',
    startsAt: startsAt[index] ?? '',
  })).filter((line) => line.onDay !== '' || line.startsAt !== '');
}

const isWhole = (line: ProposedDate) =>
  calendarDay.safeParse(line.onDay).success && meetingForm.shape.startsAt.safeParse(line.startsAt).success;

/** The dates of a form that was understood: its filled lines. */
export function datesOf({ onDay, startsAt }: Pick<PollForm, 'onDay' | 'startsAt'>): ProposedDate[] {
  return linesOf(onDay, startsAt);
}

/** What someone answers to a poll: the dates left without answer are not in it. */
export const pollAnswerForm = z.object({
  answers: z
    .array(z.object({ dateId: identifier, answer: z.enum(DATE_ANSWERS) }))
    .min(1, 'Répondez au moins à une date.')
    .max(12),
});
export type PollAnswers = z.infer<typeof pollAnswerForm>;

export const dateChoiceForm = z.object({ dateId: identifier });
