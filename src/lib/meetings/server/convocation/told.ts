import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { localDay } from '#lib/kernel/days.ts';
import type { Tx } from '#lib/platform/database.ts';
import { toldSince, type Gathering } from '../../rules/convocation.ts';
import type { NoticeKind } from '../../vocabulary.ts';
import { convocations } from './tables.ts';

/** What was told of a meeting, the oldest first. */
export interface ToldRow {
  readonly id: string;
  readonly kind: NoticeKind;
  /** ISO instant. */
  readonly sentAt: string;
  readonly sentBy: string;
  readonly lateReason: string | null;
  /** When and where, as it was said. */
  readonly said: Gathering;
}

/** All that was told of these meetings, the oldest first. */
async function toldRows(tx: Tx, meetingIds: readonly string[]): Promise<(ToldRow & { meetingId: string })[]> {
  if (meetingIds.length === 0) return [];
  return tx
    .select({
      id: convocations.id,
      meetingId: convocations.meetingId,
      kind: convocations.kind,
      sentAt: convocations.sentAt,
      sentBy: convocations.sentBy,
      lateReason: convocations.lateReason,
      said: sql<Gathering>`coalesce(${convocations.content} -> 'meeting', '{}'::jsonb)`,
    })
    .from(convocations)
    .where(inArray(convocations.meetingId, [...meetingIds]))
    .orderBy(asc(convocations.sentAt), asc(convocations.id));
}

/** All that was told of a meeting, the oldest first. */
export function toldOf(tx: Tx, meetingId: string): Promise<ToldRow[]> {
  return toldRows(tx, [meetingId]);
}

/** Since when members know when their meeting is, and what that took. */
export interface Convoked {
  /** The ISO day on which they learned of the day that holds now; null: they know of none or of another. */
  readonly sentOn: string | null;
  readonly notified: boolean;
  /** Why something was sent after its delay, in the order of the messages. */
  readonly lateReasons: readonly string[];
  /** What they were told last of when and where. */
  readonly said: Gathering | null;
}

const TELLING: readonly NoticeKind[] = ['notice', 'change'];

/** Where a meeting stands, from all that was told of it. */
export function convokedBy(told: readonly ToldRow[], heldOn: string): Convoked {
  const telling = told.filter(({ kind }) => TELLING.includes(kind));
  return {
    sentOn: toldSince(
      telling.map(({ sentAt, said }) => ({ on: localDay(sentAt), heldOn: said.heldOn })),
      heldOn,
    ),
    notified: telling.length > 0,
    lateReasons: telling.flatMap(({ lateReason }) => lateReason ?? []),
    said: telling.at(-1)?.said ?? null,
  };
}

/** Where several meetings stand, in one reading. */
export async function convokedOf(
  tx: Tx,
  meetings: readonly { readonly id: string; readonly heldOn: string }[],
): Promise<Map<string, Convoked>> {
  const ids = meetings.map(({ id }) => id);
  const byMeeting = Map.groupBy(await toldRows(tx, ids), ({ meetingId }) => meetingId);
  return new Map(meetings.map(({ id, heldOn }) => [id, convokedBy(byMeeting.get(id) ?? [], heldOn)]));
}

/** What one message or letter said, whole; null when it is not of this meeting. */
export async function convocationNamed(tx: Tx, meetingId: string, convocationId: string) {
  const [row] = await tx
    .select()
    .from(convocations)
    .where(and(eq(convocations.id, convocationId), eq(convocations.meetingId, meetingId)));
  return row ?? null;
}
