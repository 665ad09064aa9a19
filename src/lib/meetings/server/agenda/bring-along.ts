import type { Tx } from '#lib/platform/database.ts';
import { copyAnnexes } from '../annexes/copy.ts';
import type { Meeting } from '../load.ts';

type Target = Pick<Meeting, 'id' | 'associationId'>;

/** What a room above keeps on an item and goes with it to another meeting. */
interface Companion {
  /** Copies it for each new item, by the one that it comes from; answers the identifiers of the copies. */
  readonly bring: (tx: Tx, target: Target, copies: ReadonlyMap<string, string>) => Promise<string[]>;
  /** Takes such copies out again, those that nobody changed since. */
  readonly takeBack: (tx: Tx, ids: readonly string[]) => Promise<void>;
}

const companions = new Set<Companion>();

/** Lets a room above send what it keeps on items along with them. Registered at the start. */
export function goAlong(companion: Companion): void {
  companions.add(companion);
}

/** What came with items that were carried over, so that it can be taken back with them. */
export interface Along {
  readonly annexIds: readonly string[];
  readonly alongIds: readonly string[];
}

/** Gives items that were carried over what stood on those they come from. `copies`: the new item by the earlier one. */
export async function bringAlong(
  tx: Tx,
  target: Target,
  copies: ReadonlyMap<string, string>,
  by: { readonly name: string; readonly now: string },
): Promise<Along> {
  const annexIds = await copyAnnexes(tx, target, copies, by);
  const alongIds: string[] = [];
  for (const { bring } of companions) alongIds.push(...(await bring(tx, target, copies)));
  return { annexIds, alongIds };
}

/** Takes back what rooms above had sent along. */
export async function takeAlongBack(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) for (const { takeBack } of companions) await takeBack(tx, ids);
}
