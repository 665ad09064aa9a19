import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import { agendaItems } from '#lib/meetings/server/tables.ts';
import { day, instant } from '#lib/platform/columns.ts';
import type { ElectedOffice } from '../../rules/election-words.ts';
import type { Candidate, ElectionRule, RoundCount } from '../../rules/elections.ts';
import { decisions } from '../tables.ts';

/**
 * An election on an item: what is to be filled, who stands and the rule, frozen when it opens. Its result is a decision;
 * one that was wrong is cancelled, with its reason, and stays.
 */
export const elections = pgTable(
  'elections',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    meetingId: uuid().notNull(),
    itemId: uuid().notNull(),
    /** The body in which the elected are to sit, not always the one that votes. */
    bodyId: uuid().notNull(),
    office: text().$type<ElectedOffice>().notNull(),
    /** The days of the mandates, both included. */
    fromDay: day().notNull(),
    toDay: day(),
    title: text().notNull(),
    secret: boolean().notNull(),
    rule: jsonb().$type<ElectionRule>().notNull(),
    /**
     * As they were when it opened. They name people and organisations without a foreign key: a sheet that is merged or
     * erased afterwards does not change who stood.
     */
    candidates: jsonb().$type<readonly Candidate[]>().notNull(),
    openedAt: instant().notNull(),
    openedBy: text().notNull(),
    /** True until it is proclaimed or cancelled, then null: one at a time on each item. */
    running: boolean().default(true),
    decisionId: uuid(),
    /** The candidates who were elected, in order. */
    elected: jsonb().$type<readonly string[]>(),
    /** When their mandates were given. */
    appliedAt: instant(),
    cancelledAt: instant(),
    cancelReason: text(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    unique('election_one_at_a_time').on(table.associationId, table.itemId, table.running),
    unique('election_decision_once').on(table.associationId, table.decisionId),
    foreignKey({
      name: 'election_item',
      columns: [table.associationId, table.itemId, table.meetingId],
      foreignColumns: [agendaItems.associationId, agendaItems.id, agendaItems.meetingId],
    }),
    foreignKey({
      name: 'election_body',
      columns: [table.associationId, table.bodyId],
      foreignColumns: [bodies.associationId, bodies.id],
    }),
    foreignKey({
      name: 'election_decision',
      columns: [table.associationId, table.decisionId],
      foreignColumns: [decisions.associationId, decisions.id],
    }),
    index('elections_of_meeting').on(table.associationId, table.meetingId),
    check(
      'election_office',
      sql`${table.office} in ('member', 'chair', 'vice-chair', 'treasurer', 'secretary')`,
    ),
    check('election_period', sql`${table.toDay} is null or ${table.fromDay} <= ${table.toDay}`),
    check(
      'election_running',
      sql`(${table.running} is not null) = (${table.decisionId} is null and ${table.cancelledAt} is null)`,
    ),
    check('election_running_is_true', sql`${table.running}`),
    check('election_result', sql`(${table.decisionId} is null) = (${table.elected} is null)`),
    check('election_applied', sql`${table.appliedAt} is null or ${table.decisionId} is not null`),
    check('election_cancelled', sql`${table.cancelledAt} is null or ${table.decisionId} is null`),
    check('election_cancel_reason', sql`(${table.cancelledAt} is null) = (${table.cancelReason} is null)`),
  ],
);

/** The papers of one round, as they were counted. */
export const electionRounds = pgTable(
  'election_rounds',
  {
    associationId: uuid().notNull(),
    electionId: uuid().notNull(),
    /** From 1. */
    number: smallint().notNull(),
    count: jsonb().$type<RoundCount>().notNull(),
    /** The votes that could be cast at this moment. */
    voters: integer().notNull(),
    /** Voted on screens: nobody counted papers, and nobody counts them again. */
    onScreens: boolean().notNull().default(false),
    enteredAt: instant().notNull(),
    enteredBy: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.electionId, table.number] }),
    foreignKey({
      name: 'round_election',
      columns: [table.associationId, table.electionId],
      foreignColumns: [elections.associationId, elections.id],
    }),
    check('round_number', sql`${table.number} > 0 and ${table.voters} >= 0`),
  ],
);

/** How a tie of a round was settled; several ties can come one after the other in one round. */
export const electionTies = pgTable(
  'election_ties',
  {
    associationId: uuid().notNull(),
    electionId: uuid().notNull(),
    round: smallint().notNull(),
    /** From 1 among the ties of its round. */
    position: smallint().notNull(),
    means: text().$type<'lot' | 'age'>().notNull(),
    /** The candidates, the one who wins first. Of an order by age, no day of birth is kept. */
    order: jsonb().$type<readonly string[]>().notNull(),
    /** What was said aloud before the lot was drawn, and what it gave for each; null where nothing was drawn. */
    seed: text(),
    hashes: jsonb().$type<Readonly<Record<string, string>>>(),
    settledAt: instant().notNull(),
    settledBy: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.electionId, table.round, table.position] }),
    foreignKey({
      name: 'tie_round',
      columns: [table.associationId, table.electionId, table.round],
      foreignColumns: [electionRounds.associationId, electionRounds.electionId, electionRounds.number],
    }),
    check('tie_position', sql`${table.position} > 0`),
    check('tie_means', sql`${table.means} in ('lot', 'age')`),
    check('tie_drawn', sql`(${table.seed} is null) = (${table.hashes} is null)`),
    check('tie_lot_has_seed', sql`${table.means} = 'age' or ${table.seed} is not null`),
  ],
);

/** Who stood and withdrew between two rounds; they keep the votes of the rounds before. */
export const electionWithdrawals = pgTable(
  'election_withdrawals',
  {
    associationId: uuid().notNull(),
    electionId: uuid().notNull(),
    /** One of the candidates of the election. */
    candidateId: uuid().notNull(),
    /** The last round that was counted before. */
    afterRound: smallint().notNull(),
    withdrawnAt: instant().notNull(),
    recordedBy: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.electionId, table.candidateId] }),
    foreignKey({
      name: 'withdrawal_election',
      columns: [table.associationId, table.electionId],
      foreignColumns: [elections.associationId, elections.id],
    }),
    check('withdrawal_round', sql`${table.afterRound} >= 0`),
  ],
);
