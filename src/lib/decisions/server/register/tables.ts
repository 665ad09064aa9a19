import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import { day, instant } from '#lib/platform/columns.ts';
import { writtenProcedures } from '../written/tables.ts';

/**
 * The numbers of the register: one series per body and year, allotted when a vote is recorded or when all agreed in
 * writing, without gap and never used again. One whose decision was withdrawn stays, without decision (see the guards
 * for how).
 */
export const registerEntries = pgTable(
  'register_entries',
  {
    associationId: uuid().notNull(),
    /** What follows a decision, taken in a meeting or in writing, holds on to it. */
    id: uuid().notNull().defaultRandom(),
    bodyId: uuid().notNull(),
    year: smallint().notNull(),
    /** From 1. */
    number: integer().notNull(),
    /** Null once it was withdrawn (the journal keeps what it said), and for a decision taken in writing. */
    decisionId: uuid(),
    /** The written procedure that was adopted: it is never withdrawn after that. */
    procedureId: uuid(),
    /** The day on which it was taken, in which order lists show it; a guard has it follow the day of its meeting. */
    decidedOn: day().notNull(),
    allottedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.bodyId, table.year, table.number] }),
    unique('register_entry_once').on(table.associationId, table.id),
    unique('register_procedure_once').on(table.associationId, table.procedureId),
    foreignKey({
      name: 'register_body',
      columns: [table.associationId, table.bodyId],
      foreignColumns: [bodies.associationId, bodies.id],
    }),
    foreignKey({
      name: 'register_procedure',
      columns: [table.associationId, table.procedureId, table.bodyId],
      foreignColumns: [writtenProcedures.associationId, writtenProcedures.id, writtenProcedures.bodyId],
    }),
    index('register_latest').on(table.associationId, table.decidedOn, table.number),
    check('register_number', sql`${table.number} > 0`),
    check('register_one_source', sql`num_nonnulls(${table.decisionId}, ${table.procedureId}) <= 1`),
  ],
);

/**
 * The words of each decision, without accents and inflections, written by triggers: what it says and the title of its
 * item. A full text index would not serve: under row security, only the equality of a word may be looked up in an index.
 */
export const registerWords = pgTable(
  'register_words',
  {
    associationId: uuid().notNull(),
    word: text().notNull(),
    entryId: uuid().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.word, table.entryId] }),
    foreignKey({
      name: 'word_entry',
      columns: [table.associationId, table.entryId],
      foreignColumns: [registerEntries.associationId, registerEntries.id],
    }),
    index('words_of_entry').on(table.associationId, table.entryId),
  ],
);
