import { Temporal } from 'temporal-polyfill';
import { daysAfter } from '#lib/kernel/days.ts';
import { joinList } from '#lib/kernel/french.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';

/** One meeting a week for a year, and some more: past that, a rhythm is more likely a slip of the finger. */
export const MAX_DATES = 60;

/** Which of its weekdays in a month: the first to the fifth, or the last one. */
export const ORDINALS = [1, 2, 3, 4, 5, -1] as const;

/** When a body meets: "the second Wednesday of each month". */
export interface Rhythm {
  readonly frequency: 'weekly' | 'monthly';
  /** Every so many weeks or months. */
  readonly interval: number;
  /** ISO: 1 Monday to 7 Sunday. */
  readonly weekday: number;
  /** Of the month; empty when weekly. */
  readonly ordinals: readonly number[];
  /** ISO days, both included. */
  readonly fromDay: string;
  readonly untilDay: string;
}

/** A rhythm as one text: what was looked over is what is created, or it is looked over again. */
export function rhythmKey({ frequency, interval, weekday, ordinals, fromDay, untilDay }: Rhythm): string {
  return [frequency, interval, weekday, ordinals.join(','), fromDay, untilDay].join('/');
}

function* weeklyDates({ interval, weekday, fromDay, untilDay }: Rhythm): Generator<string> {
  const wait = (weekday - Temporal.PlainDate.from(fromDay).dayOfWeek + 7) % 7;
  for (let day = daysAfter(fromDay, wait); day <= untilDay; day = daysAfter(day, 7 * interval)) yield day;
}

/** The days of a month on one weekday, in order. */
function weekdaysOf(month: Temporal.PlainYearMonth, weekday: number): string[] {
  const first = month.toPlainDate({ day: 1 });
  const wait = (weekday - first.dayOfWeek + 7) % 7;
  const days = Array.from({ length: 5 }, (_, index) => 1 + wait + 7 * index);
  return days.filter((day) => day <= month.daysInMonth).map((day) => month.toPlainDate({ day }).toString());
}

function* monthlyDates({ interval, weekday, ordinals, fromDay, untilDay }: Rhythm): Generator<string> {
  const last = Temporal.PlainDate.from(untilDay).toPlainYearMonth();
  let month = Temporal.PlainDate.from(fromDay).toPlainYearMonth();
  for (; Temporal.PlainYearMonth.compare(month, last) <= 0; month = month.add({ months: interval })) {
    const days = weekdaysOf(month, weekday);
    const chosen = new Set(ordinals.map((ordinal) => days.at(ordinal === -1 ? -1 : ordinal - 1)));
    yield* days.filter((day) => chosen.has(day) && fromDay <= day && day <= untilDay);
  }
}

/** The ISO days of a rhythm, in order; a month without a fifth weekday is skipped. At most one more than `MAX_DATES`. */
export function datesOf(rhythm: Rhythm): string[] {
  const dates: string[] = [];
  for (const day of rhythm.frequency === 'weekly' ? weeklyDates(rhythm) : monthlyDates(rhythm)) {
    dates.push(day);
    if (dates.length > MAX_DATES) break;
  }
  return dates;
}

/** The dates of a rhythm, unless it has none or more than can be looked over one by one. */
export function checkDates(rhythm: Rhythm): Outcome<string[]> {
  if (rhythm.frequency === 'monthly' && rhythm.ordinals.length === 0)
    return refuse(
      'no-ordinal',
      'Cochez quelle semaine du mois\u00a0: la première, la deuxième, la dernière…',
      {
        field: 'ordinals',
      },
    );
  const dates = datesOf(rhythm);
  if (dates.length === 0)
    return refuse('no-date', 'Aucune date ne tombe dans cette période. Choisissez une fin plus tardive.', {
      field: 'untilDay',
    });
  if (dates.length > MAX_DATES)
    return refuse(
      'too-many-dates',
      `Une série compte au plus ${MAX_DATES}\u00a0réunions. Choisissez une fin plus proche, ou un rythme plus lent.`,
      { field: 'untilDay' },
    );
  return done(dates);
}

export const WEEKDAY_NAMES = [
  'lundi',
  'mardi',
  'mercredi',
  'jeudi',
  'vendredi',
  'samedi',
  'dimanche',
] as const;

export const ORDINAL_NAMES: Readonly<Record<number, string>> = {
  1: 'premier',
  2: 'deuxième',
  3: 'troisième',
  4: 'quatrième',
  5: 'cinquième',
  [-1]: 'dernier',
};

/** "le deuxième mercredi du mois", "chaque lundi", "le mardi, toutes les 2 semaines". */
export function rhythmInWords({ frequency, interval, weekday, ordinals }: Rhythm): string {
  const name = WEEKDAY_NAMES[weekday - 1];
  if (frequency === 'weekly')
    return interval === 1 ? `chaque ${name}` : `le ${name}, toutes les ${interval}\u00a0semaines`;
  const which = joinList(ordinals.map((ordinal) => `le ${ORDINAL_NAMES[ordinal]}`));
  const often = interval === 1 ? 'du mois' : `du mois, tous les ${interval}\u00a0mois`;
  return `${which} ${name} ${often}`;
}
