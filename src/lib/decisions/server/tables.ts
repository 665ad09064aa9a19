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
import type { College } from '#lib/kernel/sectors.ts';
import { agendaItems, meetings } from '#lib/meetings/server/tables.ts';
import { instant } from '#lib/platform/columns.ts';
import type { VoteSnapshot } from '../rules/snapshot.ts';
import type { Verdict } from '../rules/verdict.ts';
import type { DecisionKind } from '../vocabulary.ts';

/**
 * A proposal put to the vote on an item, with the outcome that the rules computed. The verdict keeps the figures, the
 * rule in force and its sources: the PV is written from it alone.
 */
export const decisions = pgTable(
  'decisions',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    meetingId: uuid().notNull(),
    itemId: uuid().notNull(),
    position: integer().notNull(),
    kind: text().$type<DecisionKind>().notNull(),
    proposal: text().notNull(),
    verdict: jsonb().$type<Verdict>().notNull(),
    /** What it was decided upon; null for what was recorded before it was kept. */
    snapshot: jsonb().$type<VoteSnapshot>(),
    /** The same for all that one vote decided, where it was about several items. */
    linkId: uuid(),
    recordedAt: instant().notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    unique('decision_position_once').on(table.associationId, table.itemId, table.position),
    foreignKey({
      name: 'decision_meeting',
      columns: [table.associationId, table.meetingId],
      foreignColumns: [meetings.associationId, meetings.id],
    }),
    foreignKey({
      name: 'decision_item',
      columns: [table.associationId, table.itemId, table.meetingId],
      foreignColumns: [agendaItems.associationId, agendaItems.id, agendaItems.meetingId],
    }),
    index('decisions_of_meeting').on(table.associationId, table.meetingId),
    check(
      'decision_kind',
      sql`${table.kind} in ('ordinary', 'statutes', 'purpose', 'exclusion', 'dissolution')`,
    ),
    check('decision_proposal', sql`length(trim(${table.proposal})) > 0`),
  ],
);

/** The count of one college, or of a body that counts all its votes together (`overall`). */
export const decisionTallies = pgTable(
  'decision_tallies',
  {
    associationId: uuid().notNull(),
    decisionId: uuid().notNull(),
    college: text().$type<College | 'overall'>().notNull(),
    for: integer().notNull(),
    against: integer().notNull(),
    abstention: integer().notNull(),
    blank: integer().notNull(),
    invalid: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.decisionId, table.college] }),
    foreignKey({
      name: 'tally_decision',
      columns: [table.associationId, table.decisionId],
      foreignColumns: [decisions.associationId, decisions.id],
    }).onDelete('cascade'),
    check('tally_college', sql`${table.college} in ('public', 'associative', 'overall')`),
    check(
      'tally_counts',
      sql`least(${table.for}, ${table.against}, ${table.abstention}, ${table.blank}, ${table.invalid}) >= 0`,
    ),
  ],
);
