import { eq, sql } from 'drizzle-orm';
import type { Tx } from '#lib/platform/database.ts';
import { announce } from '#lib/platform/live/announcements.ts';
import { sittings } from './tables.ts';

/** What a change of this meeting is announced under. */
export const meetingTopic = (associationId: string, meetingId: string) =>
  `${associationId} meeting ${meetingId}`;

/**
 * Says that what a sitting shows has changed: its revision grows, and the screens are told when the transaction
 * commits. Every command that changes what they show calls it (notes are not shown); nothing happens where no sitting was opened.
 */
export async function touchSitting(tx: Tx, associationId: string, meetingId: string): Promise<void> {
  const touched = await tx
    .update(sittings)
    .set({ revision: sql`${sittings.revision} + 1` })
    .where(eq(sittings.meetingId, meetingId))
    .returning({ meetingId: sittings.meetingId });
  if (touched.length === 0) return;
  await announce(tx, meetingTopic(associationId, meetingId));
}
