import { count as counted, joinList } from '#lib/kernel/french.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { FEW, type BallotChoice } from './ballots.ts';
import { validIn, type Candidate, type RoundCount } from './elections.ts';

/** What the ballots of one round bear, frozen when it opens on screens. Plain data, stored as it is. */
export interface BallotOfNames {
  /** The most names that one ballot can bear. */
  readonly most: number;
  /** Who may be chosen, in the order in which they stand. */
  readonly candidates: readonly Pick<Candidate, 'id' | 'name' | 'organisation'>[];
}

/** One ballot of a round, of whoever it is. */
export interface NamesCast {
  readonly choice: BallotChoice;
  /** Candidates; null on a ballot without name. */
  readonly names: readonly string[] | null;
}

/**
 * The names that someone chose, as their ballot bears them: each once, and in an order that says nothing of theirs. Refuses no
 * name at all (that is a blank ballot), more names than the ballot can bear, and a name that is not on it.
 */
export function readNames({ most, candidates }: BallotOfNames, chosen: readonly string[]): Outcome<string[]> {
  const names = [...new Set(chosen)];
  if (names.length === 0)
    return refuse(
      'no-name',
      'Vous n’avez choisi personne\u00a0: rien n’est voté. Choisissez, ou votez blanc.',
      { field: 'names' },
    );
  if (names.some((id) => candidates.every((candidate) => candidate.id !== id)))
    return refuse(
      'not-a-candidate',
      'Un des noms choisis n’est pas sur le bulletin de ce tour\u00a0: rien n’est voté. Rechargez la page.',
      { field: 'names' },
    );
  if (names.length > most)
    return refuse(
      'too-many-names',
      `Vous avez choisi ${names.length} noms\u00a0: ce bulletin en porte ${most} au plus. Rien n’est voté\u00a0; décochez-en ${names.length - most}.`,
      { field: 'names' },
    );
  return done(candidates.flatMap(({ id }) => (names.includes(id) ? [id] : [])));
}

/** The ballots of a round that was voted on screens, counted as papers are. Nobody can spoil one. */
export function countNames({ candidates }: BallotOfNames, ballots: readonly NamesCast[]): RoundCount {
  const votes = candidates.map(
    ({ id }) => [id, ballots.filter(({ names }) => names?.includes(id)).length] as const,
  );
  const of = (choice: BallotChoice) => ballots.filter((ballot) => ballot.choice === choice).length;
  return {
    cast: of('names') + of('blank'),
    blank: of('blank'),
    invalid: 0,
    votes: Object.fromEntries(votes),
  };
}

/** What the count of a secret round tells of who voted for whom, since it is known who took part. */
export function revealedByNames(count: RoundCount): string[] {
  const valid = validIn(count);
  const figures = Object.values(count.votes);
  if (
    count.cast > 0 &&
    (valid === 0 || (count.blank === 0 && figures.every((each) => each === 0 || each === valid)))
  )
    return ['Tous les bulletins sont les mêmes\u00a0: le résultat dit ce que chacun a voté.'];
  return count.cast > 0 && count.cast < FEW
    ? [
        `${counted(count.cast, 'bulletin est déposé', 'bulletins sont déposés')}\u00a0: le résultat peut dire qui a voté quoi.`,
      ]
    : [];
}

/** The count of a round in sentences, before it is published: its figures, then each with their votes, the most first. */
export function countSentences(ballot: BallotOfNames, count: RoundCount): string[] {
  const { cast, blank, votes } = count;
  const ranked = ballot.candidates
    .map(({ id, name }) => ({ name, own: votes[id] ?? 0 }))
    .toSorted((one, other) => other.own - one.own);
  return [
    `${counted(cast, 'bulletin', 'bulletins')}, ${counted(blank, 'blanc', 'blancs')}\u00a0; ${counted(validIn(count), 'valable', 'valables')}.`,
    ...ranked.map(({ name, own }) => `${name}\u00a0: ${counted(own, 'voix', 'voix')}.`),
  ];
}

/** "Anne Adam et Bob Bodart": the names that a ballot bears. */
export function namesInWords({ candidates }: BallotOfNames, names: readonly string[]): string {
  return joinList(candidates.flatMap(({ id, name }) => (names.includes(id) ? [name] : [])));
}
