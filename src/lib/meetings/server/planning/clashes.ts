import { and, asc, eq, gte, inArray, isNull, lte, or } from 'drizzle-orm';
import { people } from '#lib/associations/server/tables.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { dayWithin } from '#lib/kernel/days.ts';
import type { Tx } from '#lib/platform/database.ts';
import { clashesOf, overlap } from '../../rules/clashes.ts';

/** A meeting, or one that is only thought of. */
interface Planned {
  readonly id: string;
  readonly bodyId: string;
  readonly heldOn: string;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
}

/** Two meetings at the same time, and the names of those who sit in both; a member learns of themselves alone. */
export interface ClashView {
  readonly meetingIds: readonly [string, string];
  readonly names: readonly string[];
}

/**
 * The clashes among these meetings, cancelled ones left out by the caller: for the staff with everybody's names, for a
 * member their own. One statement, and none when no two meetings are on at the same time.
 */
export async function findClashes(tx: Tx, actor: Actor, meetings: readonly Planned[]): Promise<ClashView[]> {
  const crowded = meetings.filter((one) => meetings.some((other) => one !== other && overlap(one, other)));
  if (crowded.length === 0 || (actor.role === null && actor.personId === null)) return [];
  const days = crowded.map(({ heldOn }) => heldOn).toSorted();
  const sitters = await tx
    .select({
      bodyId: mandates.bodyId,
      personId: people.id,
      givenName: people.givenName,
      familyName: people.familyName,
      from: mandates.fromDay,
      to: mandates.toDay,
    })
    .from(mandates)
    .innerJoin(people, eq(people.id, mandates.personId))
    .where(
      and(
        inArray(mandates.bodyId, [...new Set(crowded.map(({ bodyId }) => bodyId))]),
        lte(mandates.fromDay, days.at(-1)!),
        or(isNull(mandates.toDay), gte(mandates.toDay, days[0]!)),
        actor.role === null ? eq(mandates.personId, actor.personId!) : undefined,
      ),
    )
    .orderBy(asc(people.familyName), asc(people.givenName), asc(people.id));
  const names = new Map(
    sitters.map(({ personId, givenName, familyName }) => [personId, `${givenName} ${familyName}`]),
  );
  const engagements = crowded.map((meeting) => ({
    ...meeting,
    people: [
      ...new Set(
        sitters
          .filter(({ bodyId, from, to }) => bodyId === meeting.bodyId && dayWithin(meeting.heldOn, from, to))
          .map(({ personId }) => personId),
      ),
    ],
  }));
  return clashesOf(engagements).map((clash) => ({
    meetingIds: clash.meetingIds,
    names: clash.people.map((person) => names.get(person)!),
  }));
}
