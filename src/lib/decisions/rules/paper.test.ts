import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doneValue } from '../../../../tests/fixtures/account-house.ts';
import { checkAgreement, checkPaper, differencesBetween, secrecyWarnings, type PaperCount } from './paper.ts';

const tally = (yes: number, no = 0, abstention = 0, blank = 0, invalid = 0) => ({
  for: yes,
  against: no,
  abstention,
  blank,
  invalid,
});
const PUBLIC: PaperCount = { college: 'public', found: 4, tally: tally(3, 0, 0, 1) };
const ASSOCIATIVE: PaperCount = { college: 'associative', found: 4, tally: tally(2, 1, 0, 0, 1) };
const BOTH = [PUBLIC, ASSOCIATIVE];
const PRESENCES = [
  { college: 'public' as const, voters: 4, members: 4 },
  { college: 'associative' as const, voters: 5, members: 6 },
];

describe('checkPaper', () => {
  it('admits papers that add up; someone may have put none in', () => {
    expect(checkPaper(BOTH, PRESENCES).done).toBe(true);
  });

  it.each([
    ['aucun bulletin', { ...PUBLIC, found: 0, tally: tally(0) }, 'nothing-counted', 'publicFound'],
    ['plus de bulletins que de voix', { ...PUBLIC, found: 5 }, 'more-ballots-than-voters', 'publicFound'],
    ['un bulletin qui n’est pas compté', { ...PUBLIC, found: 3 }, 'ballots-do-not-add-up', 'publicFound'],
    [
      'des voix là où nul ne vote',
      { college: null, found: 1, tally: tally(1) },
      'more-ballots-than-voters',
      'overallFound',
    ],
  ])('refuses %s', (_, count, code, field) => {
    expect(checkPaper([count], PRESENCES)).toMatchObject({ refusal: { code, field } });
  });
});

describe('checkAgreement', () => {
  const by = (teller: string, counts = BOTH) => ({ teller, counts });

  it('gives the figures on which both agree', () => {
    expect(doneValue(checkAgreement([by('Alix'), by('Noé')]))).toEqual(BOTH);
  });

  it('waits for two counts', () => {
    expect(checkAgreement([])).toMatchObject({ refusal: { code: 'count-missing' } });
    expect(checkAgreement([by('Alix')])).toMatchObject({
      refusal: { sentence: expect.stringContaining('seul le compte de Alix') },
    });
  });

  it('says field by field where they differ', () => {
    const other = [{ ...PUBLIC, tally: tally(2, 1, 0, 1) }, ASSOCIATIVE];
    expect(checkAgreement([by('Alix'), by('Noé', other)])).toMatchObject({
      refusal: {
        code: 'counts-differ',
        sentence: expect.stringContaining('(Public, pour\u00a0: 3 et 2 et Public, contre\u00a0: 0 et 1)'),
      },
    });
    expect(differencesBetween([PUBLIC], [])).toHaveLength(3);
  });

  it('finds no difference exactly when both counts are the same', () => {
    const figure = fc.integer({ min: 0, max: 3 });
    const count = fc.record({
      college: fc.constant(null),
      found: figure,
      tally: fc.record({
        for: figure,
        against: figure,
        abstention: figure,
        blank: figure,
        invalid: figure,
      }),
    });
    fc.assert(
      fc.property(count, count, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(differencesBetween([one], [other]).length === 0).toBe(same);
        expect(differencesBetween([one], [one])).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('secrecyWarnings', () => {
  it('warns of a college so small that figures name people', () => {
    expect(secrecyWarnings([{ college: 'public', voters: 2, members: 4 }], null)).toEqual([
      expect.stringContaining('moins de trois votants'),
    ]);
    expect(secrecyWarnings([{ college: 'public', voters: 0, members: 4 }], null)).toEqual([]);
  });

  it('warns when everyone voted the same', () => {
    expect(secrecyWarnings(PRESENCES, BOTH)).toEqual([]);
    expect(secrecyWarnings(PRESENCES, null)).toEqual([]);
    expect(secrecyWarnings([PRESENCES[0]!], [{ college: 'public', found: 4, tally: tally(4) }])).toEqual([
      expect.stringContaining('tous ont voté de même'),
    ]);
  });
});
