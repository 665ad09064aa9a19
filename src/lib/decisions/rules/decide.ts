import type { Resolved, Statutes } from '#lib/associations/rules/statutes.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import type { Condition } from '#lib/kernel/conditions.ts';
import type { DecisionKind } from '#lib/kernel/decision-kinds.ts';
import { asksLess, meets, MORE_THAN_HALF, smallestMeeting } from '#lib/kernel/fractions.ts';
import { COLLEGES, type College } from '#lib/kernel/sectors.ts';
import { COLLEGE_LABELS, quorumOf } from '#lib/meetings/rules/quorum.ts';
import type { Tally } from '../vocabulary.ts';
import { addTallies, votesIn } from './counts.ts';
import { collegeInWords, majorityInWords, tallyInWords } from './sentences.ts';
import type { CollegeCount, FrozenRule, Verdict } from './verdict.ts';

/** A vote that took place, in votes. The counts have passed `checkCounts` with these statutes. */
export interface Vote {
  readonly bodyKind: BodyKind;
  readonly kind: DecisionKind;
  readonly statutes: Statutes;
  readonly counts: readonly CollegeCount[];
  /** A second meeting allowed by `checkSecondMeeting`: no quorum for the decisions that the law submits to one. */
  readonly secondMeeting: boolean;
  /** What the chair voted, known only in an open vote. */
  readonly chairVote: 'for' | 'against' | null;
  readonly secret: boolean;
}

/** What the law reserves to the general assembly (CSA 9:12). */
export function isReservedToAssembly(kind: DecisionKind, bodyKind: BodyKind): boolean {
  return kind !== 'ordinary' && bodyKind !== 'general-assembly';
}

const byLaw = <T>(value: T, source: string): Resolved<T> => ({
  value,
  source,
  toVerify: true,
  isDefault: true,
});

/** The rule of a kind of decision under these statutes: what a vote freezes. */
export function freezeRule(kind: DecisionKind, statutes: Statutes): FrozenRule {
  const special = kind !== 'ordinary';
  return {
    quorum: statutes[`quorum.${kind}`],
    scope: statutes['quorum-scope'],
    majority: statutes[`majority.${kind}`],
    // Abstentions never weigh on a special majority, and a tie cannot reach it (R-MOD-03).
    base: special ? byLaw('cast', 'CSA 9:21') : statutes.base,
    tie: special ? byLaw('rejected', 'CSA 9:21') : statutes.tie,
    doubleMajority: statutes['double-majority'],
    emptyCollege: statutes['empty-college'],
    governmentVote: statutes['government-vote'],
  };
}

/** What the whole body voted against the majority of its kind of decision, chair's casting vote included. */
function overallMajority(vote: Vote, rule: FrozenRule, total: Tally, voters: number, members: number) {
  const base = { cast: total.for + total.against, present: voters, members }[rule.base.value];
  const threshold = rule.majority.value;
  const tie = total.for === total.against && total.for > 0;
  // R-VOT-04: the clause is for a tie at exactly half of the base, under the absolute majority.
  const clause =
    rule.tie.value === 'casting-vote' &&
    tie &&
    total.for * 2 === base &&
    !asksLess(MORE_THAN_HALF, threshold);
  // R-OA-02.
  const boardOfTwo = vote.bodyKind === 'board' && members <= 2;
  const castingVote = clause && !boardOfTwo && !vote.secret ? vote.chairVote : null;
  const condition: Condition = {
    label: 'Ensemble',
    votes: total.for,
    base,
    needed: Math.max(1, smallestMeeting(base, threshold)),
    met: castingVote === 'for' || meets(total.for, base, threshold),
    source: rule.majority.source,
    toVerify: rule.majority.toVerify,
  };
  return {
    condition,
    tie,
    castingVote,
    tieSentence: clause ? tieSentence(castingVote, boardOfTwo, vote, rule) : null,
  };
}

function tieSentence(
  castingVote: 'for' | 'against' | null,
  boardOfTwo: boolean,
  { secret }: Vote,
  { tie }: FrozenRule,
): string {
  if (castingVote !== null)
    return `Égalité\u00a0: la voix de la présidence l’emporte (${tie.source}), elle est ${castingVote === 'for' ? 'pour' : 'contre'}.`;
  if (boardOfTwo)
    return 'Égalité\u00a0: dans un organe d’administration de deux membres, la voix prépondérante est sans effet (CSA 9:5).';
  if (secret) return 'Égalité\u00a0: dans un vote secret, la voix de la présidence ne peut pas l’emporter.';
  return 'Égalité\u00a0: la présidence n’a pas fait usage de sa voix prépondérante.';
}

