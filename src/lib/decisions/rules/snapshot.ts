import type { Office } from '#lib/bodies/offices.ts';
import type { Civility } from '#lib/kernel/french.ts';
import type { College, Sector } from '#lib/kernel/sectors.ts';
import type { Suspension } from '#lib/meetings/rules/representation.ts';
import type { AttendanceState } from '#lib/meetings/vocabulary.ts';
import type { VoteMethod, VoteValue } from '../vocabulary.ts';
import type { LinkedItem } from './linked.ts';

/** Someone who sat on the day of a vote, as they were at that moment. */
export interface PersonAtVote {
  readonly mandateId: string;
  readonly name: string;
  readonly civility: Civility;
  readonly organisation: string;
  readonly sector: Sector;
  /** Null where the votes are counted all together. */
  readonly college: College | null;
  readonly office: Office;
  /** Null: not recorded. */
  readonly state: AttendanceState | null;
  readonly inConflict: boolean;
  /** How many votes they had on this item, by themselves or by a proxy in effect: 0 or 1 until a statute weighs votes. */
  readonly votes: number;
  /** Who voted for them. */
  readonly representedBy: string | null;
  /** They voted before the sitting, and count as present for this vote. */
  readonly inAdvance?: true;
}

/** A proxy given for the meeting, and whether it counted at this vote. */
export interface ProxyAtVote {
  readonly principalMandateId: string;
  /** Null: someone who does not sit in the body. */
  readonly holderMandateId: string | null;
  readonly holder: string;
  readonly suspended: Suspension | null;
}

/** What one vote was, where the vote is named. */
export interface NamedBallot {
  /** Whose vote it is; a proxy's holder cast it. */
  readonly mandateId: string;
  readonly value: VoteValue | 'not-voting';
}

/**
 * All that a vote was decided upon besides its figures, its rule and its arithmetic, which are in the verdict: frozen when
 * it closes, so that its PV can be written again whatever changes afterwards. Plain data, stored as it is.
 */
export interface VoteSnapshot {
  /** Of this software. */
  readonly software: string;
  readonly method: VoteMethod;
  /** The composition of the day, in its order. */
  readonly people: readonly PersonAtVote[];
  readonly proxies: readonly ProxyAtVote[];
  /** Null where only figures were kept: a secret vote, or hands that were counted. */
  readonly ballots: readonly NamedBallot[] | null;
  /** When the vote was recorded (ISO instant), once it was corrected: who was there is judged as of then. */
  readonly takenAt?: string;
  /** Who counted the papers of a vote on paper. */
  readonly tellers?: readonly string[];
  /** All the items that this vote decided, in the order of the agenda, where they were several. */
  readonly together?: readonly Omit<LinkedItem, 'proposal'>[];
}
