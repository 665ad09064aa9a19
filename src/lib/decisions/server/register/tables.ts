import { check, foreignKey, integer, pgTable, primaryKey, smallint, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import { instant } from '#lib/platform/columns.ts';

/**
 * The numbers of the register: one series per body and year, allotted when a vote is recorded, without gap and never
 * used again. One whose decision was withdrawn stays, without decision (see the guards for how).
 */
export const registerEntries = pgTable(
  'register_entries',
  {
    associationId: uuid().notNull(),
    bodyId: uuid().notNull(),
    year: smallint().notNull(),
    /** From 1. */
    number: integer().notNull(),
    /** Null once it was withdrawn: the journal keeps what it said. */
    decisionId: uuid(),
    allottedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.bodyId, table.year, table.number] }),
    foreignKey({
      name: 'register_body',
      columns: [table.associationId, table.bodyId],
      foreignColumns: [bodies.associationId, bodies.id],
    }),
    check('register_number', sql`${table.number} > 0`),
  ],
);
