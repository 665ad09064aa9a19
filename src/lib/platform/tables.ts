import { bigint, boolean, check, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { instant } from './columns.ts';

/** One row: what this installation is. A demonstration can be reset; a real one never. */
export const installation = pgTable(
  'installation',
  {
    only: boolean().primaryKey().default(true),
    kind: text().$type<'real' | 'demonstration'>().notNull(),
    createdAt: instant().notNull(),
    /** Encrypts second factors and the keys of certificates at rest, and signs nothing. */
    secret: text().notNull(),
  },
  (table) => [
    check('installation_is_one_row', sql`${table.only}`),
    check('installation_kind', sql`${table.kind} in ('real', 'demonstration')`),
  ],
);

/**
 * Append-only (by trigger), one chain per association and one for the installation (`chain` = nil uuid).
 * Each entry holds the hash of the one before.
 */
export const journalEntries = pgTable(
  'journal_entries',
  {
    chain: uuid().notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
    associationId: uuid(),
    act: text().notNull(),
    at: instant().notNull(),
    accountId: uuid(),
    accountName: text().notNull(),
    subjectKind: text().notNull(),
    subjectId: text().notNull(),
    before: jsonb(),
    after: jsonb(),
    previousHash: text().notNull(),
    hash: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.chain, table.seq] }),
    index('journal_by_subject').on(table.associationId, table.subjectKind, table.subjectId),
  ],
);
