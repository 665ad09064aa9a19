import { Temporal } from 'temporal-polyfill';
import { TIME_ZONE } from '#lib/kernel/days.ts';

/** The only source of "now". Injected, so that tests and the demonstration can set it. */
export interface Clock {
  /** The present moment, to the millisecond, as an ISO instant in UTC. */
  now(): string;
  /** The present day in Belgium, as an ISO day. */
  today(): string;
}

function clockFrom(read: () => Temporal.Instant): Clock {
  return {
    now: () => read().round('millisecond').toString(),
    today: () => read().toZonedDateTimeISO(TIME_ZONE).toPlainDate().toString(),
  };
}

export function systemClock(): Clock {
  return clockFrom(() => Temporal.Now.instant());
}

/** A clock that showed `start` when the real time was `since`, and has run at the normal pace from there. */
export function shiftedClock(start: string, since: string): Clock {
  const shift = Temporal.Instant.from(since).until(Temporal.Instant.from(start));
  return clockFrom(() => Temporal.Now.instant().add(shift));
}

/** A clock that stands still until it is set again. */
export function fixedClock(start: string): Clock & { set(now: string): void } {
  let current = Temporal.Instant.from(start);
  return { ...clockFrom(() => current), set: (now) => void (current = Temporal.Instant.from(now)) };
}
