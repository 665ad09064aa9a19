import { randomUUID } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import type { Tx } from '#lib/platform/database.ts';
import type { Meeting } from '../load.ts';
import { annexesOfItems } from './queries.ts';
import { annexes, annexVersions } from './tables.ts';

/**
 * Joins to items that were copied the annexes of those they come from, in their last version: the same stored file, not a
 * second one. `copies`: the new item by the one that it comes from. Answers the identifiers of the annexes.
 */
export async function copyAnnexes(
  tx: Tx,
  target: Pick<Meeting, 'id' | 'associationId'>,
  copies: ReadonlyMap<string, string>,
  by: { readonly name: string; readonly now: string },
): Promise<string[]> {
  const sources = await annexesOfItems(tx, [...copies.keys()]);
  if (sources.length === 0) return [];
  const { associationId, id: meetingId } = target;
  const made = sources.map((source) => ({ source, id: randomUUID() as string }));
  await tx.insert(annexes).values(
    made.map(({ source: { itemId, title, confidential, position }, id }) => ({
      associationId,
      id,
      meetingId,
      itemId: copies.get(itemId)!,
      title,
      confidential,
      position,
    })),
  );
  await tx.insert(annexVersions).values(
    made.map(({ source, id }) => ({
      associationId,
      annexId: id,
      number: 1,
      fileId: source.fileId,
      addedAt: by.now,
      addedBy: by.name,
    })),
  );
  return made.map(({ id }) => id);
}

/** Takes out again annexes that came with copied items; their files stay with the annexes they come from. */
export async function uncopyAnnexes(tx: Tx, annexIds: readonly string[]): Promise<void> {
  if (annexIds.length === 0) return;
  await tx.delete(annexVersions).where(inArray(annexVersions.annexId, [...annexIds]));
  await tx.delete(annexes).where(inArray(annexes.id, [...annexIds]));
}
