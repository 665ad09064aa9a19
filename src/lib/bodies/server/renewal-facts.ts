import { createHash } from 'node:crypto';
import { OFFICE_NAMES, periodInWords } from '../words.ts';
import type { RenewalView } from './renewals.ts';

/** A sentence on which a renewal rests; its digest begins with `a` for a mandate of the eve, `b` for anything else. */
export interface Fact {
  readonly digest: string;
  readonly sentence: string;
}

function factOf(kind: 'a' | 'b', sentence: string): Fact {
  return { digest: `${kind}${createHash('sha256').update(sentence).digest('hex').slice(0, 12)}`, sentence };
}

/**
 * What a renewal rests on, sentence by sentence, each with its digest: the page sends the digests back when it is
 * applied, so that what changed meanwhile can be told.
 */
export function factsOf({ eve, demands, findings }: RenewalView): Fact[] {
  return [
    ...eve.map(({ person, organisation, office, from, to }) => {
      const who = person === null ? 'un siège vacant' : person.name;
      const words = `${OFFICE_NAMES[office]}\u00a0: ${who}, pour ${organisation.name}, ${periodInWords({ from, to })}.`;
      return factOf('a', words);
    }),
    ...[...demands, ...findings].map(({ sentence }) => factOf('b', sentence)),
  ];
}
