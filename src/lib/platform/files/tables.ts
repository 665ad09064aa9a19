import { check, foreignKey, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { bytes, instant } from '../columns.ts';

/** A file that was received or made, whole and unchanging. Its content stands in its chunks. */
export const files = pgTable(
  'files',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    name: text().notNull(),
    /** As its content says, never as its name or its sender did. */
    mediaType: text().notNull(),
    /** Bytes. */
    size: integer().notNull(),
    /** SHA-256, hexadecimal. */
    sha256: text().notNull(),
    /** Whether an antivirus has looked at it. */
    scan: text().$type<'clean' | 'not-scanned'>().notNull(),
    storedAt: instant().notNull(),
    storedBy: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    check('file_scan', sql`${table.scan} in ('clean', 'not-scanned')`),
    check('file_size', sql`${table.size} >= 0`),
  ],
);

export const fileChunks = pgTable(
  'file_chunks',
  {
    associationId: uuid().notNull(),
    fileId: uuid().notNull(),
    /** From 0. */
    seq: integer().notNull(),
    content: bytes().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.fileId, table.seq] }),
    foreignKey({
      name: 'chunk_file',
      columns: [table.associationId, table.fileId],
      foreignColumns: [files.associationId, files.id],
    }).onDelete('cascade'),
  ],
);
