// The statutes (associations) speak of kinds of decisions: the words live below both rooms.
export { DECISION_KINDS, type DecisionKind } from '#lib/kernel/decision-kinds.ts';

/** What a decision does to an earlier one. */
export const LINK_KINDS = ['amends', 'repeals', 'executes'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export const VOTE_VALUES = ['for', 'against', 'abstention', 'blank', 'invalid'] as const;
export type VoteValue = (typeof VOTE_VALUES)[number];
/** Votes counted, in votes (never heads). */
export type Tally = Readonly<Record<VoteValue, number>>;
