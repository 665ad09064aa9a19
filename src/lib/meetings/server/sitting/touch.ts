import { eq, sql } from 'drizzle-orm';
import type { Tx } from '#lib/platform/database.ts';
import { sittings } from './tables.ts';

/** The channel on which every screen that follows a meeting is told that it must look again. */
export const LIVE_CHANNEL = 'collegial_live';

/**
 * Says that what a sitting shows has changed: its revision grows, and the screens are told when the transaction
 * commits. Every command that changes a meeting calls it; nothing happens where no sitting was opened.
 */
export async function touchSitting(tx: Tx, associationId: string, meetingId: string): Promise<void> {
  const touched = await tx
    .update(sittings)
    .set({ revision: sql`${sittings.revision} + 1` })
    .where(eq(sittings.meetingId, meetingId))
    .returning({ meetingId: sittings.meetingId });
  if (touched.length === 0) return;
  await tx.execute(sql`select pg_notify(${LIVE_CHANNEL}, ${`${associationId} meeting ${meetingId}`})`);
}
