import { sql } from 'drizzle-orm';
import type { Tx } from '#lib/platform/database.ts';
import { announcement } from '#lib/platform/live/announcements.ts';
import { sittings } from './tables.ts';

/** What a change of this meeting is announced under. */
export const meetingTopic = (associationId: string, meetingId: string) =>
  `${associationId} meeting ${meetingId}`;

/** What the ballots of its votes are announced under: how many are cast may be told a little later than the rest. */
export const ballotTopic = (associationId: string, meetingId: string) =>
  `${meetingTopic(associationId, meetingId)} ballots`;

/**
 * Says that what a sitting shows has changed: its revision grows, and the screens are told when the transaction
 * commits. Every command that changes what they show calls it (notes are not shown); nothing happens where no sitting was opened.
 */
export const touchSitting = (tx: Tx, associationId: string, meetingId: string): Promise<void> =>
  touch(tx, meetingId, meetingTopic(associationId, meetingId));

/** The same for a ballot: in a crowd the screens are told of many of them at once. */
export const touchBallots = (tx: Tx, associationId: string, meetingId: string): Promise<void> =>
  touch(tx, meetingId, ballotTopic(associationId, meetingId));

/** One statement, so that those who cast at the same moment hold the row of the sitting as shortly as can be. */
async function touch(tx: Tx, meetingId: string, topic: string): Promise<void> {
  await tx.execute(sql`
    with touched as (
      update ${sittings} set revision = revision + 1 where meeting_id = ${meetingId} returning 1
    )
    select ${announcement(topic)} from touched`);
}
