import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import type { MeetingFacts } from '#lib/meetings/policy.ts';
import { checkNotCancelled, type Meeting } from '#lib/meetings/server/load.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import { mayReadMinutes } from '../policy.ts';
import { checkAct, type MinutesAct } from '../rules/states.ts';
import type { MinutesState } from '../vocabulary.ts';
import { minutes, minutesVersions } from './tables.ts';

export type Minutes = typeof minutes.$inferSelect;
export type Version = typeof minutesVersions.$inferSelect;

export interface HeldMinutes {
  readonly meeting: Meeting;
  /** Null while they are a draft. */
  readonly minutes: Minutes | null;
  readonly state: MinutesState;
}

/** The state of a row; none is a draft. */
export const stateOf = (row: Pick<Minutes, 'state'> | null | undefined): MinutesState =>
  row?.state ?? 'draft';

/**
 * Loads the PV of a meeting to do something to it, and authorises the actor: to read it comes first. The meeting is
 * locked until the transaction ends, so that remarks, approval, signatures and seal follow each other. Refuses a meeting
 * that was cancelled, and an act that does not fit the state.
 */
export async function minutesTo(
  act: MinutesAct,
  tx: Tx,
  actor: Actor,
  today: string,
  meetingId: string,
  allow: (actor: Actor, meeting: MeetingFacts, today: string) => Outcome<unknown>,
): Promise<Outcome<HeldMinutes>> {
  if (!isIdentifier(meetingId)) return notFound();
  const [meeting] = await tx.select().from(meetings).where(eq(meetings.id, meetingId)).for('update');
  if (!meeting) return notFound();
  const [row] = await tx.select().from(minutes).where(eq(minutes.meetingId, meetingId));
  const state = stateOf(row);
  const readable = mayReadMinutes(actor, meeting, state, today);
  if (!readable.done) return readable;
  const allowed = allow(actor, meeting, today);
  if (!allowed.done) return allowed;
  const takesPlace = checkNotCancelled(meeting);
  if (!takesPlace.done) return takesPlace;
  const possible = checkAct(state, act);
  return possible.done ? done({ meeting, minutes: row ?? null, state }) : possible;
}

/** The version of a PV that was last sent. */
export async function lastVersion(tx: Tx, row: Pick<Minutes, 'meetingId' | 'version'>): Promise<Version> {
  const [version] = await tx
    .select()
    .from(minutesVersions)
    .where(and(eq(minutesVersions.meetingId, row.meetingId), eq(minutesVersions.number, row.version)));
  return version!;
}
