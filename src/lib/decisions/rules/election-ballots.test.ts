import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import {
  countNames,
  countSentences,
  namesInWords,
  readNames,
  revealedByNames,
  type BallotOfNames,
  type NamesCast,
} from './election-ballots.ts';
import { validIn } from './elections.ts';

const BALLOT: BallotOfNames = {
  most: 2,
  candidates: ['a', 'b', 'c'].map((id) => ({ id, name: `Personne ${id}`, organisation: `Maison ${id}` })),
};
const names = (...ids: string[]): NamesCast => ({ choice: 'names', names: ids });
const BLANK: NamesCast = { choice: 'blank', names: null };
const AWAY: NamesCast = { choice: 'not-voting', names: null };

test('a ballot bears each name once, in the order of the candidates', () => {
  expect(readNames(BALLOT, ['c', 'a', 'c'])).toEqual({ done: true, value: ['a', 'c'] });
  expect(namesInWords(BALLOT, ['c', 'a'])).toBe('Personne a et Personne c');
});

it.each([
  [[], 'no-name'],
  [['a', 'b', 'c'], 'too-many-names'],
  [['a', 'z'], 'not-a-candidate'],
])('refuses %o: %s', (chosen, code) => {
  expect(readNames(BALLOT, chosen)).toMatchObject({ refusal: { code } });
});

test('counts as papers are: who takes no part deposits none', () => {
  const count = countNames(BALLOT, [names('a', 'b'), names('a'), BLANK, AWAY]);
  expect(count).toEqual({ cast: 3, blank: 1, invalid: 0, votes: { a: 2, b: 1, c: 0 } });
  expect(countSentences(BALLOT, count)).toEqual([
    '3\u00a0bulletins, 1\u00a0blanc\u00a0; 2\u00a0valables.',
    'Personne a\u00a0: 2\u00a0voix.',
    'Personne b\u00a0: 1\u00a0voix.',
    'Personne c\u00a0: 0\u00a0voix.',
  ]);
  // A count without all of them is read the same.
  expect(countSentences(BALLOT, { ...count, votes: {} })).toHaveLength(4);
});

test('the votes of all never exceed what the valid ballots can bear', () => {
  const ballot = fc.oneof(
    fc.constant(BLANK),
    fc.constant(AWAY),
    fc.subarray(['a', 'b', 'c'], { minLength: 1, maxLength: 2 }).map((ids) => names(...ids)),
  );
  fc.assert(
    fc.property(fc.array(ballot, { maxLength: 12 }), (ballots) => {
      const count = countNames(BALLOT, ballots);
      const sum = Object.values(count.votes).reduce((total, each) => total + each, 0);
      expect(sum).toBeGreaterThanOrEqual(validIn(count));
      expect(sum).toBeLessThanOrEqual(validIn(count) * BALLOT.most);
    }),
    { numRuns: 50 },
  );
});

it.each<[string, NamesCast[], RegExp | null]>([
  ['nobody voted', [], null],
  ['all blank', [BLANK, BLANK, BLANK], /Tous les bulletins sont les mêmes/],
  ['all alike', [names('a', 'b'), names('a', 'b'), names('a', 'b')], /Tous les bulletins sont les mêmes/],
  ['too few', [names('a'), BLANK], /2\u00a0bulletins sont déposés/],
  ['enough, and not alike', [names('a'), names('b'), BLANK], null],
])('what a secret round reveals: %s', (_, ballots, words) => {
  const said = revealedByNames(countNames(BALLOT, ballots)).join(' ');
  if (words) expect(said).toMatch(words);
  else expect(said).toBe('');
});
