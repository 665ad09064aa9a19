// Words and plain steps of days, which the browser loads on almost every page: what the platform has suffices here, and the
// library of dates stays on the server and on the few pages that compute with months, years and hours of this zone.

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
  return `${monthDayInWords(day.slice(5))}\u00a0${Number(day.slice(0, 4))}`;
}

/** "31 décembre", "1er mars", from a day of every year: "12-31", "03-01". */
export function monthDayInWords(monthDay: string): string {
  const [month, day] = monthDay.split('-').map(Number) as [number, number];
  return `${day === 1 ? '1er' : day}\u00a0${MONTHS[month - 1]}`;
}

/** "lundi 21 novembre 2022". */
export function weekdayInWords(day: string): string {
  // 1 January 1970 was a Thursday; days before it count down.
  return `${WEEKDAYS[(((dayNumber(day) + 3) % 7) + 7) % 7]} ${dayInWords(day)}`;
}

/** "21.11.2022", for tables. */
export function dayInFigures(day: string): string {
  const [year, month, date] = day.split('-');
  return `${date}.${month}.${year}`;
}

/** "14 h", "14 h 06", from an ISO time of day. */
export function timeInWords(time: string): string {
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  return minute === 0 ? `${hour}\u00a0h` : `${hour}\u00a0h\u00a0${String(minute).padStart(2, '0')}`;
}

/** The local day of an instant, as an ISO day. */
export function localDay(instant: string): string {
  const { year, month, day } = onTheClock(instant);
  return `${year}-${month}-${day}`;
}

/** The local hour of an instant, from 0 to 23. */
export function localHour(instant: string): number {
  return Number(onTheClock(instant).hour);
}

/** The local time of an instant, "14 h 06". */
export function localTimeInWords(instant: string): string {
  const { hour, minute } = onTheClock(instant);
  return timeInWords(`${hour}:${minute}`);
}

/** "20 novembre 2022, 23 h 59", of an ISO instant. */
export const momentInWords = (instant: string) =>
  `${dayInWords(localDay(instant))}, ${localTimeInWords(instant)}`;

/** Whether the day falls in the period, both ends included; no end means "until further notice". */
export function dayWithin(day: string, from: string, to: string | null): boolean {
  return from <= day && (to === null || day <= to);
}

/** The ISO day that comes so many days after this one, or before it when `days` is negative. */
export function daysAfter(day: string, days: number): string {
  return new Date((dayNumber(day) + days) * DAY).toISOString().slice(0, 10);
}

/** The number of days from an ISO day to another one: 1 from a day to the next. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** Milliseconds: days of UTC all have as many. */
const DAY = 86_400_000;

/** Days since 1 January 1970. */
function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY;
}

/** Milliseconds since 1970 of an ISO instant. */
export function momentOf(instant: string): number {
  return Date.parse(instant);
}

const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: TIME_ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** What calendars and clocks here show at an instant, in figures. */
function onTheClock(instant: string): Readonly<Record<Intl.DateTimeFormatPartTypes, string>> {
  const parts = CLOCK.formatToParts(momentOf(instant)).map(({ type, value }) => [type, value]);
  return Object.fromEntries(parts) as Record<Intl.DateTimeFormatPartTypes, string>;
}
