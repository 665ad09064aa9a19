import type { ElectionRounds, ElectionTie } from '#lib/associations/rules/settings/votes.ts';
import type { Resolved } from '#lib/associations/rules/statutes.ts';
import type { Civility } from '#lib/kernel/french.ts';
import {
  contendersOf,
  obstacleTo,
  placesIn,
  seatAll,
  seatingOf,
  type Constraints,
  type Seating,
  type Sitter,
} from './election-seats.ts';

/** Somebody who stands, as they were when the election opened. */
export interface Candidate extends Sitter {
  /** The identifier of the mandate that it gives, if they are elected. */
  readonly id: string;
  readonly personId: string;
  /** As it stands on the ballots: never twice the same in one election. */
  readonly name: string;
  readonly civility: Civility;
}

/** The rule of an election, frozen when it opens. */
export interface ElectionRule extends Constraints {
  readonly rounds: Resolved<ElectionRounds>;
  readonly tie: Resolved<ElectionTie>;
  /** single: one name on each ballot · list: as many names as there are seats left, at most. */
  readonly ballot: 'single' | 'list';
}

/** The papers of one round. */
export interface RoundCount {
  /** Papers taken out of the box, valid or not. */
  readonly cast: number;
  readonly blank: number;
  readonly invalid: number;
  /** By candidate. */
  readonly votes: Readonly<Record<string, number>>;
}

/** How a tie was settled, once and for all. */
export interface SettledTie {
  readonly round: number;
  /** The candidates who were tied, the one who wins first. */
  readonly order: readonly string[];
  readonly means: 'lot' | 'age';
}

/** Somebody who stood and withdrew before the next round; 0: before the first. */
export interface Withdrawal {
  readonly candidateId: string;
  readonly afterRound: number;
}

export interface Elected {
  readonly candidate: Candidate;
  readonly votes: number;
}

export interface RoundResult {
  /** From 1. */
  readonly number: number;
  readonly majority: 'absolute' | 'relative';
  readonly count: RoundCount;
  readonly valid: number;
  /** The fewest votes that elect; null where it is the most votes. */
  readonly needed: number | null;
  readonly elected: readonly Elected[];
  /** Those who had the votes and not the seat, and why. */
  readonly without: readonly {
    readonly candidate: Candidate;
    readonly votes: number;
    readonly obstacle: string;
  }[];
  /** The ties of this round that were settled, in their order. */
  readonly settled: readonly SettledTie[];
}

/** Those who have as many votes and stand in each other's way. */
export interface OpenTie {
  readonly round: number;
  readonly votes: number;
  readonly candidates: readonly Candidate[];
}

export type NextStep =
  | {
      readonly kind: 'round';
      readonly number: number;
      readonly majority: 'absolute' | 'relative';
      readonly names: number;
    }
  | ({ readonly kind: 'tie' } & OpenTie)
  | { readonly kind: 'finished'; readonly why: 'filled' | 'nobody-left' | 'last-round' };

/** Where an election stands. */
export interface ElectionState {
  readonly rounds: readonly RoundResult[];
  readonly elected: readonly Elected[];
  /** Who may still be elected, in the order of the candidates. */
  readonly left: readonly Candidate[];
  readonly seating: Seating;
  /** Who withdrew, the first first. */
  readonly withdrawn: readonly { readonly candidate: Candidate; readonly afterRound: number }[];
  readonly next: NextStep;
}

/** By which majority a round elects, and whether it is the last one. */
function majorityOf(
  rounds: ElectionRounds,
  number: number,
): { majority: 'absolute' | 'relative'; last: boolean } {
  if (rounds === 'relative') return { majority: 'relative', last: true };
  const relative = rounds === 'absolute-then-relative' && number > 1;
  return { majority: relative ? 'relative' : 'absolute', last: relative };
}

export const validIn = ({ cast, blank, invalid }: Pick<RoundCount, 'cast' | 'blank' | 'invalid'>) =>
  cast - blank - invalid;

const sameOnes = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((id) => other.includes(id));

