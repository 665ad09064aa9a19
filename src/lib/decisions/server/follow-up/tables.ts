import { check, foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { day, instant } from '#lib/platform/columns.ts';
import type { LinkKind } from '../../vocabulary.ts';
import { decisions } from '../tables.ts';

/** What a decision does to an earlier one: amends it, repeals it, executes it. */
export const decisionLinks = pgTable(
  'decision_links',
  {
    associationId: uuid().notNull(),
    decisionId: uuid().notNull(),
    kind: text().$type<LinkKind>().notNull(),
    targetId: uuid().notNull(),
    linkedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.decisionId, table.targetId] }),
    foreignKey({
      name: 'decision_link_decision',
      columns: [table.associationId, table.decisionId],
      foreignColumns: [decisions.associationId, decisions.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'decision_link_target',
      columns: [table.associationId, table.targetId],
      foreignColumns: [decisions.associationId, decisions.id],
    }).onDelete('cascade'),
    index('links_to_decision').on(table.associationId, table.targetId),
    check('decision_link_kind', sql`${table.kind} in ('amends', 'repeals', 'executes')`),
    check('decision_link_is_to_another', sql`${table.decisionId} <> ${table.targetId}`),
  ],
);

/** A decision that was carried out, since when, and how. */
export const decisionExecutions = pgTable(
  'decision_executions',
  {
    associationId: uuid().notNull(),
    decisionId: uuid().notNull(),
    executedOn: day().notNull(),
    note: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.decisionId] }),
    foreignKey({
      name: 'execution_decision',
      columns: [table.associationId, table.decisionId],
      foreignColumns: [decisions.associationId, decisions.id],
    }).onDelete('cascade'),
  ],
);
