import type { Base } from '#lib/associations/rules/settings/votes.ts';
import type { Resolved } from '#lib/associations/rules/statutes.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import type { Condition } from '#lib/kernel/conditions.ts';
import type { DecisionKind } from '#lib/kernel/decision-kinds.ts';
import type { Threshold } from '#lib/kernel/fractions.ts';
import type { QuorumRule, Presence } from '#lib/meetings/rules/quorum.ts';
import type { Tally } from '../vocabulary.ts';

/** The count of one college, with who could vote; a body without colleges has one, whose `college` is null. */
export interface CollegeCount extends Presence {
  readonly tally: Tally;
}

/** The rule in force at the vote, frozen with its sources. */
export interface FrozenRule extends QuorumRule {
  readonly majority: Resolved<Threshold>;
  readonly base: Resolved<Base>;
  readonly tie: Resolved<'rejected' | 'casting-vote'>;
  readonly doubleMajority: Resolved<boolean>;
  readonly emptyCollege: Resolved<'strict' | 'ignored'>;
  readonly governmentVote: Resolved<'public' | 'advisory'>;
}

/**
 * adopted · rejected · no-valid-vote: nobody voted for or against · quorum-missing · forbidden: this body may not
 * decide it. Only `adopted` is a decision.
 */
export type VerdictOutcome = 'adopted' | 'rejected' | 'no-valid-vote' | 'quorum-missing' | 'forbidden';

/** What was decided and why, complete: the PV is written from it alone. Plain data, stored as it is. */
export interface Verdict {
  readonly outcome: VerdictOutcome;
  readonly bodyKind: BodyKind;
  readonly kind: DecisionKind;
  readonly secret: boolean;
  readonly secondMeeting: boolean;
  readonly counts: readonly CollegeCount[];
  readonly total: Tally;
  readonly voters: number;
  readonly members: number;
  /** Every comparison made: quorum, whole body, each college. */
  readonly conditions: readonly Condition[];
  readonly rule: FrozenRule;
  /** As many for as against, at least one of each. */
  readonly tie: boolean;
  /** The chair's vote, when it settled a tie. */
  readonly castingVote: 'for' | 'against' | null;
  /** all: every voter said yes · cast: every vote cast is a yes, some abstained · none. A missing vote forbids both. */
  readonly unanimity: 'all' | 'cast' | 'none';
  /** French sentences, in order: the figures, the comparison made, the source, the outcome. */
  readonly explanation: readonly string[];
  /** Only of an election: its ballots bear names, so that nobody voted for or against (`counts` is then empty). */
  readonly election?: { readonly sentence: string; readonly plain: string };
}
