import { and, eq, inArray, notExists } from 'drizzle-orm';
import type { Tx } from '#lib/platform/database.ts';
import { files } from '#lib/platform/files/tables.ts';
import { annexes, annexVersions, packs } from './tables.ts';

/**
 * Forgets, with a meeting that goes as if it had never been, the packs that were made of it and the annexes that were taken
 * away again. A file that an annex of another meeting shows too stays.
 */
export async function forgetFilesOf(tx: Tx, meetingId: string): Promise<void> {
  const made = await tx
    .delete(packs)
    .where(eq(packs.meetingId, meetingId))
    .returning({ fileId: packs.fileId });
  const own = tx.select({ id: annexes.id }).from(annexes).where(eq(annexes.meetingId, meetingId));
  const versions = await tx
    .delete(annexVersions)
    .where(inArray(annexVersions.annexId, own))
    .returning({ fileId: annexVersions.fileId });
  await tx.delete(annexes).where(eq(annexes.meetingId, meetingId));
  const fileIds = [...made, ...versions].flatMap(({ fileId }) => fileId ?? []);
  if (fileIds.length === 0) return;
  const shown = tx
    .select({ id: annexVersions.fileId })
    .from(annexVersions)
    .where(eq(annexVersions.fileId, files.id));
  await tx.delete(files).where(and(inArray(files.id, fileIds), notExists(shown)));
}
