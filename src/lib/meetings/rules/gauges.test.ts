import { expect, test } from 'vitest';
import { gaugesOf } from './gauges.ts';
import type { Presence, Quorum } from './quorum.ts';

const PRESENCES: Presence[] = [
  { college: 'public', voters: 8, members: 9 },
  { college: 'associative', voters: 2, members: 9, present: 3 },
];
const condition = (label: string, votes: number, met: boolean) => ({
  label,
  votes,
  base: 9,
  needed: 5,
  met,
  source: 'statuts, art. 19',
  toVerify: false,
});
const quorum = (conditions: Quorum['conditions']): Quorum => ({ met: true, conditions, sentences: [] });

test('one gauge for each college, with what it takes and what is missing', () => {
  const asked = quorum([condition('Quorum, public', 8, true), condition('Quorum, associatif', 3, false)]);
  expect(gaugesOf(PRESENCES, asked)).toEqual([
    { college: 'public', there: 8, members: 9, needed: 5, met: true, sentence: 'quorum 5, atteint' },
    {
      college: 'associative',
      there: 3,
      members: 9,
      needed: 5,
      met: false,
      sentence: 'quorum 5, il en manque 2',
    },
  ]);
});

test('one gauge for the whole body, whether a quorum is asked or not, and the colleges beside', () => {
  expect(gaugesOf(PRESENCES, quorum([condition('Quorum', 11, true)]))).toMatchObject([
    { college: null, there: 11, needed: 5 },
    { college: 'public', there: 8, members: 9, needed: null, sentence: 'sans quorum propre' },
    { college: 'associative', there: 3, members: 9, needed: null },
  ]);
  expect(gaugesOf([{ college: null, voters: 4, members: 6 }], quorum([]))).toEqual([
    {
      college: null,
      there: 4,
      members: 6,
      needed: null,
      met: true,
      sentence: 'aucun quorum n’est demandé',
    },
  ]);
});
