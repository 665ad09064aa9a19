import { collegesCounted, type Statutes } from '#lib/associations/rules/statutes.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { College } from '#lib/kernel/sectors.ts';
import { VOTE_VALUES, type Tally } from '../vocabulary.ts';
import type { CollegeCount } from './verdict.ts';

/** The votes of one college, or of a body that counts all its votes together (null). */
export type CollegeTally = Pick<CollegeCount, 'college' | 'tally'>;

/** All the votes of a tally, valid or not. */
export function votesIn(tally: Tally): number {
  return VOTE_VALUES.reduce((sum, value) => sum + tally[value], 0);
}

/** The tallies of all colleges together. */
export function addTallies(tallies: readonly Tally[]): Tally {
  const add = (value: keyof Tally) => tallies.reduce((sum, tally) => sum + tally[value], 0);
  return {
    for: add('for'),
    against: add('against'),
    abstention: add('abstention'),
    blank: add('blank'),
    invalid: add('invalid'),
  };
}

const AMONG: Readonly<Record<College, string>> = {
  public: 'parmi les représentants publics',
  associative: 'parmi les représentants associatifs',
};

/**
 * Whether the counts can be those of a vote under these statutes. Refuses counts of another division than the
 * statutes', numbers that are not natural integers, and more votes than voters or voters than members. Votes may be
 * missing: somebody present did not vote.
 */
export function checkCounts(counts: readonly CollegeCount[], statutes: Statutes): Outcome<undefined> {
  const expected = collegesCounted(statutes);
  if (
    counts.length !== expected.length ||
    !expected.every((college) => counts.some((count) => count.college === college))
  )
    return refuse(
      'wrong-colleges',
      expected.length === 1
        ? 'Impossible de compter par collège\u00a0: cet organe compte toutes ses voix ensemble.'
        : 'Impossible de compter toutes les voix ensemble\u00a0: cet organe compte celles de chaque collège, public et associatif.',
      { field: 'counts' },
    );
  for (const count of counts) {
    const refused = checkCount(count);
    if (!refused.done) return refused;
  }
  return done();
}

function checkCount({ college, tally, voters, members }: CollegeCount): Outcome<undefined> {
  const among = college === null ? 'dans cet organe' : AMONG[college];
  const field = college === null ? 'counts' : `counts.${college}`;
  const figures = [...VOTE_VALUES.map((value) => tally[value]), voters, members];
  if (figures.some((figure) => !Number.isSafeInteger(figure) || figure < 0))
    return refuse(
      'not-a-count',
      `Impossible de compter ces voix ${among}\u00a0: chaque nombre est un entier, zéro ou plus.`,
      { field },
    );
  const votes = votesIn(tally);
  if (votes > voters)
    return refuse(
      'more-votes-than-voters',
      `Impossible de compter ${votes} voix ${among}\u00a0: les présences n’en donnent que ${voters}. Corrigez les voix, ou complétez les présences.`,
      { field },
    );
  if (voters > members)
    return refuse(
      'more-voters-than-members',
      `Impossible de compter ${voters} présents ${among}\u00a0: les membres en fonction ne sont que ${members}.`,
      { field },
    );
  return done();
}
