import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { COLLEGES } from '#lib/kernel/sectors.ts';
import type { Sitting } from '#lib/meetings/server/sitting.ts';
import { tallyTyped, type CountedVote, type TakenVote } from '../forms.ts';
import type { CollegeTally } from '../rules/counts.ts';
import { addNamed, addTallies, readNamed, votedFor } from '../rules/named.ts';
import type { NamedBallot, VoteSnapshot } from '../rules/snapshot.ts';
import type { Verdict } from '../rules/verdict.ts';
import { peopleOf } from './snapshot.ts';

/** How a vote was taken. */
export type Taken = Pick<VoteSnapshot, 'method' | 'ballots' | 'tellers'>;

/** What was counted, and how. */
export interface Counted extends Taken {
  readonly counts: readonly CollegeTally[];
  readonly chairVote: 'for' | 'against' | null;
}

/** Figures as they are typed: of each hand, only the sum is known. */
export function figuresTyped(form: CountedVote): Counted {
  return {
    method: 'show-of-hands',
    ballots: null,
    counts: [...COLLEGES, null].map((college) => ({ college, tally: tallyTyped(form, college) })),
    chairVote: form.chairVote || null,
  };
}

/**
 * What was taken by hand in this sitting: figures, or the vote of each by name, with what was given by name before the
 * sitting by whoever is not asked again (`before`). `chair`: the mandate that presides. Refuses a secret vote by name, and
 * what `readNamed` refuses.
 */
export function takenByHand(
  form: TakenVote,
  sitting: Sitting,
  chair: string | null,
  before: readonly NamedBallot[] = [],
): Outcome<Counted> {
  const people = peopleOf(sitting);
  const asked = people.filter(({ inAdvance }) => !inAdvance);
  const counted = new Set(
    people.flatMap(({ mandateId, inAdvance, votes }) => (inAdvance && votes > 0 ? [mandateId] : [])),
  );
  const given = before.filter(({ mandateId }) => counted.has(mandateId));
  if (form.method === 'show-of-hands') {
    const hands = figuresTyped(form);
    return done({
      ...hands,
      counts: addTallies(hands.counts, addNamed(people, given)),
      chairVote: votedFor(given, chair) ?? hands.chairVote,
    });
  }
  if (form.secret === 'yes')
    return refuse(
      'named-is-not-secret',
      'Impossible\u00a0: un vote où chacun est nommé n’est pas secret. Pour un vote secret, prenez les bulletins papier.',
      { field: 'method' },
    );
  const answers = readNamed(form.method, asked, form.ballots);
  if (!answers.done) return answers;
  const values = new Map([...answers.value, ...given].map((ballot) => [ballot.mandateId, ballot]));
  const ballots = people.flatMap(({ mandateId }) => values.get(mandateId) ?? []);
  return done({
    method: form.method,
    ballots,
    counts: addNamed(people, ballots),
    chairVote: votedFor(ballots, chair) ?? (form.chairVote || null),
  });
}

/** A vote that is corrected without counting it again: what its tellers found, or what each voted on their own screen. */
export function countedAlready(verdict: Verdict, { method, ballots, tellers }: VoteSnapshot): Counted {
  return {
    method,
    ballots,
    ...(tellers && { tellers }),
    counts: verdict.counts,
    chairVote: verdict.castingVote,
  };
}
