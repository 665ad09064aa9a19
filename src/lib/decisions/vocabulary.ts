// The statutes (associations) speak of kinds of decisions: the words live below both rooms.
export { DECISION_KINDS, type DecisionKind } from '#lib/kernel/decision-kinds.ts';

/** What a decision does to an earlier one. */
export const LINK_KINDS = ['amends', 'repeals', 'executes'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export const VOTE_VALUES = ['for', 'against', 'abstention', 'blank', 'invalid'] as const;
export type VoteValue = (typeof VOTE_VALUES)[number];
/** Votes counted, in votes (never heads). */
export type Tally = Readonly<Record<VoteValue, number>>;

/**
 * How votes are taken: hands counted · everyone for, except those named · one after the other by name · by each on their
 * own screen · on paper, counted by tellers.
 */
export const VOTE_METHODS = ['show-of-hands', 'all-but', 'roll-call', 'electronic', 'paper'] as const;
export type VoteMethod = (typeof VOTE_METHODS)[number];

/** What someone can answer when votes are named; not to take part counts among the votes of nobody. */
export const NAMED_VALUES = ['for', 'against', 'abstention', 'blank', 'not-voting'] as const;
export type NamedValue = (typeof NAMED_VALUES)[number];

/**
 * What a text put to the vote is among those of its item: the one text, a change to one, a part of one that is divided, one
 * of several among which the meeting chooses.
 */
export const PROPOSITION_ROLES = ['main', 'amendment', 'part', 'alternative'] as const;
export type PropositionRole = (typeof PROPOSITION_ROLES)[number];
