/**
 * Kinds of decision that the law treats apart. `ordinary` is everything else.
 * statutes: amendment of the statutes · purpose: amendment of the object or of the altruistic purpose ·
 * exclusion: of a full member · dissolution (CSA 9:21, 9:23, 2:110).
 */
export const DECISION_KINDS = ['ordinary', 'statutes', 'purpose', 'exclusion', 'dissolution'] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

export const VOTE_VALUES = ['for', 'against', 'abstention', 'blank', 'invalid'] as const;
export type VoteValue = (typeof VOTE_VALUES)[number];
/** Votes counted, in votes (never heads). */
export type Tally = Readonly<Record<VoteValue, number>>;
