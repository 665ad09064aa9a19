import { outcomeSentence } from '../words.ts';
import type { College } from '#lib/kernel/sectors.ts';
import type { Verdict, VerdictOutcome } from './verdict.ts';
import type { WrittenVerdict } from './written.ts';

/** All that the public page shows of a decision. No natural person is ever named in it. Plain data, stored as it is. */
export interface PublicDecision {
  readonly reference: string;
  readonly body: { readonly code: string; readonly name: string };
  /** ISO day. */
  readonly decidedOn: string;
  readonly title: string;
  readonly text: string;
  readonly outcome: VerdictOutcome;
  /** The outcome in words; without figures where they would say who voted what. */
  readonly sentence: string;
  readonly inWriting: boolean;
  /** Null where figures are not shown. */
  readonly votes: PublicVotes | null;
}

export interface PublicVotes {
  readonly members: number;
  readonly voters: number;
  readonly for: number;
  readonly against: number;
  readonly abstention: number;
  /** By college; empty where the votes are counted all together. */
  readonly colleges: readonly {
    readonly college: College;
    readonly for: number;
    readonly against: number;
    readonly abstention: number;
  }[];
}

/**
 * Whether the figures of a secret vote say what somebody voted: when all of a group chose the same, each of them is known
 * to have; and in a group of fewer than three, each one knows the other.
 */
export function figuresReveal({ secret, counts }: Pick<Verdict, 'secret' | 'counts'>): boolean {
  if (!secret) return false;
  return counts.some(({ tally }) => {
    const taken = Object.values(tally).filter((votes) => votes > 0);
    const cast = taken.reduce((sum, votes) => sum + votes, 0);
    return cast > 0 && (taken.length === 1 || cast < 3);
  });
}

const PLAIN: Readonly<Record<VerdictOutcome, string>> = {
  adopted: 'La proposition est adoptée, au scrutin secret.',
  rejected: 'La proposition n’est pas adoptée, au scrutin secret.',
  'no-valid-vote': 'La proposition n’est pas adoptée\u00a0: aucune voix n’est exprimée.',
  'quorum-missing': 'Aucune décision n’est prise\u00a0: le quorum n’est pas atteint.',
  forbidden: 'Aucune décision n’est prise\u00a0: cette instance ne peut pas en décider.',
};

/** The outcome and the figures of a vote, as the public may know them. */
export function publicOutcome(verdict: Verdict): Pick<PublicDecision, 'outcome' | 'sentence' | 'votes'> {
  const { outcome, total, members, voters, counts, election } = verdict;
  if (election) return { outcome, sentence: election.plain, votes: null };
  if (figuresReveal(verdict)) return { outcome, sentence: PLAIN[outcome], votes: null };
  return {
    outcome,
    sentence: `${outcomeSentence(verdict)}${verdict.secret ? ' Le scrutin était secret.' : ''}`,
    votes: {
      members,
      voters,
      for: total.for,
      against: total.against,
      abstention: total.abstention,
      colleges: counts.flatMap(({ college, tally }) =>
        college === null
          ? []
          : [{ college, for: tally.for, against: tally.against, abstention: tally.abstention }],
      ),
    },
  };
}

/** The same of a decision taken in writing, of which only the adopted ones are in the register: all agreed. */
export function publicWrittenOutcome(
  verdict: WrittenVerdict,
): Pick<PublicDecision, 'outcome' | 'sentence' | 'votes'> {
  return {
    outcome: verdict.outcome,
    sentence: 'La proposition est adoptée par écrit, de l’accord de tous.',
    votes: null,
  };
}

/** A name as it may stand in a text: without accents, capitals, nor the difference between a space and a hyphen. */
const plain = (text: string) =>
  ` ${text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLocaleLowerCase('fr')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;

const CALLED = [
  'madame',
  'monsieur',
  'mme',
  'm',
  'mr',
  'mlle',
  'mademoiselle',
  'dr',
  'docteur',
  'maitre',
  'me',
];

/**
 * Which of these people a text names: by both their names in either order, or by the family name after "Madame", "M."… A
 * family name alone is also a word or a village, and names nobody.
 */
export function peopleNamedIn(
  text: string,
  people: readonly { readonly givenName: string; readonly familyName: string }[],
): string[] {
  const read = plain(text);
  return people
    .filter(({ givenName, familyName }) => {
      const given = plain(givenName).trim();
      const family = plain(familyName).trim();
      if (family === '') return false;
      const names = [
        `${given} ${family}`,
        `${family} ${given}`,
        ...CALLED.map((word) => `${word} ${family}`),
      ];
      return names.some((name) => read.includes(` ${name.trim()} `));
    })
    .map(({ givenName, familyName }) => `${givenName} ${familyName}`);
}
