import { eq } from 'drizzle-orm';
import { statutesOf } from '#lib/associations/server/settings.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { Tx } from '#lib/platform/database.ts';
import { changesSince, lacksOf, type Lack } from '../../rules/convocation.ts';
import { noticeState, type NoticeState } from '../../rules/notice-state.ts';
import type { MeetingView } from '../queries.ts';
import { meetings } from '../tables.ts';
import { prepareNotice, type PreparedNotice } from './send.ts';
import { convokedBy, toldOf, type Convoked, type ToldRow } from './told.ts';

export interface ConvocationPage {
  readonly state: NoticeState;
  readonly convoked: Convoked;
  readonly told: readonly ToldRow[];
  /** What changed since members were told, to tell them. */
  readonly changes: readonly string[];
  readonly lacks: readonly Lack[];
  /** The notice, or the change, as it would leave now. */
  readonly prepared: PreparedNotice;
}

/** The convocation of a meeting for the staff: what would leave, and what left. */
export async function convocationPage(
  tx: Tx,
  actor: Actor,
  today: string,
  meeting: MeetingView,
): Promise<ConvocationPage> {
  const told = await toldOf(tx, meeting.id);
  const convoked = convokedBy(told, meeting.heldOn);
  const [row] = await tx.select().from(meetings).where(eq(meetings.id, meeting.id));
  const prepared = await prepareNotice(tx, actor.associationId, row!, today, convoked);
  const rule = await statutesOf(tx, meeting.body, meeting.heldOn);
  const { content } = prepared;
  return {
    state: noticeState({ heldOn: meeting.heldOn, today, sentOn: convoked.sentOn, rule }),
    convoked,
    told,
    changes: convoked.said === null ? [] : changesSince(convoked.said, meeting),
    lacks: lacksOf({ ...content.meeting, items: content.items }),
    prepared,
  };
}
