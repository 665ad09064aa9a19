import { eq } from 'drizzle-orm';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { notFound, type Outcome } from '#lib/kernel/refusals.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { Tx } from '#lib/platform/database.ts';
import { mayPrepareMeeting } from '../policy.ts';
import { agendaItems, meetings } from './tables.ts';

export type Meeting = typeof meetings.$inferSelect;
export type AgendaItem = typeof agendaItems.$inferSelect;

/**
 * Loads a meeting to change it and authorises the actor. The row is locked until the transaction ends, so that two
 * changes of one agenda or one attendance list follow each other.
 */
export async function meetingToPrepare(
  tx: Tx,
  actor: Actor,
  today: string,
  meetingId: string,
): Promise<Outcome<Meeting>> {
  if (!isIdentifier(meetingId)) return notFound();
  const [meeting] = await tx.select().from(meetings).where(eq(meetings.id, meetingId)).for('update');
  if (!meeting) return notFound();
  const allowed = mayPrepareMeeting(actor, meeting, today);
  return allowed.done ? { done: true, value: meeting } : allowed;
}

/** The items of a meeting, in no particular order. */
export function itemsOf(tx: Tx, meeting: Meeting): Promise<AgendaItem[]> {
  return tx.select().from(agendaItems).where(eq(agendaItems.meetingId, meeting.id));
}
