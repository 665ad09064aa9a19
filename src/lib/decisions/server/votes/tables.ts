import {
  boolean,
  check,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { mandates } from '#lib/bodies/server/tables.ts';
import type { College } from '#lib/kernel/sectors.ts';
import { agendaItems, meetings } from '#lib/meetings/server/tables.ts';
import { day, instant } from '#lib/platform/columns.ts';
import type { BallotChoice, FrozenFacts } from '../../rules/ballots.ts';
import type { BallotOfNames } from '../../rules/election-ballots.ts';
import type { RoundCount } from '../../rules/elections.ts';
import type { LinkedItem } from '../../rules/linked.ts';
import type { VoteState } from '../../rules/ballot-steps.ts';
import type { Verdict } from '../../rules/verdict.ts';
import type { DecisionKind } from '../../vocabulary.ts';
import { elections } from '../elections/tables.ts';
import { propositions } from '../propositions/tables.ts';

/**
 * A proposal put to the vote on screens. Its rule and its voters are frozen when it opens (`facts`); where members vote
 * before the sitting, its voters are frozen again when the sitting opens it.
 */
export const votes = pgTable(
  'votes',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    meetingId: uuid().notNull(),
    bodyId: uuid().notNull(),
    itemId: uuid().notNull(),
    /** The text put to the vote, where the item has several. */
    propositionId: uuid(),
    kind: text().$type<DecisionKind>().notNull(),
    proposal: text().notNull(),
    secret: boolean().notNull(),
    /** A voter may change their ballot until the closing. */
    mayChange: boolean().notNull(),
    blankAllowed: boolean().notNull(),
    /** All the items that this one vote decides, in the order of the agenda, its own included; empty: its own alone. */
    linked: jsonb().$type<readonly LinkedItem[]>().notNull().default([]),
    /** The election of which it is a round: its ballots then bear names. */
    electionId: uuid(),
    round: smallint(),
    names: jsonb().$type<BallotOfNames>(),
    facts: jsonb().$type<FrozenFacts>().notNull(),
    state: text().$type<VoteState>().notNull().default('open'),
    openedAt: instant().notNull(),
    openedBy: text().notNull(),
    /** Until when members vote before the sitting; null: it was opened in the sitting. */
    advanceUntil: instant(),
    /** The last day on which those who had not voted before the sitting were reminded. */
    remindedOn: day(),
    closedAt: instant(),
    /** What the closing counted: for the coordination alone until it is published. */
    verdict: jsonb().$type<Verdict>(),
    /** The same of a round of an election. */
    roundCount: jsonb().$type<RoundCount>(),
    cancelReason: text(),
    /** What the publication recorded; null before, and once that decision was withdrawn. */
    decisionId: uuid(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    unique('vote_of_body').on(table.associationId, table.id, table.bodyId),
    foreignKey({
      name: 'vote_meeting',
      columns: [table.associationId, table.meetingId, table.bodyId],
      foreignColumns: [meetings.associationId, meetings.id, meetings.bodyId],
    }),
    foreignKey({
      name: 'vote_item',
      columns: [table.associationId, table.itemId, table.meetingId],
      foreignColumns: [agendaItems.associationId, agendaItems.id, agendaItems.meetingId],
    }),
    foreignKey({
      name: 'vote_proposition',
      columns: [table.associationId, table.propositionId, table.itemId],
      foreignColumns: [propositions.associationId, propositions.id, propositions.itemId],
    }),
    foreignKey({
      name: 'vote_election',
      columns: [table.associationId, table.electionId],
      foreignColumns: [elections.associationId, elections.id],
    }),
    uniqueIndex('vote_round_once')
      .on(table.associationId, table.electionId, table.round)
      .where(sql`${table.state} <> 'cancelled'`),
    uniqueIndex('vote_advance_once')
      .on(table.associationId, table.itemId)
      .where(sql`${table.state} = 'advance'`),
    index('votes_of_meeting').on(table.associationId, table.meetingId, table.openedAt),
    check('vote_kind', sql`${table.kind} in ('ordinary', 'statutes', 'purpose', 'exclusion', 'dissolution')`),
    check('vote_proposal', sql`length(trim(${table.proposal})) > 0`),
    check('vote_secret_stays', sql`not (${table.secret} and ${table.mayChange})`),
    check('vote_state', sql`${table.state} in ('advance', 'open', 'closed', 'published', 'cancelled')`),
    check('vote_advance', sql`${table.state} <> 'advance' or ${table.advanceUntil} is not null`),
    check('vote_closed', sql`(${table.state} in ('closed', 'published')) = (${table.closedAt} is not null)`),
    check(
      'vote_verdict',
      sql`(${table.closedAt} is null) = (${table.verdict} is null and ${table.roundCount} is null)`,
    ),
    check(
      'vote_round',
      sql`num_nonnulls(${table.electionId}, ${table.round}, ${table.names}) in (0, 3) and (${table.electionId} is null or ${table.verdict} is null) and (${table.electionId} is not null or ${table.roundCount} is null)`,
    ),
    check('vote_cancelled', sql`(${table.state} = 'cancelled') = (${table.cancelReason} is not null)`),
    check('vote_decision', sql`${table.decisionId} is null or ${table.state} = 'published'`),
  ],
);

/**
 * One row for each voice of a vote: whose it is, who casts it, and whether it is cast. Never what, and never when: in a
 * secret vote this is all that is known of a voter.
 */
export const voteRights = pgTable(
  'vote_rights',
  {
    associationId: uuid().notNull(),
    voteId: uuid().notNull(),
    bodyId: uuid().notNull(),
    mandateId: uuid().notNull(),
    /** Null: the holder of the proxy does not sit in the body. */
    casterMandateId: uuid(),
    college: text().$type<College | 'overall'>().notNull(),
    cast: boolean().notNull().default(false),
    /** They contested what the secretary had noted for them: they vote themselves. */
    contested: boolean().notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.voteId, table.mandateId] }),
    foreignKey({
      name: 'right_vote',
      columns: [table.associationId, table.voteId, table.bodyId],
      foreignColumns: [votes.associationId, votes.id, votes.bodyId],
    }),
    foreignKey({
      name: 'right_mandate',
      columns: [table.associationId, table.mandateId, table.bodyId],
      foreignColumns: [mandates.associationId, mandates.id, mandates.bodyId],
    }),
    foreignKey({
      name: 'right_caster',
      columns: [table.associationId, table.casterMandateId, table.bodyId],
      foreignColumns: [mandates.associationId, mandates.id, mandates.bodyId],
    }),
    check('right_college', sql`${table.college} in ('public', 'associative', 'overall')`),
  ],
);

