import { createHash } from 'node:crypto';
import { and, asc, desc, eq, gt, sql } from 'drizzle-orm';
import type { ActName } from './acts.ts';
import type { Tx } from './database.ts';
import { slices } from './slices.ts';
import { journalEntries } from './tables.ts';

/** The chain of what belongs to no association: accounts, sign-in, operator. */
export const INSTALLATION_CHAIN = '00000000-0000-0000-0000-000000000000';

export interface JournalEntry {
  readonly act: ActName;
  /** What was acted upon: "meeting" and its identifier. */
  readonly subject: { readonly kind: string; readonly id: string };
  /** Plain data. Never a secret, never the choice of a secret ballot. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** Who did it, where several act in one transaction; else whoever the transaction is of. */
  readonly by?: JournalAuthor;
}

export interface JournalAuthor {
  readonly accountId: string | null;
  readonly name: string;
}

/** The same value gives the same text whatever the order of its keys: jsonb does not keep it. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const pairs = Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`);
    return `{${pairs.join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

type Row = typeof journalEntries.$inferSelect;

function hashOf(row: Omit<Row, 'hash'>): string {
  const {
    chain,
    seq,
    associationId,
    act,
    at,
    accountId,
    accountName,
    subjectKind,
    subjectId,
    before,
    after,
    previousHash,
  } = row;
  const text = canonical({
    chain,
    seq,
    associationId,
    act,
    at,
    accountId,
    accountName,
    subjectKind,
    subjectId,
    before,
    after,
    previousHash,
  });
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Appends entries to the chain of an association (or of the installation when `associationId` is null).
 * Called last in a transaction: the chain stays locked until it commits.
 */
export async function appendToJournal(
  tx: Tx,
  associationId: string | null,
  at: string,
  author: JournalAuthor,
  entries: readonly JournalEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const chain = associationId ?? INSTALLATION_CHAIN;
  // Sent together, so that the chain is held one round trip less; done one after the other: the second sees what the lock
  // waited for.
  const [, [last]] = await Promise.all([
    tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`journal:${chain}`}, 0))`),
    tx
      .select({ seq: journalEntries.seq, hash: journalEntries.hash })
      .from(journalEntries)
      .where(eq(journalEntries.chain, chain))
      .orderBy(desc(journalEntries.seq))
      .limit(1),
  ]);
  let seq = last?.seq ?? 0;
  let previousHash = last?.hash ?? '';
  const rows = entries.map((entry) => {
    seq += 1;
    const row = {
      chain,
      seq,
      associationId,
      act: entry.act,
      at,
      accountId: (entry.by ?? author).accountId,
      accountName: (entry.by ?? author).name,
      subjectKind: entry.subject.kind,
      subjectId: entry.subject.id,
      before: entry.before ?? null,
      after: entry.after ?? null,
      previousHash,
    };
    const hash = hashOf(row);
    previousHash = hash;
    return { ...row, hash };
  });
  for (const some of slices(rows)) await tx.insert(journalEntries).values(some);
}

export interface BrokenLink {
  readonly seq: number;
  readonly reason: 'content' | 'link' | 'gap';
}

const PAGE = 1000;

/**
 * Recomputes one chain from its first entry and answers the first broken link, or null with the number of entries
 * read. Run inside the association's transaction. What a chain cannot tell by itself is that its tail was cut off:
 * compare `entries` with an earlier report or a backup.
 */
export async function verifyChain(
  tx: Tx,
  associationId: string | null,
): Promise<{ entries: number; broken: BrokenLink | null }> {
  const chain = associationId ?? INSTALLATION_CHAIN;
  let seq = 0;
  let previousHash = '';
  for (;;) {
    const rows = await tx
      .select()
      .from(journalEntries)
      .where(and(eq(journalEntries.chain, chain), gt(journalEntries.seq, seq)))
      .orderBy(asc(journalEntries.seq))
      .limit(PAGE);
    for (const { hash, ...row } of rows) {
      if (row.seq !== seq + 1) return { entries: seq, broken: { seq: seq + 1, reason: 'gap' } };
      if (row.previousHash !== previousHash)
        return { entries: seq, broken: { seq: row.seq, reason: 'link' } };
      if (hashOf(row) !== hash) return { entries: seq, broken: { seq: row.seq, reason: 'content' } };
      seq = row.seq;
      previousHash = hash;
    }
    if (rows.length < PAGE) return { entries: seq, broken: null };
  }
}