/** RS-06, RS-07: the simple majority of the votes cast in one college; null when an empty one is left aside. */
function collegeMajority(college: College, { for: yes, against }: Tally, rule: FrozenRule): Condition | null {
  const base = yes + against;
  if (base === 0 && rule.emptyCollege.value === 'ignored') return null;
  return {
    label: COLLEGE_LABELS[college],
    votes: yes,
    base,
    needed: smallestMeeting(base, MORE_THAN_HALF),
    met: meets(yes, base, MORE_THAN_HALF),
    source: rule.doubleMajority.source,
    toVerify: rule.doubleMajority.toVerify,
  };
}

function unanimity(total: Tally, voters: number): Verdict['unanimity'] {
  if (total.for === voters) return 'all';
  return total.against === 0 && votesIn(total) === voters ? 'cast' : 'none';
}

/**
 * The outcome of a vote, with every comparison made. Quorum first; then the majority of the whole body for this kind
 * of decision and, under the double majority, the simple majority of each college. Nothing is adopted without a vote
 * cast (R-VOT-06). Sources: R-QUO-01, R-VOT-01 to 08, R-MOD-01 to 04, R-AG2-01, R-OA-02, RS-06, RS-07.
 */
export function decide(vote: Vote): Verdict {
  const { bodyKind, kind, statutes, counts, secret } = vote;
  const rule = freezeRule(kind, statutes);
  const total = addTallies(counts.map((count) => count.tally));
  const voters = counts.reduce((sum, count) => sum + count.voters, 0);
  const members = counts.reduce((sum, count) => sum + count.members, 0);
  const secondMeeting = vote.secondMeeting && kind !== 'ordinary';
  const {
    condition: overall,
    tie,
    castingVote,
    tieSentence,
  } = overallMajority(vote, rule, total, voters, members);
  const facts = { bodyKind, kind, secret, secondMeeting, counts, total, voters, members, rule, tie };
  const noDecision = { ...facts, castingVote: null, unanimity: 'none' as const };

  if (isReservedToAssembly(kind, bodyKind))
    return {
      ...noDecision,
      outcome: 'forbidden',
      conditions: [],
      explanation: [
        `${tallyInWords(total)}\u00a0: sans effet, seule l’assemblée générale peut en décider (CSA 9:12).`,
      ],
    };

  const quorum = secondMeeting
    ? quorumOf(counts, { quorum: byLaw(null, 'seconde réunion, CSA 9:21'), scope: rule.scope })
    : quorumOf(counts, rule);
  if (!quorum.met)
    return {
      ...noDecision,
      outcome: 'quorum-missing',
      conditions: quorum.conditions,
      explanation: [...quorum.sentences, `${tallyInWords(total)}\u00a0: sans effet, le quorum manque.`],
    };

  if (total.for + total.against === 0)
    return {
      ...noDecision,
      outcome: 'no-valid-vote',
      conditions: [...quorum.conditions, overall],
      explanation: [
        ...quorum.sentences,
        `${tallyInWords(total)}\u00a0: aucune voix n’est exprimée, rien n’est adopté.`,
      ],
    };

  const colleges = rule.doubleMajority.value
    ? COLLEGES.map((college) => {
        const tally = addTallies(
          counts.filter((count) => count.college === college).map((count) => count.tally),
        );
        return { college, tally, condition: collegeMajority(college, tally, rule) };
      })
    : [];
  const majorities = [overall, ...colleges.flatMap(({ condition }) => condition ?? [])];
  const missing = majorities.filter((condition) => !condition.met);
  const adopted = missing.length === 0;
  const result = adopted ? 'adopté' : 'rejeté';
  const figures = majorityInWords(total, overall, rule.majority.value, rule.base.value);
  return {
    ...facts,
    outcome: adopted ? 'adopted' : 'rejected',
    castingVote,
    unanimity: adopted ? unanimity(total, voters) : 'none',
    conditions: [...quorum.conditions, ...majorities],
    explanation: [
      ...quorum.sentences,
      ...(tieSentence === null ? [] : [tieSentence]),
      ...(colleges.length === 0
        ? [`${figures}\u00a0: ${result}.`]
        : [
            `Ensemble\u00a0: ${figures}.`,
            ...colleges.map(({ college, tally, condition }) =>
              condition
                ? collegeInWords(tally, condition)
                : `${COLLEGE_LABELS[college]}\u00a0: aucune voix exprimée, collège laissé de côté (${rule.emptyCollege.source}).`,
            ),
            adopted
              ? `Adopté\u00a0: toutes les majorités sont atteintes (double majorité\u00a0: ${rule.doubleMajority.source}).`
              : `Rejeté\u00a0: majorité non atteinte (${missing.map(({ label }) => label.toLowerCase()).join(', ')}\u00a0; double majorité\u00a0: ${rule.doubleMajority.source}).`,
          ]),
    ],
  };
}
