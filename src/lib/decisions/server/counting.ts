import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { COLLEGES } from '#lib/kernel/sectors.ts';
import type { Sitting } from '#lib/meetings/server/sitting.ts';
import { tallyTyped, type CountedVote, type TakenVote } from '../forms.ts';
import type { CollegeTally } from '../rules/counts.ts';
import { addNamed, readNamed, votedFor } from '../rules/named.ts';
import type { VoteSnapshot } from '../rules/snapshot.ts';
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
 * What was taken by hand in this sitting: figures, or the vote of each by name. `chair`: the mandate that presides. Refuses
 * a secret vote by name, and what `readNamed` refuses.
 */
export function takenByHand(form: TakenVote, sitting: Sitting, chair: string | null): Outcome<Counted> {
  if (form.method === 'show-of-hands') return done(figuresTyped(form));
  if (form.secret === 'yes')
    return refuse(
      'named-is-not-secret',
      'Impossible\u00a0: un vote où chacun est nommé n’est pas secret. Pour un vote secret, prenez les bulletins papier.',
      { field: 'method' },
    );
  const people = peopleOf(sitting);
  const ballots = readNamed(form.method, people, form.ballots);
  if (!ballots.done) return ballots;
  return done({
    method: form.method,
    ballots: ballots.value,
    counts: addNamed(people, ballots.value),
    chairVote: votedFor(ballots.value, chair) ?? (form.chairVote || null),
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
