import { z } from 'zod';
import { calendarDay, identifier } from '#lib/kernel/fields.ts';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';
import { timeOfDay } from '#lib/meetings/forms.ts';
import { BALLOT_CHOICES } from '../rules/ballots.ts';
import { DECISION_KINDS } from '../vocabulary.ts';

const ticked = z.enum(['', 'yes']).default('');
const text = (empty: string, most: number, tooLong: string) =>
  z.string().trim().min(1, empty).max(most, tooLong).refine(isStorable, NOT_STORABLE);

const opening = {
  itemId: identifier,
  /** The text put to the vote, where the item has several; its words are then those of the proposal. */
  propositionId: identifier.or(z.literal('')).default(''),
  kind: z.enum(DECISION_KINDS, 'Choisissez le type de décision.').default('ordinary'),
  proposal: text(
    'Écrivez la proposition mise aux voix.',
    4000,
    'Une proposition compte au plus 4\u00a0000 caractères.',
  ),
  secrecy: z.enum(['named', 'secret'], 'Choisissez\u00a0: vote nominatif ou vote secret.'),
  mayChange: ticked,
  blank: ticked,
};
const isSound = ({ secrecy, mayChange }: { readonly secrecy: string; readonly mayChange: string }) =>
  secrecy === 'named' || mayChange === '';
const UNSOUND = {
  path: ['mayChange'],
  message:
    'Dans un vote secret, un bulletin ne se change pas\u00a0: il faudrait savoir lequel est à qui. Décochez cette case.',
};

/** What is put to the vote on screens, and how: nothing of it changes once the vote is open. */
export const voteOpeningForm = z.object({ ...opening, secondMeeting: ticked }).refine(isSound, UNSOUND);
export type VoteOpeningForm = z.infer<typeof voteOpeningForm>;

/** What members vote on before the sitting, and until when. */
export const advanceVoteForm = z
  .object({ ...opening, untilDay: calendarDay, untilTime: timeOfDay })
  .refine(isSound, UNSOUND);
export type AdvanceVoteForm = z.infer<typeof advanceVoteForm>;

/** Until when members are told that they vote on an item before the sitting; without a day, they do not. */
export const announcementForm = z.object({
  itemId: identifier,
  untilDay: calendarDay.or(z.literal('')).default(''),
  untilTime: timeOfDay.default('23:59'),
});
export type AnnouncementForm = z.infer<typeof announcementForm>;

/** Another deadline for a vote before the sitting. */
export const advanceMoveForm = z.object({
  voteId: identifier,
  untilDay: calendarDay,
  untilTime: timeOfDay,
});
export type AdvanceMoveForm = z.infer<typeof advanceMoveForm>;

/** What a vote is opened with, as it is kept. */
export const termsOf = ({
  kind,
  secrecy,
  mayChange,
  blank,
}: Pick<AdvanceVoteForm, 'kind' | 'secrecy' | 'mayChange' | 'blank'>) => ({
  kind,
  secret: secrecy === 'secret',
  mayChange: mayChange === 'yes',
  blankAllowed: blank === 'yes',
});

const choice = z.enum(BALLOT_CHOICES, 'Choisissez ce que vous votez.');

/** `receipt`: the code that this page made for this ballot; empty in a named vote. */
export const ballotForm = z.object({
  voteId: identifier,
  mandateId: identifier,
  choice,
  /** Candidates, in an election. */
  names: z.array(identifier).max(60, 'Ce bulletin porte trop de noms.').default([]),
  receipt: z.string().max(40).default(''),
});
export type BallotForm = z.infer<typeof ballotForm>;

/** The round of an election to vote on screens. */
export const roundVoteForm = z.object({
  electionId: identifier,
  round: z.coerce.number().int().min(1),
  mayChange: ticked,
});
export type RoundVoteForm = z.infer<typeof roundVoteForm>;

/** What the secretary notes for someone who cannot press. */
export const entryForm = z.object({ voteId: identifier, mandateId: identifier, choice });
export type EntryForm = z.infer<typeof entryForm>;

export const confirmationForm = z.object({ voteId: identifier, mandateId: identifier });
export type ConfirmationForm = z.infer<typeof confirmationForm>;

export const voteForm = z.object({ voteId: identifier });

export const voteCancelForm = z.object({
  voteId: identifier,
  reason: text(
    'Dites pourquoi ce vote est annulé\u00a0: chacun le lit, et le journal le garde.',
    500,
    'La raison compte au plus 500 caractères.',
  ),
});
export type VoteCancelForm = z.infer<typeof voteCancelForm>;
