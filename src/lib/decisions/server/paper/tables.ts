import {
  check,
  foreignKey,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { mandates } from '#lib/bodies/server/tables.ts';
import { agendaItems } from '#lib/meetings/server/tables.ts';
import { instant } from '#lib/platform/columns.ts';
import type { PaperCount } from '../../rules/paper.ts';
import type { LinkedItem } from '../../rules/linked.ts';
import type { VoteSnapshot } from '../../rules/snapshot.ts';
import type { VoteBasis } from '../judge.ts';
import { propositions } from '../propositions/tables.ts';

/** A vote on paper whose ballots are being counted; it goes when it is recorded or abandoned, and the journal keeps it. */
export const paperVotes = pgTable(
  'paper_votes',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    meetingId: uuid().notNull(),
    itemId: uuid().notNull(),
    /** The text put to the vote, where the item has several. */
    propositionId: uuid(),
    proposal: text().notNull(),
    /** All the items that this one vote decides, in the order of the agenda, its own included; empty: its own alone. */
    linked: jsonb().$type<readonly LinkedItem[]>().notNull().default([]),
    /** The rule and the voters, frozen when it opened. */
    basis: jsonb().$type<VoteBasis>().notNull(),
    snapshot: jsonb().$type<VoteSnapshot>().notNull(),
    openedAt: instant().notNull(),
    openedBy: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    unique('paper_vote_one_at_a_time').on(table.associationId, table.itemId),
    foreignKey({
      name: 'paper_vote_item',
      columns: [table.associationId, table.itemId, table.meetingId],
      foreignColumns: [agendaItems.associationId, agendaItems.id, agendaItems.meetingId],
    }),
    foreignKey({
      name: 'paper_vote_proposition',
      columns: [table.associationId, table.propositionId, table.itemId],
      foreignColumns: [propositions.associationId, propositions.id, propositions.itemId],
    }),
    check('paper_vote_proposal', sql`length(trim(${table.proposal})) > 0`),
  ],
);

/** What one of the two tellers found. */
export const paperCounts = pgTable(
  'paper_counts',
  {
    associationId: uuid().notNull(),
    paperVoteId: uuid().notNull(),
    /** 1 or 2. */
    place: smallint().notNull(),
    teller: text().notNull(),
    /** The mandate of the teller; null for someone who does not sit. */
    tellerMandateId: uuid(),
    /** Null: by the teller, on their own screen. */
    enteredBy: text(),
    enteredAt: instant().notNull(),
    counts: jsonb().$type<readonly PaperCount[]>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.paperVoteId, table.place] }),
    foreignKey({
      name: 'paper_count_vote',
      columns: [table.associationId, table.paperVoteId],
      foreignColumns: [paperVotes.associationId, paperVotes.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'paper_count_mandate',
      columns: [table.associationId, table.tellerMandateId],
      foreignColumns: [mandates.associationId, mandates.id],
    }),
    check('paper_count_place', sql`${table.place} in (1, 2)`),
    check('paper_count_teller', sql`length(trim(${table.teller})) > 0`),
    check('paper_count_own', sql`${table.enteredBy} is not null or ${table.tellerMandateId} is not null`),
  ],
);
