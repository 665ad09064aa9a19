import { Temporal } from 'temporal-polyfill';
import { daysAfter } from './days.ts';

/** Easter Sunday of a year, as an ISO day: the computus of Meeus, Jones and Butcher for the Gregorian calendar. */
export function easterOf(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const sum = epact + weekday - 7 * shift + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(sum / 31), day: (sum % 31) + 1 }).toString();
}

/** The public holidays of Belgium (royal decree of 18 April 1974) that fall on a day of every year. */
const FIXED: Readonly<Record<string, string>> = {
  '01-01': 'Nouvel An',
  '05-01': 'Fête du Travail',
  '07-21': 'Fête nationale',
  '08-15': 'Assomption',
  '11-01': 'Toussaint',
  '11-11': 'Armistice',
  '12-25': 'Noël',
};
/** Those that follow Easter, in days after it. */
const MOVING: readonly (readonly [number, string])[] = [
  [1, 'Lundi de Pâques'],
  [39, 'Ascension'],
  [50, 'Lundi de Pentecôte'],
];

/** How the public holiday of an ISO day is called; both where two fall together; null on any other day. */
export function holidayName(day: string): string | null {
  const easter = easterOf(Number(day.slice(0, 4)));
  const names = MOVING.filter(([days]) => daysAfter(easter, days) === day).map(([, name]) => name);
  const fixed = FIXED[day.slice(5)];
  if (fixed) names.unshift(fixed);
  return names.length > 0 ? names.join(', ') : null;
}

/** Whether an ISO day is one of the ten public holidays of Belgium. */
export function isHoliday(day: string): boolean {
  return holidayName(day) !== null;
}

/** Neither a Saturday, nor a Sunday, nor a public holiday. */
export function isWorkingDay(day: string): boolean {
  return Temporal.PlainDate.from(day).dayOfWeek < 6 && !isHoliday(day);
}

/**
 * The last day of a legal delay that an event of this ISO day sets running (R-DEL-01, C. civ. 1.7): counted from the day
 * after, the last one included, calendar days; a Saturday, a Sunday or a holiday gives way to the next working day. A
 * delay in months ends on the same date of the month, or on the last one of a shorter month.
 */
export function dueDay(
  event: string,
  delay: { readonly days: number } | { readonly months: number },
): string {
  let due = Temporal.PlainDate.from(event).add(delay).toString();
  while (!isWorkingDay(due)) due = daysAfter(due, 1);
  return due;
}
