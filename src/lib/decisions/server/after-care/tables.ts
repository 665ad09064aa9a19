import { check, foreignKey, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { day } from '#lib/platform/columns.ts';
import type { CareStep, Effect } from '../../rules/after-care.ts';
import { registerEntries } from '../register/tables.ts';

/** What a decision does in law, as whoever recorded it ticked: its after-care follows from it. */
export const decisionEffects = pgTable(
  'decision_effects',
  {
    associationId: uuid().notNull(),
    entryId: uuid().notNull(),
    effect: text().$type<Effect>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.entryId, table.effect] }),
    foreignKey({
      name: 'effect_entry',
      columns: [table.associationId, table.entryId],
      foreignColumns: [registerEntries.associationId, registerEntries.id],
    }),
    check(
      'decision_effect',
      sql`${table.effect} in ('none', 'statutes', 'name', 'seat', 'directors', 'delegates', 'auditor', 'accounts', 'members', 'dissolution')`,
    ),
  ],
);

/** A step of the after-care of a decision that was done, and its proof. */
export const decisionSteps = pgTable(
  'decision_steps',
  {
    associationId: uuid().notNull(),
    entryId: uuid().notNull(),
    step: text().$type<CareStep>().notNull(),
    doneOn: day().notNull(),
    /** The number of the deposit, of the publication, or a word. */
    proof: text().notNull(),
    doneBy: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.entryId, table.step] }),
    foreignKey({
      name: 'step_entry',
      columns: [table.associationId, table.entryId],
      foreignColumns: [registerEntries.associationId, registerEntries.id],
    }),
  ],
);
