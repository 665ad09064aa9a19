import { z } from 'zod';
import { calendarDay, identifier } from '#lib/kernel/fields.ts';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';
import { REMARK_ANSWERS, SIGNERS } from './vocabulary.ts';

const text = (most: number, tooLong: string) =>
  z.string().trim().max(most, tooLong).refine(isStorable, NOT_STORABLE);

export const sendingForm = z.object({
  remarksUntil: calendarDay,
  message: text(2000, 'Ce message compte au plus 2000\u00a0caractères.').default(''),
});
export type SendingForm = z.infer<typeof sendingForm>;

/** `key`: the fact · `read`: the sentence that was read, by its stamp · `version`: that of the complement, 0 for a new one. */
export const complementForm = z.object({
  key: text(200, 'Cette phrase n’existe pas. Rechargez la page.').min(1),
  read: text(64, 'Cette phrase n’existe pas. Rechargez la page.').default(''),
  version: z.coerce.number().int().min(0),
  /** Empty: nothing completes the sentence any more. */
  text: text(2000, 'Un complément compte au plus 2000\u00a0caractères.').transform((typed) =>
    typed.replaceAll('\r\n', '\n'),
  ),
});
export type ComplementForm = z.infer<typeof complementForm>;

export const remarkForm = z.object({
  /** Empty: on the PV as a whole, its attendance or its heading. */
  itemId: z.union([z.literal(''), identifier]).default(''),
  text: text(4000, 'Une remarque compte au plus 4000\u00a0caractères.').min(1, 'Écrivez votre remarque.'),
});
export type RemarkForm = z.infer<typeof remarkForm>;

export const remarkAnswerForm = z.object({
  remarkId: identifier,
  answer: z.enum(REMARK_ANSWERS, 'Choisissez\u00a0: reprise, ou non.'),
  words: text(2000, 'Une réponse compte au plus 2000\u00a0caractères.').min(
    1,
    'Dites ce que vous en faites\u00a0: l’auteur de la remarque lira votre réponse.',
  ),
});
export type RemarkAnswerForm = z.infer<typeof remarkAnswerForm>;

const reference = text(60, 'Une référence est plus courte, par exemple CA-2022-3.').min(
  1,
  'Indiquez la référence de la décision, par exemple CA-2022-3.',
);

export const approvalForm = z.object({ reference });

/** A PV that was handed out at the meeting that approved it, as it stands now. */
export const handedOutForm = z.object({
  reference,
  same: z.literal('on', 'Cochez cette case\u00a0: c’est ce texte qui restera.'),
});

export const changesForm = z.object({
  changes: text(8000, 'Ces modifications comptent au plus 8000\u00a0caractères.').default(''),
});

export const rectificationForm = z.object({ reference });

export const rectificationWithdrawalForm = z.object({ decisionId: identifier });

export const signerForm = z.object({ signer: z.enum(SIGNERS, 'Choisissez qui signe.') });

/** Six digits of the application, or a recovery code; empty where nothing is asked (a demonstration). */
export const signingForm = z.object({
  signer: z.enum(SIGNERS, 'Choisissez qui signe.'),
  code: text(40, 'Ce code est trop long.').default(''),
  read: z.literal('on', 'Cochez cette case\u00a0: vous signez ce que vous avez lu.'),
});