/** What one round gives from where the election stood, until a tie that nobody settled yet. */
function countRound(
  rule: ElectionRule,
  running: readonly Candidate[],
  before: Seating,
  number: number,
  count: RoundCount,
  settledTies: readonly SettledTie[],
): { readonly result: RoundResult; readonly seating: Seating; readonly tie: OpenTie | null } {
  const { majority } = majorityOf(rule.rounds.value, number);
  const valid = validIn(count);
  const needed = majority === 'absolute' ? Math.floor(valid / 2) + 1 : null;
  const votesOf = ({ id }: Candidate) => count.votes[id] ?? 0;
  const reached = running.filter((candidate) => votesOf(candidate) >= (needed ?? 1));
  const groups = [...Map.groupBy(reached, votesOf)].toSorted(([one], [other]) => other - one);
  const waiting = settledTies.filter((tie) => tie.round === number);
  const result = {
    elected: [] as Elected[],
    without: [] as RoundResult['without'][number][],
    settled: [] as SettledTie[],
  };
  let seating = before;
  let tie: OpenTie | null = null;
  const take = (ordered: readonly Candidate[], votes: number) => {
    const taken = seatAll(ordered, seating);
    seating = taken.seating;
    result.elected.push(...taken.elected.map((candidate) => ({ candidate, votes })));
    result.without.push(
      ...taken.without.map(({ sitter, obstacle }) => ({ candidate: sitter, votes, obstacle })),
    );
  };
  for (const [votes, group] of groups) {
    const able = group.filter((candidate) => obstacleTo(candidate, seating) === null);
    const contenders = contendersOf(able, seating);
    // Those who cannot sit in any case are told so by what is left now.
    take(
      group.filter((candidate) => !contenders.includes(candidate)),
      votes,
    );
    if (contenders.length === 0) continue;
    const settled = waiting.find(({ order }) =>
      sameOnes(
        order,
        contenders.map(({ id }) => id),
      ),
    );
    if (!settled) {
      tie = { round: number, votes, candidates: contenders };
      break;
    }
    result.settled.push(settled);
    take(
      contenders.toSorted((one, other) => settled.order.indexOf(one.id) - settled.order.indexOf(other.id)),
      votes,
    );
  }
  return { result: { number, majority, count, valid, needed, ...result }, seating, tie };
}

/**
 * Where an election stands after these rounds and these settled ties. In each round, those who reach its majority are
 * elected from the most votes to the fewest, as long as a seat that they may take is left; a tie for a seat stops it until
 * it is settled. Nobody is elected without a vote. Whoever withdrew is not elected in a later round. Sources: R-VOT-07, rule 18 of meetings.
 */
export function electionState(
  rule: ElectionRule,
  candidates: readonly Candidate[],
  counts: readonly RoundCount[],
  settledTies: readonly SettledTie[],
  withdrawals: readonly Withdrawal[] = [],
): ElectionState {
  let seating = seatingOf(rule);
  const rounds: RoundResult[] = [];
  const elected: Elected[] = [];
  const withdrawn = withdrawals.map(({ candidateId, afterRound }) => ({
    candidate: candidates.find(({ id }) => id === candidateId)!,
    afterRound,
  }));
  const isOut = (candidate: Candidate, round: number) =>
    elected.some((each) => each.candidate.id === candidate.id) ||
    withdrawals.some(({ candidateId, afterRound }) => candidateId === candidate.id && afterRound < round);
  /** Who may be elected in this round. */
  const left = (round: number) =>
    candidates.filter((candidate) => !isOut(candidate, round) && obstacleTo(candidate, seating) === null);
  for (const [index, count] of counts.entries()) {
    const round = countRound(rule, left(index + 1), seating, index + 1, count, settledTies);
    seating = round.seating;
    rounds.push(round.result);
    elected.push(...round.result.elected);
    if (round.tie)
      return {
        rounds,
        elected,
        left: left(index + 2),
        seating,
        withdrawn,
        next: { kind: 'tie', ...round.tie },
      };
  }
  const number = rounds.length + 1;
  const names = placesIn(seating.places);
  const over = rounds.length > 0 && majorityOf(rule.rounds.value, rounds.length).last;
  const stand = { rounds, elected, left: left(number), seating, withdrawn };
  if (names === 0) return { ...stand, next: { kind: 'finished', why: 'filled' } };
  if (stand.left.length === 0) return { ...stand, next: { kind: 'finished', why: 'nobody-left' } };
  if (over) return { ...stand, next: { kind: 'finished', why: 'last-round' } };
  const { majority } = majorityOf(rule.rounds.value, number);
  return { ...stand, next: { kind: 'round', number, majority, names: rule.ballot === 'single' ? 1 : names } };
}
