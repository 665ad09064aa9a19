import type { Statutes } from '#lib/associations/rules/statutes.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { count, joinList } from '#lib/kernel/french.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { College } from '#lib/kernel/sectors.ts';
import type { Presence } from '#lib/meetings/rules/quorum.ts';
import { VOTE_VALUES, type Tally } from '../vocabulary.ts';
import { addTallies, votesIn } from './counts.ts';
import type { PersonAtVote, VoteSnapshot } from './snapshot.ts';
import type { CollegeCount } from './verdict.ts';

/**
 * What can be cast on a screen. `not-voting`: there, and taking no part in the vote; `names`: in an election, for those whom
 * the ballot names.
 */
export const BALLOT_CHOICES = ['for', 'against', 'abstention', 'blank', 'not-voting', 'names'] as const;
export type BallotChoice = (typeof BALLOT_CHOICES)[number];

/** The choices of a vote, in the order of its buttons. */
export function choicesOf({
  blankAllowed,
  names,
}: {
  readonly blankAllowed: boolean;
  /** Null: no election. */
  readonly names: unknown;
}): readonly BallotChoice[] {
  if (names !== null) return ['names', 'blank', 'not-voting'];
  return BALLOT_CHOICES.filter((choice) => choice !== 'names' && (choice !== 'blank' || blankAllowed));
}

/**
 * Everything that a vote taken on screens is decided upon, as it was when it opened. Plain data, stored as it is: a
 * change of the statutes, of the attendance or of a proxy after the opening changes nothing in the vote.
 */
export interface FrozenFacts {
  readonly bodyKind: BodyKind;
  readonly statutes: Statutes;
  readonly presences: readonly Presence[];
  readonly secondMeeting: boolean;
  /** How many of the voices were given before the sitting. */
  readonly inAdvance?: number;
  /** Who presides: in a named vote, what they cast can settle a tie. */
  readonly chairMandateId: string | null;
  /** Without the ballots, which come at the closing. */
  readonly snapshot: VoteSnapshot;
}

/** A right to cast one ballot. */
export interface VoteRight {
  /** Whose voice it is. */
  readonly mandateId: string;
  /** Who casts it: themselves or the holder of their proxy; null for a holder who does not sit in the body. */
  readonly casterMandateId: string | null;
  /** Null where all votes are counted together. */
  readonly college: College | null;
}

/** One right for each voice present or represented, in the order of the composition. */
export function rightsOf({ people, proxies }: Pick<VoteSnapshot, 'people' | 'proxies'>): VoteRight[] {
  const holders = new Map(
    proxies.flatMap(({ principalMandateId, holderMandateId, suspended }) =>
      suspended === null ? [[principalMandateId, holderMandateId] as const] : [],
    ),
  );
  return people.flatMap(({ mandateId, college, votes, representedBy }) =>
    votes === 0
      ? []
      : [
          {
            mandateId,
            casterMandateId: representedBy === null ? mandateId : (holders.get(mandateId) ?? null),
            college,
          },
        ],
  );
}

/**
 * Whether this vote can be taken on screens. Refuses one without voters, and a secret one in which somebody who does not
 * sit in the body holds a proxy: nobody could cast that ballot without telling it to someone else.
 */
export function checkOpening(
  secret: boolean,
  rights: readonly VoteRight[],
  people: readonly Pick<PersonAtVote, 'mandateId' | 'name'>[],
): Outcome<undefined> {
  if (rights.length === 0)
    return refuse(
      'nobody-votes',
      'Impossible d’ouvrir ce vote\u00a0: personne n’a de voix en ce moment. Notez d’abord les présences.',
    );
  const outside = new Set(
    rights.flatMap(({ mandateId, casterMandateId }) => (casterMandateId === null ? [mandateId] : [])),
  );
  if (!secret || outside.size === 0) return done();
  const names = people.flatMap(({ mandateId, name }) => (outside.has(mandateId) ? [name] : []));
  return refuse(
    'holder-outside',
    `Impossible d’ouvrir un vote secret sur écran\u00a0: qui porte la procuration de ${joinList(names)} ne siège pas dans l’instance, et n’a donc pas d’écran à soi. Votez sur papier.`,
    { field: 'secrecy' },
  );
}

/** A ballot as it is counted: of whom is not said. */
export interface CountedBallot {
  readonly college: College | null;
  readonly choice: BallotChoice;
}

/** The figures of each college. Who takes no part, and who cast nothing, stay among the voters and in no figure. */
export function countBallots(
  presences: readonly Presence[],
  ballots: readonly CountedBallot[],
): CollegeCount[] {
  return presences.map((presence) => {
    const own = ballots.filter(({ college }) => college === presence.college);
    const of = (choice: BallotChoice) => own.filter((ballot) => ballot.choice === choice).length;
    const tally: Tally = {
      for: of('for'),
      against: of('against'),
      abstention: of('abstention'),
      blank: of('blank'),
      invalid: 0,
    };
    return { ...presence, tally };
  });
}

/** What the chair cast in a named vote, where it can settle a tie. */
export function chairVoteOf(
  chairMandateId: string | null,
  ballots: readonly { readonly mandateId: string; readonly choice: BallotChoice }[],
): 'for' | 'against' | null {
  const cast = ballots.find(({ mandateId }) => mandateId === chairMandateId)?.choice;
  return cast === 'for' || cast === 'against' ? cast : null;
}

/** Below this many voters, figures tell too much of each. */
export const FEW = 3;

const AMONG: Readonly<Record<College, string>> = {
  public: 'Parmi les représentants publics',
  associative: 'Parmi les représentants associatifs',
};
const amongWhom = (college: College | null) => (college === null ? 'Dans ce vote' : AMONG[college]);

/** Where a secret vote cannot hold what it promises, said before it opens: fewer than three voters counted together. */
export function secrecyWarnings(presences: readonly Presence[]): string[] {
  return presences.flatMap(({ college, voters }) =>
    voters > 0 && voters < FEW
      ? [
          `${amongWhom(college)}, ${count(voters, 'personne vote', 'personnes votent')}\u00a0: le résultat peut dire qui a voté quoi. Le secret ne tient pas.`,
        ]
      : [],
  );
}

/**
 * What the figures of a secret vote reveal, since it is known who voted: all the votes of a college or of the whole body
 * are the same, or too few were cast together.
 */
export function revealedBy(counts: readonly CollegeCount[]): string[] {
  const alike = (tally: Tally) => {
    const cast = votesIn(tally);
    return cast > 0 && VOTE_VALUES.some((value) => tally[value] === cast);
  };
  if (alike(addTallies(counts.map(({ tally }) => tally))))
    return ['Tous les votes exprimés sont les mêmes\u00a0: le résultat dit ce que chacun a voté.'];
  return counts.flatMap(({ college, tally }) => {
    const cast = votesIn(tally);
    if (alike(tally))
      return [
        `${amongWhom(college)}, tous les votes exprimés sont les mêmes\u00a0: le résultat dit ce que chacun y a voté.`,
      ];
    return cast > 0 && cast < FEW
      ? [
          `${amongWhom(college)}, ${count(cast, 'vote est exprimé', 'votes sont exprimés')}\u00a0: le résultat peut dire qui a voté quoi.`,
        ]
      : [];
  });
}
