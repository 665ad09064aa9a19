import type { Base } from '#lib/associations/rules/settings/votes.ts';
import type { Condition } from '#lib/kernel/conditions.ts';
import { count } from '#lib/kernel/french.ts';
import { thresholdInWords, type Threshold } from '#lib/kernel/fractions.ts';
import type { Tally } from '../vocabulary.ts';

/** "26 pour, 12 contre, 4 abstentions": for and against always, the others when there are some. */
export function tallyInWords({ for: yes, against, abstention, blank, invalid }: Tally): string {
  const parts = [count(yes, 'pour', 'pour'), count(against, 'contre', 'contre')];
  if (abstention > 0) parts.push(count(abstention, 'abstention', 'abstentions'));
  if (blank > 0) parts.push(count(blank, 'blanc', 'blancs'));
  if (invalid > 0) parts.push(count(invalid, 'nul', 'nuls'));
  return parts.join(', ');
}

// The base "voix exprimées" is for and against, just said: naming it would only lengthen the sentence.
const BASE_NAMES: Readonly<Record<Base, string>> = {
  cast: '',
  present: ' (présents et représentés)',
  members: ' (membres en fonction)',
};

/** "26 pour, 12 contre, 4 abstentions ; base 38 ; il fallait 26 (2/3, CSA 9:21)". */
export function majorityInWords(
  tally: Tally,
  { base, needed, source }: Condition,
  threshold: Threshold,
  baseName: Base,
): string {
  return `${tallyInWords(tally)}\u00a0; base ${base}${BASE_NAMES[baseName]}\u00a0; il fallait ${needed} (${thresholdInWords(threshold)}, ${source})`;
}

/** "Public : 7 pour, 1 contre ; base 8 ; il fallait 5." */
export function collegeInWords(tally: Tally, { label, base, needed }: Condition): string {
  return `${label}\u00a0: ${tallyInWords(tally)}\u00a0; base ${base}\u00a0; il fallait ${needed}.`;
}
