import { createHash, randomInt } from 'node:crypto';
import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '#lib/platform/database.ts';
import { voteReceipts } from './tables.ts';

/** Without letters and figures that are taken for each other. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 3;
const GROUP = 4;

/** "7KQM-2WXP-9TRV": nearly sixty random bits, for one ballot of one vote. */
export function newReceipt(): string {
  return Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP }, () => SIGNS[randomInt(SIGNS.length)]).join(''),
  ).join('-');
}

/** A code as it was typed, as it is compared: capitals and figures alone. Null: it cannot be one. */
export function receiptTyped(text: string): string | null {
  const signs = text.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return signs.length === GROUPS * GROUP && [...signs].every((sign) => SIGNS.includes(sign)) ? signs : null;
}

/** What is kept of a code: of one vote, so that the same code in two votes does not show. */
export const receiptHash = (voteId: string, typed: string): string =>
  createHash('sha256').update(`${voteId} ${typed}`).digest('hex');

/** Whether a ballot with this code is in the box of this vote. */
export async function isInBox(tx: Tx, voteId: string, hash: string): Promise<boolean> {
  return (await inBox(tx, voteId, [hash])).has(hash);
}

/** Those of these codes whose ballots are in the box of this vote. */
export async function inBox(tx: Tx, voteId: string, hashes: readonly string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await tx
    .select({ hash: voteReceipts.hash })
    .from(voteReceipts)
    .where(and(eq(voteReceipts.voteId, voteId), inArray(voteReceipts.hash, hashes)));
  return new Set(rows.map(({ hash }) => hash));
}
