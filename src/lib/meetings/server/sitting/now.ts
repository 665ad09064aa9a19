import { asc, eq } from 'drizzle-orm';
import { momentOf } from '#lib/kernel/days.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { SittingEventKind, SittingState } from '../../vocabulary.ts';
import { meetings } from '../tables.ts';
import { sittingEvents, sittings } from './tables.ts';

export interface SittingEvent {
  readonly id: string;
  /** From 1, without gap. */
  readonly seq: number;
  readonly kind: SittingEventKind;
  /** ISO instant. */
  readonly at: string;
  /** The item that was before the meeting; null before the first one. */
  readonly itemId: string | null;
  readonly mandateId: string | null;
  readonly remote: boolean;
  readonly text: string | null;
}

/** Where a sitting is, and what happened in it. */
export interface SittingNow {
  readonly state: SittingState;
  /** ISO instants. */
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly currentItemId: string | null;
  readonly itemSince: string | null;
  /** Grows at each change. */
  readonly revision: number;
  readonly events: readonly SittingEvent[];
}

/** Where the sitting of this meeting is; null when it was never opened. The caller may read the meeting. */
export async function sittingNow(tx: Tx, meeting: { readonly id: string }): Promise<SittingNow | null> {
  const [row] = await tx
    .select({
      state: sittings.state,
      openedAt: sittings.openedAt,
      closedAt: sittings.closedAt,
      currentItemId: sittings.currentItemId,
      itemSince: sittings.itemSince,
      revision: sittings.revision,
    })
    .from(sittings)
    .where(eq(sittings.meetingId, meeting.id));
  if (!row) return null;
  const events = await tx
    .select({
      id: sittingEvents.id,
      seq: sittingEvents.seq,
      kind: sittingEvents.kind,
      at: sittingEvents.at,
      itemId: sittingEvents.itemId,
      mandateId: sittingEvents.mandateId,
      remote: sittingEvents.remote,
      text: sittingEvents.text,
    })
    .from(sittingEvents)
    .where(eq(sittingEvents.meetingId, meeting.id))
    .orderBy(asc(sittingEvents.seq));
  return { ...row, events };
}

/** Those who came and went, in order; since an ISO instant, where one is given. */
export function movementsIn(events: readonly SittingEvent[], since?: string): SittingEvent[] {
  return events.filter(
    ({ kind, at }) =>
      (kind === 'arrival' || kind === 'departure') && (since === undefined || momentOf(at) > momentOf(since)),
  );
}

/** The secret of the room's code: shown by the secretary to the room, never to a member's own screen. */
export async function checkInCodeOf(tx: Tx, meetingId: string): Promise<string | null> {
  const [row] = await tx
    .select({ code: meetings.checkInCode })
    .from(meetings)
    .where(eq(meetings.id, meetingId));
  return row?.code ?? null;
}

/** The state of the sitting alone, for a command; null when it was never opened. */
export async function sittingStateOf(tx: Tx, meetingId: string): Promise<SittingState | null> {
  const [row] = await tx
    .select({ state: sittings.state })
    .from(sittings)
    .where(eq(sittings.meetingId, meetingId));
  return row?.state ?? null;
}