/** What a right cast in a named vote. */
export const namedBallots = pgTable(
  'named_ballots',
  {
    associationId: uuid().notNull(),
    voteId: uuid().notNull(),
    mandateId: uuid().notNull(),
    choice: text().$type<BallotChoice>().notNull(),
    /** The candidates that a ballot of an election bears. */
    names: uuid().array(),
    castAt: instant().notNull(),
    /** Who of the staff noted it; null: cast by whoever has the right. */
    enteredBy: text(),
    confirmed: boolean().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.voteId, table.mandateId] }),
    foreignKey({
      name: 'ballot_right',
      columns: [table.associationId, table.voteId, table.mandateId],
      foreignColumns: [voteRights.associationId, voteRights.voteId, voteRights.mandateId],
    }),
    check(
      'named_ballot_choice',
      sql`${table.choice} in ('for', 'against', 'abstention', 'blank', 'not-voting', 'names')`,
    ),
    check(
      'named_ballot_names',
      sql`(${table.choice} = 'names') = (coalesce(cardinality(${table.names}), 0) > 0)`,
    ),
    check('named_ballot_confirmed', sql`${table.enteredBy} is not null or ${table.confirmed}`),
  ],
);

/**
 * What was cast in a secret vote, by nobody: no voter, no time, no order. Written again in an order of its own when the
 * vote closes, with identifiers of its own, so that nothing joins it to a right.
 */
export const secretBallots = pgTable(
  'secret_ballots',
  {
    associationId: uuid().notNull(),
    voteId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    college: text().$type<College | 'overall'>().notNull(),
    choice: text().$type<BallotChoice>().notNull(),
    /** The candidates that a ballot of an election bears. */
    names: uuid().array(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    foreignKey({
      name: 'secret_ballot_vote',
      columns: [table.associationId, table.voteId],
      foreignColumns: [votes.associationId, votes.id],
    }),
    index('secret_ballots_of_vote').on(table.associationId, table.voteId),
    check('secret_ballot_college', sql`${table.college} in ('public', 'associative', 'overall')`),
    check(
      'secret_ballot_choice',
      sql`${table.choice} in ('for', 'against', 'abstention', 'blank', 'not-voting', 'names')`,
    ),
    check(
      'secret_ballot_names',
      sql`(${table.choice} = 'names') = (coalesce(cardinality(${table.names}), 0) > 0)`,
    ),
  ],
);

/**
 * The fingerprint of the code that each secret voter received. Apart from the ballots: even whoever holds a code and reads
 * the database learns that a ballot was counted, and not what it says.
 */
export const voteReceipts = pgTable(
  'vote_receipts',
  {
    associationId: uuid().notNull(),
    voteId: uuid().notNull(),
    hash: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.voteId, table.hash] }),
    foreignKey({
      name: 'receipt_vote',
      columns: [table.associationId, table.voteId],
      foreignColumns: [votes.associationId, votes.id],
    }),
  ],
);
