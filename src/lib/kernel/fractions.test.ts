import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asksLess,
  FOUR_FIFTHS,
  meets,
  MORE_THAN_HALF,
  smallestMeeting,
  thresholdInWords,
  TWO_THIRDS,
  UNANIMITY,
  type Threshold,
} from './fractions.ts';

const thresholds = fc
  .record({
    num: fc.integer({ min: 1, max: 20 }),
    den: fc.integer({ min: 1, max: 20 }),
    strict: fc.boolean(),
  })
  .filter(({ num, den }) => num <= den);
const bases = fc.integer({ min: 0, max: 10_000 });

describe('fractions', () => {
  it.each([
    [66, 100, TWO_THIRDS, false],
    [67, 100, TWO_THIRDS, true],
    [20, 30, TWO_THIRDS, true],
    [2, 3, TWO_THIRDS, true],
    [8, 10, FOUR_FIFTHS, true],
    [4, 8, MORE_THAN_HALF, false],
    [5, 8, MORE_THAN_HALF, true],
  ] as const)('%i of %i against %o: %s', (votes, base, threshold, expected) => {
    expect(meets(votes, base, threshold)).toBe(expected);
  });

  it.each([
    [7, MORE_THAN_HALF, 4],
    [8, MORE_THAN_HALF, 5],
    [38, TWO_THIRDS, 26],
    [30, TWO_THIRDS, 20],
    [0, MORE_THAN_HALF, 1],
    [0, TWO_THIRDS, 0],
  ] as const)('of %i, %o asks %i', (base, threshold, needed) => {
    expect(smallestMeeting(base, threshold)).toBe(needed);
  });

  it('answers the smallest integer that meets a threshold, and not one less', () => {
    fc.assert(
      fc.property(bases, thresholds, (base, threshold) => {
        const needed = smallestMeeting(base, threshold);
        expect(meets(needed, base, threshold)).toBe(true);
        expect(meets(needed - 1, base, threshold)).toBe(false);
      }),
    );
  });

  it('lets a threshold that asks less be met by whoever meets the other', () => {
    fc.assert(
      fc.property(bases, bases, thresholds, thresholds, (votes, base, low, high) => {
        // Of nothing, nothing is the whole and not more than its half: whoever counts asks for a vote first.
        fc.pre(base > 0 && asksLess(low, high) && meets(votes, base, high));
        expect(meets(votes, base, low)).toBe(true);
      }),
    );
  });

  it.each<[Threshold, Threshold, boolean]>([
    [{ num: 1, den: 2, strict: false }, MORE_THAN_HALF, true],
    [MORE_THAN_HALF, { num: 1, den: 2, strict: false }, false],
    [{ num: 65, den: 100, strict: true }, TWO_THIRDS, true],
    [{ num: 4, den: 6, strict: false }, TWO_THIRDS, false],
    [FOUR_FIFTHS, TWO_THIRDS, false],
  ])('%o asks less than %o: %s', (threshold, floor, expected) => {
    expect(asksLess(threshold, floor)).toBe(expected);
  });

  it('says thresholds in words', () => {
    expect(thresholdInWords(MORE_THAN_HALF)).toBe('plus de la moitié');
    expect(thresholdInWords({ num: 1, den: 2, strict: false })).toBe('la moitié au moins');
    expect(thresholdInWords(TWO_THIRDS)).toBe('2/3');
    expect(thresholdInWords(UNANIMITY)).toBe('l’unanimité');
    expect(thresholdInWords({ ...TWO_THIRDS, strict: true })).toBe('plus de 2/3');
  });
});
