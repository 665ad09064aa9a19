import { hoursOf } from './hours.ts';

/** A meeting with those who sit in its body that day. Cancelled ones are left out by the caller. */
export interface Engagement {
  readonly id: string;
  /** ISO day and times of day. */
  readonly heldOn: string;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly people: readonly string[];
}

/** Two meetings that would take the same people at the same time, in the order of their list. */
export interface Clash {
  readonly meetingIds: readonly [string, string];
  readonly people: readonly string[];
}

/** Whether two meetings are on at the same time; of one whose hour is not known, nothing can be said. */
export function overlap(
  one: Omit<Engagement, 'id' | 'people'>,
  other: Omit<Engagement, 'id' | 'people'>,
): boolean {
  if (one.heldOn !== other.heldOn) return false;
  const mine = hoursOf(one);
  const theirs = hoursOf(other);
  return mine !== null && theirs !== null && mine.from < theirs.to && theirs.from < mine.to;
}

/** The clashes among these meetings: each pair once, with whom they share, in the order of the first of the two. */
export function clashesOf(engagements: readonly Engagement[]): Clash[] {
  return engagements.flatMap((one, index) =>
    engagements.slice(index + 1).flatMap((other) => {
      if (!overlap(one, other)) return [];
      const there = new Set(other.people);
      const people = one.people.filter((person) => there.has(person));
      return people.length > 0 ? [{ meetingIds: [one.id, other.id] as const, people }] : [];
    }),
  );
}
