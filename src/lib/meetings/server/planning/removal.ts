import { eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { done, type Outcome } from '#lib/kernel/refusals.ts';
import { databaseFault, type Tx } from '#lib/platform/database.ts';
import { checkRemoval, TRACE_NAMES, type Trace } from '../../rules/removal.ts';
import { memberRequests } from '../agenda/tables.ts';
import { forgetFilesOf } from '../annexes/forget.ts';
import { annexes } from '../annexes/tables.ts';
import { convocations } from '../convocation/tables.ts';
import { attendanceReplies, privateNotes, proxies, writtenQuestions } from '../participation/tables.ts';
import { sittings } from '../sitting/tables.ts';
import { agendaItems, attendances, itemNotes, meetings } from '../tables.ts';
import { datePolls } from './tables.ts';

/** Decisions and the texts to vote stand in a room above this one: their foreign keys say no, see `deleteMeeting`. */
type TraceAbove = 'decisions' | 'propositions' | 'elections';
type TraceHere = Exclude<Trace, TraceAbove>;
const ABOVE: Readonly<Record<string, TraceAbove>> = {
  decision_item: 'decisions',
  decision_meeting: 'decisions',
  proposition_item: 'propositions',
  election_item: 'elections',
};
const isHere = (trace: Trace): trace is TraceHere => !(Object.values(ABOVE) as Trace[]).includes(trace);

// The meeting is named with its table: alone, its column would be that of the trace.
const own = (table: PgTable) => sql`select 1 from ${table} as trace where trace.meeting_id = ${meetings}.id`;
const ofItems = (table: PgTable, column: string) =>
  sql`select 1 from ${table} as trace join ${agendaItems} as item on item.id = trace.${sql.raw(column)} where item.meeting_id = ${meetings}.id`;
const any = (...rows: SQL[]) =>
  sql<boolean>`(${sql.join(
    rows.map((row) => sql`exists (${row})`),
    sql` or `,
  )})`;

const FOUND: { readonly [T in TraceHere]: SQL<boolean> } = {
  sent: any(own(convocations)),
  sitting: any(own(sittings)),
  attendance: any(own(attendances)),
  notes: any(ofItems(itemNotes, 'item_id')),
  answers: any(own(attendanceReplies), own(proxies), own(writtenQuestions), ofItems(privateNotes, 'item_id')),
  requests: any(own(memberRequests)),
  // One that was taken away again holds nobody back.
  annexes: any(sql`${own(annexes)} and trace.removed_at is null`),
  polled: any(own(datePolls)),
  carried: any(ofItems(agendaItems, 'carried_from_id')),
  second: any(sql`select 1 from ${meetings} as trace where trace.second_of_id = ${meetings}.id`),
};

/** What each of these meetings left behind, decisions apart, in one statement. */
export async function tracesOf(tx: Tx, meetingIds: readonly string[]): Promise<Map<string, Trace[]>> {
  if (meetingIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: meetings.id, ...FOUND })
    .from(meetings)
    .where(inArray(meetings.id, [...meetingIds]));
  return new Map(rows.map((row) => [row.id, TRACE_NAMES.filter((trace) => isHere(trace) && row[trace])]));
}

/**
 * Deletes a meeting that its command holds, and its agenda with it. Refuses one that left something behind: see
 * `checkRemoval`.
 */
export async function deleteMeeting(
  tx: Tx,
  meeting: { readonly id: string; readonly heldOn: string },
  traces: readonly Trace[],
): Promise<Outcome<undefined>> {
  const removable = checkRemoval(meeting.heldOn, traces);
  if (!removable.done) return removable;
  try {
    await tx.transaction(async (savepoint) => {
      await forgetFilesOf(savepoint, meeting.id);
      await savepoint.delete(agendaItems).where(eq(agendaItems.meetingId, meeting.id));
      await savepoint.delete(meetings).where(eq(meetings.id, meeting.id));
    });
    return done();
  } catch (error) {
    const trace = ABOVE[databaseFault(error)?.constraint ?? ''];
    if (trace === undefined) throw error;
    return checkRemoval(meeting.heldOn, [trace]);
  }
}
