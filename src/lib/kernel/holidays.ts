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

/** New Year, Labour Day, the national holiday, Assumption, All Saints, Armistice, Christmas. */
const FIXED = ['01-01', '05-01', '07-21', '08-15', '11-01', '11-11', '12-25'];
/** Days after Easter: its Monday, Ascension, Whit Monday. */
const MOVING = [1, 39, 50];

/** Whether an ISO day is one of the ten public holidays of Belgium (royal decree of 18 April 1974). */
export function isHoliday(day: string): boolean {
  if (FIXED.includes(day.slice(5))) return true;
  const easter = easterOf(Number(day.slice(0, 4)));
  return MOVING.some((days) => daysAfter(easter, days) === day);
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
