import { z } from 'zod';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';
import type { College } from '#lib/kernel/sectors.ts';
import { DECISION_KINDS, NAMED_VALUES, type Tally } from './vocabulary.ts';

const id = z.uuid('Choisissez dans la liste.');
const version = z.coerce.number().int().min(1);
const WRONG = 'Indiquez un nombre entier de voix, zéro ou plus.';

/** Votes as typed: nothing typed is none. */
const votes = z.coerce
  .number(WRONG)
  .int(WRONG)
  .min(0, WRONG)
  .max(10_000, 'Ce nombre de voix est trop grand\u00a0: 10\u00a0000 au plus.')
  .default(0);

/** A box: its value is "yes", and it is not sent when it is not ticked. */
const ticked = z.enum(['', 'yes']).default('');

const put = {
  kind: z.enum(DECISION_KINDS, 'Choisissez le type de décision.'),
  proposal: z
    .string()
    .trim()
    .min(1, 'Écrivez la proposition mise aux voix.')
    .max(4000, 'Une proposition compte au plus 4\u00a0000 caractères.')
    .refine(isStorable, NOT_STORABLE),
  /** Second meeting after one without quorum (CSA 9:21). */
  secondMeeting: ticked,
};

/** The text put to the vote, where the item has several; its words are then those of the proposal. */
const proposition = { propositionId: id.or(z.literal('')).default('') };

/** One field for each number, so that the form works without JavaScript. Those that a body does not use stay at 0. */
const figures = {
  publicFor: votes,
  publicAgainst: votes,
  publicAbstention: votes,
  publicBlank: votes,
  publicInvalid: votes,
  associativeFor: votes,
  associativeAgainst: votes,
  associativeAbstention: votes,
  associativeBlank: votes,
  associativeInvalid: votes,
  overallFor: votes,
  overallAgainst: votes,
  overallAbstention: votes,
  overallBlank: votes,
  overallInvalid: votes,
};
type Figures = { readonly [K in keyof typeof figures]: number };

const fields = {
  ...put,
  ...figures,
  secret: ticked,
  /** What the chair voted, asked when the votes are equal; empty when unknown or unused. */
  chairVote: z.enum(['', 'for', 'against']).default(''),
};

/** How the votes were taken by hand, and the answer of each mandate where they are named. Those on paper are counted apart. */
const taken = {
  method: z
    .enum(['show-of-hands', 'all-but', 'roll-call'], 'Choisissez comment le vote s’est fait.')
    .default('show-of-hands'),
  ballots: z.record(id, z.enum(NAMED_VALUES, 'Choisissez une réponse de la liste.')).default({}),
};

export const decisionForm = z.object({ itemId: id, ...fields, ...taken, ...proposition });
export type DecisionForm = z.infer<typeof decisionForm>;
/** What is said of a vote, whichever decision it is. */
export type CountedVote = Omit<DecisionForm, 'itemId' | 'propositionId' | keyof typeof taken>;
/** The same, with the way in which it was taken. */
export type TakenVote = Omit<DecisionForm, 'itemId' | 'propositionId'>;

export const correctionForm = z.object({ decisionId: id, version, ...fields, ...taken });
export type CorrectionForm = z.infer<typeof correctionForm>;

export const withdrawalForm = z.object({ decisionId: id, version });
export type WithdrawalForm = z.infer<typeof withdrawalForm>;

/** The tally typed for a college, or for the whole body when `college` is null. */
export function tallyTyped(form: Figures, college: College | null): Tally {
  const where = college ?? 'overall';
  return {
    for: form[`${where}For`],
    against: form[`${where}Against`],
    abstention: form[`${where}Abstention`],
    blank: form[`${where}Blank`],
    invalid: form[`${where}Invalid`],
  };
}

/** A vote on paper: what it is about; the tellers count afterwards. */
export const paperVoteForm = z.object({ itemId: id, ...put, ...proposition });
export type PaperVoteForm = z.infer<typeof paperVoteForm>;

/** What a teller found. `teller` empty: the one who sends it counts. */
export const paperCountForm = z.object({
  paperVoteId: id,
  place: z.enum(['', '1', '2']).default(''),
  teller: z.string().trim().max(200, 'Ce nom est trop long.').refine(isStorable, NOT_STORABLE).default(''),
  publicFound: votes,
  associativeFound: votes,
  overallFound: votes,
  ...figures,
});
export type PaperCountForm = z.infer<typeof paperCountForm>;

export const paperVoteOnly = z.object({ paperVoteId: id });
