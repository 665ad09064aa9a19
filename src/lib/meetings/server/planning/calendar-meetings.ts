import { and, asc, eq, gte, type SQL } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { CalendarMeeting } from '../../calendar-file.ts';
import { readableBy } from '../queries.ts';
import { meetings } from '../tables.ts';

function select(tx: Tx, condition: SQL | undefined): Promise<CalendarMeeting[]> {
  return tx
    .select({
      id: meetings.id,
      version: meetings.version,
      createdAt: meetings.createdAt,
      cancelledAt: meetings.cancelledAt,
      bodyName: bodies.name,
      theme: meetings.theme,
      heldOn: meetings.heldOn,
      startsAt: meetings.startsAt,
      endsAt: meetings.endsAt,
      place: meetings.place,
      remoteAccess: meetings.remoteAccess,
    })
    .from(meetings)
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(condition)
    .orderBy(asc(meetings.heldOn), asc(meetings.startsAt), asc(meetings.id));
}

/** One meeting as its calendar file tells it, for whoever may read it; null for the others. */
export async function calendarMeeting(
  tx: Tx,
  actor: Actor,
  today: string,
  meetingId: string,
): Promise<CalendarMeeting | null> {
  if (!isIdentifier(meetingId)) return null;
  const [row] = await select(tx, and(eq(meetings.id, meetingId), readableBy(actor, today)));
  return row ?? null;
}

/** The meetings that the actor may read, from an ISO day on. */
export function calendarMeetings(
  tx: Tx,
  actor: Actor,
  today: string,
  from: string,
): Promise<CalendarMeeting[]> {
  return select(tx, and(gte(meetings.heldOn, from), readableBy(actor, today)));
}
