import { z } from 'zod';
import { calendarDay, identifier } from '#lib/kernel/fields.ts';
import { kind, optionalTime, place, timeOfDay, version } from '../forms.ts';
import type { Rhythm } from '../rules/series.ts';

export const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const;
export const MONTH_WEEKS = ['1', '2', '3', '4', '5', '-1'] as const;

export const seriesForm = z.object({
  /** Drawn by the page, so that a second press finds what the first one made. */
  seriesId: identifier,
  bodyId: identifier,
  kind,
  frequency: z.enum(['weekly', 'monthly'], 'Choisissez : chaque semaine ou chaque mois.'),
  interval: z.coerce
    .number('Indiquez un nombre de 1 à 12.')
    .int('Indiquez un nombre de 1 à 12.')
    .min(1, 'Indiquez un nombre de 1 à 12.')
    .max(12, 'Indiquez un nombre de 1 à 12.'),
  weekday: z.enum(WEEKDAYS, 'Choisissez un jour de la semaine.'),
  ordinals: z.array(z.enum(MONTH_WEEKS, 'Choisissez dans la liste.')).max(6).default([]),
  fromDay: calendarDay,
  untilDay: calendarDay,
  startsAt: timeOfDay,
  endsAt: optionalTime,
  place,
  /** The rhythm whose dates were looked over, as `rhythmKey` writes it; empty: none yet. */
  seen: z.string().max(200).default(''),
  /** The dates that stay ticked. */
  kept: z.array(calendarDay).max(100).default([]),
});
export type SeriesForm = z.infer<typeof seriesForm>;

/** The rhythm that a form describes; a weekly one has no week of the month, whatever was ticked. */
export function rhythmOf(form: SeriesForm): Rhythm {
  const { frequency, interval, fromDay, untilDay } = form;
  const ordinals = frequency === 'weekly' ? [] : [...new Set(form.ordinals.map(Number))];
  return { frequency, interval, weekday: Number(form.weekday), ordinals, fromDay, untilDay };
}

export const seriesEndForm = z.object({
  version,
  remaining: z.enum(['keep', 'remove'], 'Choisissez ce que deviennent les réunions à venir.'),
});
export const seriesExceptionForm = z.object({ version, day: calendarDay });
