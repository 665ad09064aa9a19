import { Temporal } from 'temporal-polyfill';
import { TIME_ZONE } from './days.ts';

/** The instant at which clocks here show this time ("15:20") on this ISO day. */
export function localInstant(day: string, time: string): string {
  return Temporal.PlainDate.from(day)
    .toZonedDateTime({ timeZone: TIME_ZONE, plainTime: time })
    .toInstant()
    .toString({ smallestUnit: 'millisecond' });
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
