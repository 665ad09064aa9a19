import { joinList } from '#lib/kernel/french.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { COLLEGES, type College } from '#lib/kernel/sectors.ts';
import { NAMED_VALUES, VOTE_VALUES, type NamedValue, type Tally } from '../vocabulary.ts';
import type { CollegeTally } from './counts.ts';
import type { NamedBallot, PersonAtVote, VoteSnapshot } from './snapshot.ts';

const NONE: Tally = { for: 0, against: 0, abstention: 0, blank: 0, invalid: 0 };

/** The figures that named votes add up to, college by college, each person with as many votes as they have. */
export function addNamed(people: readonly PersonAtVote[], ballots: readonly NamedBallot[]): CollegeTally[] {
  const values = new Map(ballots.map(({ mandateId, value }) => [mandateId, value]));
  const tallyOf = (college: College | null): Tally => {
    const tally: Record<keyof Tally, number> = { ...NONE };
    for (const person of people) {
      const value = values.get(person.mandateId);
      if (person.college !== college || value === undefined || value === 'not-voting') continue;
      tally[value] += person.votes;
    }
    return tally;
  };
  return [...COLLEGES, null].map((college) => ({ college, tally: tallyOf(college) }));
}

/** Figures of the same colleges together; `more` has each of those in `some`. */
export function addTallies(some: readonly CollegeTally[], more: readonly CollegeTally[]): CollegeTally[] {
  return some.map(({ college, tally }) => {
    const { tally: other } = more.find((each) => each.college === college)!;
    const { for: yes, against, abstention, blank, invalid } = tally;
    return {
      college,
      tally: {
        for: yes + other.for,
        against: against + other.against,
        abstention: abstention + other.abstention,
        blank: blank + other.blank,
        invalid: invalid + other.invalid,
      },
    };
  });
}

/**
 * The votes given by name, in the order of the people. `given`: by mandate. Each one who has a vote is named, nobody else
 * is. Refuses a list that is no longer that of the voters, and a roll call in which someone has not answered.
 */
export function readNamed(
  method: 'all-but' | 'roll-call',
  people: readonly PersonAtVote[],
  given: Readonly<Record<string, NamedValue>>,
): Outcome<NamedBallot[]> {
  const voters = people.filter(({ votes }) => votes > 0);
  const known = new Set(voters.map(({ mandateId }) => mandateId));
  const left = people.filter(({ mandateId, votes }) => votes === 0 && given[mandateId] !== undefined);
  if (Object.keys(given).some((mandateId) => !known.has(mandateId)))
    return refuse(
      'voters-changed',
      `Impossible d’enregistrer ce vote\u00a0: ${left.length === 0 ? 'la liste de ceux qui votent a changé' : `${joinList(left.map(({ name }) => name))} n’${left.length > 1 ? 'ont' : 'a'} plus de voix sur ce point`}. La liste est maintenant à jour\u00a0: relisez-la et recommencez.`,
      { field: 'ballots' },
    );
  const missing = voters.filter(({ mandateId }) => given[mandateId] === undefined);
  if (missing.length > 0) {
    const names = joinList(missing.map(({ name }) => name));
    return method === 'roll-call'
      ? refuse('unanswered', `L’appel n’est pas fini\u00a0: il manque la réponse de ${names}.`, {
          field: `vote-${missing[0]!.mandateId}`,
        })
      : refuse(
          'voters-changed',
          `Impossible d’enregistrer ce vote\u00a0: ${names} ${missing.length > 1 ? 'ont' : 'a'} maintenant une voix sur ce point. La liste est à jour\u00a0: relisez-la et recommencez.`,
          { field: 'ballots' },
        );
  }
  return done(voters.map(({ mandateId }) => ({ mandateId, value: given[mandateId]! })));
}

/** What the chair voted by name, when they voted for or against: it settles a tie where the statutes say so. */
export function votedFor(
  ballots: readonly NamedBallot[],
  mandateId: string | null,
): 'for' | 'against' | null {
  const value = ballots.find((ballot) => ballot.mandateId === mandateId)?.value;
  return value === 'for' || value === 'against' ? value : null;
}

/** One who voted by name, as a screen or a PV says it. */
export interface NamedVote extends Pick<
  PersonAtVote,
  'mandateId' | 'name' | 'college' | 'representedBy' | 'inAdvance'
> {
  readonly value: NamedBallot['value'];
}

/** Who voted what; null where the votes were not named, or where they were secret. */
export function namedVotes(
  snapshot: Pick<VoteSnapshot, 'people' | 'ballots'> | null,
  secret: boolean,
): NamedVote[] | null {
  if (secret || !snapshot?.ballots) return null;
  const people = new Map(snapshot.people.map((person) => [person.mandateId, person]));
  return snapshot.ballots.flatMap(({ mandateId, value }) => {
    const person = people.get(mandateId);
    if (!person) return [];
    const { name, college, representedBy, inAdvance } = person;
    return [{ mandateId, name, college, representedBy, value, ...(inAdvance && { inAdvance }) }];
  });
}

const VOTED: Readonly<Record<NamedVote['value'], readonly [string, string]>> = {
  for: ['A voté pour', 'Ont voté pour'],
  against: ['A voté contre', 'Ont voté contre'],
  abstention: ['S’est abstenu ou abstenue', 'Se sont abstenus ou abstenues'],
  blank: ['A voté blanc', 'Ont voté blanc'],
  invalid: ['A voté nul', 'Ont voté nul'],
  'not-voting': ['N’a pas pris part au vote', 'N’ont pas pris part au vote'],
};

/** "Ont voté pour : A, B (par avance) et C (par D).": one sentence for each answer given. */
export function namedSentences(votes: readonly NamedVote[]): string[] {
  return [...NAMED_VALUES, ...VOTE_VALUES.filter((value) => value === 'invalid')].flatMap((value) => {
    const names = votes
      .filter((vote) => vote.value === value)
      .map(({ name, representedBy, inAdvance }) => {
        if (inAdvance) return `${name} (par avance)`;
        return representedBy === null ? name : `${name} (par ${representedBy})`;
      });
    if (names.length === 0) return [];
    const [one, several] = VOTED[value];
    return [`${names.length > 1 ? several : one}\u00a0: ${joinList(names)}.`];
  });
}
