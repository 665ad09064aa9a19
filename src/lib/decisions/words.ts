import { voteSentence } from '#lib/kernel/french.ts';
import type { Verdict } from './rules/verdict.ts';

/** "for" → "For": the field of a college and a value is called "publicFor". */
export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** "La proposition est adoptée par 12 voix pour et une contre.": the outcome as the screen and the PV say it. */
export function outcomeSentence(verdict: Verdict): string {
  const { total, outcome, voters, castingVote, election } = verdict;
  if (election) return election.sentence;
  const { abstention, ...others } = total;
  const votes = { ...others, abstentions: abstention };
  switch (outcome) {
    case 'adopted': {
      const sentence = voteSentence(votes, outcome, voters);
      // As many for as against, and adopted: the figures alone would say the contrary.
      if (castingVote === null) return sentence;
      return `${sentence.slice(0, -1)}, la voix de la présidence étant prépondérante.`;
    }
    case 'rejected':
      return voteSentence(votes, outcome, voters);
    case 'no-valid-vote':
      return 'La proposition n’est pas adoptée\u00a0: aucune voix n’est exprimée.';
    case 'quorum-missing':
      return 'Aucune décision n’est prise\u00a0: le quorum n’est pas atteint.';
    case 'forbidden':
      return 'Aucune décision n’est prise\u00a0: cette instance ne peut pas en décider.';
  }
}
