/** An exact fraction of positive integers. Never a percentage: 66 of 100 is not two thirds. */
export interface Fraction {
  readonly num: number;
  readonly den: number;
}

/** A fraction to be reached ("at least", `strict` false) or passed ("more than", `strict` true). */
export interface Threshold extends Fraction {
  readonly strict: boolean;
}

export const HALF: Threshold = { num: 1, den: 2, strict: false };
export const MORE_THAN_HALF: Threshold = { num: 1, den: 2, strict: true };
export const TWO_THIRDS: Threshold = { num: 2, den: 3, strict: false };
export const THREE_QUARTERS: Threshold = { num: 3, den: 4, strict: false };
export const FOUR_FIFTHS: Threshold = { num: 4, den: 5, strict: false };
export const UNANIMITY: Threshold = { num: 1, den: 1, strict: false };

/** Whether `votes` of `base` (integers) meet the threshold, by comparison of integers (R-VOT-08). */
export function meets(votes: number, base: number, { num, den, strict }: Threshold): boolean {
  return strict ? votes * den > num * base : votes * den >= num * base;
}

/** The smallest integer that meets the threshold on `base`: what is said in "il en fallait 5". */
export function smallestMeeting(base: number, { num, den, strict }: Threshold): number {
  const product = num * base;
  const whole = (product - (product % den)) / den;
  return strict || product % den !== 0 ? whole + 1 : whole;
}

/** Whether a threshold asks less than another: a smaller fraction, or the same one without "more than". */
export function asksLess(threshold: Threshold, floor: Threshold): boolean {
  const left = threshold.num * floor.den;
  const right = floor.num * threshold.den;
  return left < right || (left === right && floor.strict && !threshold.strict);
}

/** "2/3", "plus de 2/3", "plus de la moitié", "la moitié au moins", "l’unanimité". */
export function thresholdInWords({ num, den, strict }: Threshold): string {
  if (num * 2 === den) return strict ? 'plus de la moitié' : 'la moitié au moins';
  if (num === den) return 'l’unanimité';
  return strict ? `plus de ${num}/${den}` : `${num}/${den}`;
}
