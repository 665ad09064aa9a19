/**
 * Kinds of decision that the law treats apart. `ordinary` is everything else.
 * statutes: amendment of the statutes · purpose: amendment of the object or of the altruistic purpose ·
 * exclusion: of a full member · dissolution (CSA 9:21, 9:23, 2:110).
 */
export const DECISION_KINDS = ['ordinary', 'statutes', 'purpose', 'exclusion', 'dissolution'] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];
