import {
  check,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { bodies, mandates } from '#lib/bodies/server/tables.ts';
import type { DecisionKind } from '#lib/kernel/decision-kinds.ts';
import type { Channel } from '#lib/meetings/vocabulary.ts';
import { day, instant } from '#lib/platform/columns.ts';
import type { WrittenVerdict } from '../../rules/written.ts';

/** A proposal put to the members of a body in writing (CSA 9:14/1, 9:9): adopted if each of them agrees. */
export const writtenProcedures = pgTable(
  'written_procedures',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    bodyId: uuid().notNull(),
    kind: text().$type<DecisionKind>().notNull(),
    proposal: text().notNull(),
    explanation: text().notNull().default(''),
    openedAt: instant().notNull(),
    openedBy: text().notNull(),
    /** The last day to answer, included. */
    closesOn: day().notNull(),
    state: text().$type<'open' | 'adopted' | 'rejected' | 'withdrawn'>().notNull().default('open'),
    settledAt: instant(),
    verdict: jsonb().$type<WrittenVerdict>(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    unique('procedure_of_body').on(table.associationId, table.id, table.bodyId),
    foreignKey({
      name: 'procedure_body',
      columns: [table.associationId, table.bodyId],
      foreignColumns: [bodies.associationId, bodies.id],
    }),
    index('procedures_by_opening').on(table.associationId, table.openedAt),
    check('procedure_kind', sql`${table.kind} in ('ordinary', 'exclusion', 'dissolution')`),
    check('procedure_state', sql`${table.state} in ('open', 'adopted', 'rejected', 'withdrawn')`),
    check('procedure_settled', sql`(${table.state} = 'open') = (${table.settledAt} is null)`),
    check(
      'procedure_verdict',
      sql`(${table.state} in ('adopted', 'rejected')) = (${table.verdict} is not null)`,
    ),
  ],
);

export const writtenAnswers = pgTable(
  'written_answers',
  {
    associationId: uuid().notNull(),
    procedureId: uuid().notNull(),
    bodyId: uuid().notNull(),
    mandateId: uuid().notNull(),
    answer: text().$type<'agrees' | 'refuses'>().notNull(),
    answeredAt: instant().notNull(),
    via: text().$type<Channel>().notNull(),
    /** Who wrote it down, when it was not the member. */
    enteredBy: text(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.procedureId, table.mandateId] }),
    foreignKey({
      name: 'written_answer_procedure',
      columns: [table.associationId, table.procedureId, table.bodyId],
      foreignColumns: [writtenProcedures.associationId, writtenProcedures.id, writtenProcedures.bodyId],
    }),
    foreignKey({
      name: 'written_answer_mandate',
      columns: [table.associationId, table.mandateId, table.bodyId],
      foreignColumns: [mandates.associationId, mandates.id, mandates.bodyId],
    }),
    check('written_answer', sql`${table.answer} in ('agrees', 'refuses')`),
    check('written_answer_via', sql`${table.via} in ('member', 'secretary', 'paper')`),
    check('written_answer_entered', sql`(${table.via} = 'member') = (${table.enteredBy} is null)`),
  ],
);
