import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { agendaItems } from '#lib/meetings/server/tables.ts';
import { instant } from '#lib/platform/columns.ts';
import type { PropositionRole } from '../../vocabulary.ts';

/**
 * The texts put to the vote on one item, where there are several: a main text with its amendments or its parts, or several
 * texts among which one is chosen. What became of each is read from the decisions (see `rules/propositions.ts`): only what
 * people say of them is kept. `decision_id` goes empty when its decision is withdrawn (see the guards).
 */
export const propositions = pgTable(
  'propositions',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    meetingId: uuid().notNull(),
    itemId: uuid().notNull(),
    role: text().$type<PropositionRole>().notNull(),
    /** The text that it amends, or of which it is a part. */
    parentId: uuid(),
    /** Its order among those of the same parent and role: that of the votes. */
    position: integer().notNull(),
    text: text().notNull(),
    /** Who proposes it, in words; empty: not said. */
    author: text().notNull().default(''),
    /** It falls when this one is adopted. */
    fallsWithId: uuid(),
    /** The text with what was adopted of its amendments, and which amendments those were. */
    amendedText: text(),
    amendedWith: jsonb().$type<readonly string[]>().notNull().default([]),
    /** The vote on it. */
    decisionId: uuid(),
    withdrawnAt: instant(),
    version: integer().notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    unique('proposition_of_item').on(table.associationId, table.id, table.itemId),
    unique('proposition_decision_once').on(table.associationId, table.decisionId),
    foreignKey({
      name: 'proposition_item',
      columns: [table.associationId, table.itemId, table.meetingId],
      foreignColumns: [agendaItems.associationId, agendaItems.id, agendaItems.meetingId],
    }),
    foreignKey({
      name: 'proposition_parent',
      columns: [table.associationId, table.parentId, table.itemId],
      foreignColumns: [table.associationId, table.id, table.itemId],
    }),
    foreignKey({
      name: 'proposition_falls_with',
      columns: [table.associationId, table.fallsWithId, table.itemId],
      foreignColumns: [table.associationId, table.id, table.itemId],
    }),
    index('propositions_of_meeting').on(table.associationId, table.meetingId),
    check('proposition_role', sql`${table.role} in ('main', 'amendment', 'part', 'alternative')`),
    check(
      'proposition_place',
      sql`(${table.role} in ('amendment', 'part')) = (${table.parentId} is not null)`,
    ),
    check('proposition_text', sql`length(trim(${table.text})) > 0`),
    check('proposition_not_with_itself', sql`${table.fallsWithId} is distinct from ${table.id}`),
    check('proposition_withdrawn_or_voted', sql`${table.withdrawnAt} is null or ${table.decisionId} is null`),
  ],
);
