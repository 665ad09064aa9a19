import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import { ownMandates } from '#lib/meetings/policy.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import { mayReadMinutes, mayRemark, maySendMinutes } from '../policy.ts';
import type { MinutesItem, MinutesSnapshot } from '../snapshot.ts';
import type { MinutesState, RemarkAnswer } from '../vocabulary.ts';
import { lastVersion, stateOf } from './load.ts';
import { minutes, minutesRemarks } from './tables.ts';

export interface RemarkView {
  readonly id: string;
  readonly name: string;
  /** The version that it is about. */
  readonly version: number;
  readonly text: string;
  readonly madeAt: string;
  readonly answer: {
    readonly kind: RemarkAnswer;
    readonly words: string;
    readonly at: string;
    readonly by: string;
  } | null;
}

/** The version that was last sent, item by item, with the remarks made on each. */
export interface RemarksPage {
  readonly state: MinutesState;
  readonly version: number;
  readonly sentAt: string;
  /** ISO days. */
  readonly remarksUntil: string;
  readonly heldOn: string;
  readonly body: MinutesSnapshot['body'];
  readonly attendance: MinutesSnapshot['attendance'];
  readonly items: readonly (MinutesItem & { readonly id: string; readonly remarks: readonly RemarkView[] })[];
  /** On the whole, or on an item that is no longer there. */
  readonly others: readonly RemarkView[];
  /** Whether the actor may still make remarks, and answer them. */
  readonly mayRemark: boolean;
  readonly mayAnswer: boolean;
}

/**
 * The text before the members, with its remarks: all of them for the staff, their own for a member. Refuses whoever may not
 * read the meeting, and a PV that was not sent.
 */
export async function remarksPage(
  tx: Tx,
  actor: Actor,
  today: string,
  meetingId: string,
): Promise<Outcome<RemarksPage>> {
  if (!isIdentifier(meetingId)) return notFound();
  const [found] = await tx
    .select({ bodyId: meetings.bodyId, heldOn: meetings.heldOn, row: minutes })
    .from(meetings)
    .leftJoin(minutes, eq(minutes.meetingId, meetings.id))
    .where(eq(meetings.id, meetingId));
  if (!found) return notFound();
  const state = stateOf(found.row);
  const readable = mayReadMinutes(actor, found, state, today);
  if (!readable.done) return readable;
  if (!found.row) return notFound();
  const version = await lastVersion(tx, found.row);
  const mandates = ownMandates(actor, found);
  const rows =
    actor.role === null && mandates.length === 0
      ? []
      : await tx
          .select()
          .from(minutesRemarks)
          .where(
            and(
              eq(minutesRemarks.meetingId, meetingId),
              actor.role === null ? inArray(minutesRemarks.mandateId, mandates) : undefined,
            ),
          )
          .orderBy(asc(minutesRemarks.madeAt), asc(minutesRemarks.id));
  const itemIds = new Set(version.itemIds);
  const viewed = rows.map((row) => ({ itemId: row.itemId, remark: viewOf(row) }));
  return done({
    state,
    version: version.number,
    sentAt: version.sentAt,
    remarksUntil: found.row.remarksUntil,
    heldOn: found.heldOn,
    body: version.snapshot.body,
    attendance: version.snapshot.attendance,
    items: version.snapshot.items.map((item, index) => {
      const id = version.itemIds[index]!;
      return {
        ...item,
        id,
        remarks: viewed.filter(({ itemId }) => itemId === id).map(({ remark }) => remark),
      };
    }),
    others: viewed
      .filter(({ itemId }) => itemId === null || !itemIds.has(itemId))
      .map(({ remark }) => remark),
    mayRemark: state === 'sent' && today <= found.row.remarksUntil && mayRemark(actor, found, today).done,
    mayAnswer: state === 'sent' && maySendMinutes(actor, found, today).done,
  });
}

function viewOf(row: typeof minutesRemarks.$inferSelect): RemarkView {
  const { id, name, version, text, madeAt, answer, words, answeredAt, answeredBy } = row;
  return {
    id,
    name,
    version,
    text,
    madeAt,
    answer: answer && { kind: answer, words: words!, at: answeredAt!, by: answeredBy! },
  };
}
