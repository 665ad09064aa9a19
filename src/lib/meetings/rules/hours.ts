import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';

/** How long a meeting without a planned end is reckoned to last, in minutes: long enough to see that two would meet. */
const USUAL_LENGTH = 120;

interface Hours {
  /** ISO times of day. */
  readonly startsAt: string | null;
  readonly endsAt: string | null;
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The hours of a meeting in minutes of its day, `to` not included; null when only the day is known. */
export function hoursOf({ startsAt, endsAt }: Hours): { readonly from: number; readonly to: number } | null {
  if (startsAt === null) return null;
  const from = minutesOf(startsAt);
  return { from, to: endsAt === null ? from + USUAL_LENGTH : minutesOf(endsAt) };
}

/** Refuses an end that does not come after the beginning: a meeting is planned within one day. */
export function checkHours({ startsAt, endsAt }: Hours): Outcome<undefined> {
  return endsAt === null || (startsAt !== null && startsAt < endsAt)
    ? done()
    : refuse(
        'ends-before',
        'La fin prévue vient après le début, le même jour. Corrigez l’une des deux heures, ou laissez la fin vide.',
        { field: 'endsAt' },
      );
}
