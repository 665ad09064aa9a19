import { z } from 'zod';
import {
  asksLess,
  FOUR_FIFTHS,
  HALF,
  MORE_THAN_HALF,
  THREE_QUARTERS,
  thresholdInWords,
  TWO_THIRDS,
  UNANIMITY,
  type Threshold,
} from '#lib/kernel/fractions.ts';
import type { Floor } from './definition.ts';

/** A fraction that statutes may ask for. */
export const threshold: z.ZodType<Threshold> = z
  .object({
    num: z.int().min(1).max(100),
    den: z.int().min(1).max(100),
    strict: z.boolean(),
  })
  .strict()
  // "More than the whole" could never be met.
  .refine(({ num, den, strict }) => num < den || (num === den && !strict));

/** The usual fractions of statutes, from the least to the most demanding. */
export const USUAL: readonly (readonly [Threshold, string])[] = [
  [HALF, 'Au moins la moitié'],
  [MORE_THAN_HALF, 'Plus de la moitié'],
  [TWO_THIRDS, 'Deux tiers'],
  [THREE_QUARTERS, 'Trois quarts'],
  [FOUR_FIFTHS, 'Quatre cinquièmes'],
  [UNANIMITY, 'L’unanimité'],
];
export const FRACTIONS = USUAL.map(([each]) => each);

/** Never less than the law asks. */
export function legalFloor(floor: Threshold, source: string): Floor<Threshold | null> {
  return {
    source,
    sentence: `Impossible de descendre sous ${thresholdInWords(floor)}\u00a0: c’est le minimum légal (${source}).`,
    allows: (value) => value !== null && !asksLess(value, floor),
  };
}
