import { Temporal } from 'temporal-polyfill';

/** Legal delays, meeting days and hours are those of this time zone. */
export const TIME_ZONE = 'Europe/Brussels';

const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

/** "21 novembre 2022", "1er janvier 2023", from an ISO day. */
export function dayInWords(day: string): string {
  return `${monthDayInWords(day.slice(5))}\u00a0${Temporal.PlainDate.from(day).year}`;
}

/** "31 décembre", "1er mars", from a day of every year: "12-31", "03-01". */
export function monthDayInWords(monthDay: string): string {
  const [month, day] = monthDay.split('-').map(Number) as [number, number];
  return `${day === 1 ? '1er' : day}\u00a0${MONTHS[month - 1]}`;
}

/** "lundi 21 novembre 2022". */
export function weekdayInWords(day: string): string {
  return `${WEEKDAYS[Temporal.PlainDate.from(day).dayOfWeek - 1]} ${dayInWords(day)}`;
}

/** "21.11.2022", for tables. */
export function dayInFigures(day: string): string {
  const [year, month, date] = day.split('-');
  return `${date}.${month}.${year}`;
}

/** "14 h", "14 h 06", from an ISO time of day. */
export function timeInWords(time: string): string {
  const { hour, minute } = Temporal.PlainTime.from(time);
  return minute === 0 ? `${hour}\u00a0h` : `${hour}\u00a0h\u00a0${String(minute).padStart(2, '0')}`;
}

/** The local day of an instant, as an ISO day. */
export function localDay(instant: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(TIME_ZONE).toPlainDate().toString();
}

/** The local hour of an instant, from 0 to 23. */
export function localHour(instant: string): number {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(TIME_ZONE).hour;
}

/** The local time of an instant, "14 h 06". */
export function localTimeInWords(instant: string): string {
  return timeInWords(
    Temporal.Instant.from(instant)
      .toZonedDateTimeISO(TIME_ZONE)
      .toPlainTime()
      .toString({ smallestUnit: 'minute' }),
  );
}

/** "20 novembre 2022, 23 h 59", of an ISO instant. */
export const momentInWords = (instant: string) =>
  `${dayInWords(localDay(instant))}, ${localTimeInWords(instant)}`;

/** The instant at which clocks here show this time ("15:20") on this ISO day. */
export function localInstant(day: string, time: string): string {
  return Temporal.PlainDate.from(day)
    .toZonedDateTime({ timeZone: TIME_ZONE, plainTime: time })
    .toInstant()
    .toString({ smallestUnit: 'millisecond' });
}

/** Whether the day falls in the period, both ends included; no end means "until further notice". */
export function dayWithin(day: string, from: string, to: string | null): boolean {
  return from <= day && (to === null || day <= to);
}

/** The ISO day that comes so many days after this one, or before it when `days` is negative. */
export function daysAfter(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** The number of days from an ISO day to another one: 1 from a day to the next. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;
}

/**
 * The last ISO day (included) of so many years that begin on an ISO day: the eve of the anniversary, or 28 February for
 * years that begin on a 29 February and end in a year without one.
 */
export function lastDayOfYears(from: string, years: number): string {
  const begins = Temporal.PlainDate.from(from);
  const anniversary = begins.add({ years });
  return (anniversary.day === begins.day ? anniversary.subtract({ days: 1 }) : anniversary).toString();
}
