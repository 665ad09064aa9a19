import { eq } from 'drizzle-orm';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { Tx } from '#lib/platform/database.ts';
import { mayPrepareMeeting } from '../policy.ts';
import { checkNotClosed } from '../rules/sitting.ts';
import { sittingStateOf } from './sitting/now.ts';
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
  if (!allowed.done) return allowed;
  const takesPlace = checkNotCancelled(meeting);
  if (!takesPlace.done) return takesPlace;
  const open = checkMinutesOpen(meeting);
  return open.done ? done(meeting) : open;
}

/** Refuses to change anything that an approved PV says: a mistake is mended by a decision that rectifies it. */
export function checkMinutesOpen(meeting: { readonly minutesFixedAt: string | null }): Outcome<undefined> {
  if (meeting.minutesFixedAt === null) return done();
  return refuse(
    'minutes-approved',
    'Le PV de cette réunion est approuvé\u00a0: plus rien n’y change. Une erreur se corrige par une décision qui rectifie ce PV, sur sa page.',
  );
}

/**
 * The same, to change what the sitting is held by: its day, its agenda, what members propose for it. Refuses once the
 * sitting is closed, until it is reopened: its minutes tell what was there.
 */
export async function meetingToChange(
  tx: Tx,
  actor: Actor,
  today: string,
  meetingId: string,
): Promise<Outcome<Meeting>> {
  const loaded = await meetingToPrepare(tx, actor, today, meetingId);
  if (!loaded.done) return loaded;
  const going = checkNotClosed(await sittingStateOf(tx, meetingId));
  return going.done ? loaded : going;
}

/** Refuses to write anything in a meeting that was cancelled: it stays as it was, marked. */
export function checkNotCancelled(meeting: { readonly cancelledAt: string | null }): Outcome<undefined> {
  if (meeting.cancelledAt === null) return done();
  return refuse(
    'meeting-cancelled',
    'Cette réunion est annulée : plus rien ne s’y note. Créez une autre réunion si elle doit avoir lieu.',
  );
}

/** The items of a meeting, in no particular order. */
export function itemsOf(tx: Tx, meeting: Meeting): Promise<AgendaItem[]> {
  return tx.select().from(agendaItems).where(eq(agendaItems.meetingId, meeting.id));
}
