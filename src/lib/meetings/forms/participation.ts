import { z } from 'zod';
import { identifier as id } from '#lib/kernel/fields.ts';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';

const short = (most: number, tooLong: string) =>
  z.string().trim().max(most, tooLong).refine(isStorable, NOT_STORABLE).default('');

/** How an answer that the secretary enters came to them; absent: the member answers. */
const via = z.enum(['secretary', 'paper']).optional();

export const replyForm = z.object({
  mandateId: id,
  reply: z.enum(['in-person', 'remote', 'excused'], 'Choisissez une des réponses.'),
  via,
});
export type ReplyForm = z.infer<typeof replyForm>;

export const proxyForm = z
  .object({
    mandateId: id,
    /** A mandate of the body; empty: the person is named. */
    holder: z.union([z.literal(''), id]).default(''),
    holderName: short(120, 'Un nom compte au plus 120 caractères.'),
    instructions: short(2000, 'Les consignes comptent au plus 2\u00a0000 caractères.'),
    via,
  })
  .refine(({ holder, holderName }) => holder !== '' || holderName !== '', {
    path: ['holder'],
    message: 'Choisissez la personne qui portera la procuration.',
  });
export type ProxyForm = z.infer<typeof proxyForm>;

/** Who represents someone, as it is noted at the roll call. */
export const representedForm = z
  .object({
    mandateId: id,
    holder: z.union([z.literal(''), id]).default(''),
    holderName: short(120, 'Un nom compte au plus 120 caractères.'),
    via: z.enum(['secretary', 'paper']).default('secretary'),
  })
  .refine(({ holder, holderName }) => holder !== '' || holderName !== '', {
    path: ['holder'],
    message: 'Choisissez la personne qui portera la procuration.',
  });
export type RepresentedForm = z.infer<typeof representedForm>;

export const revocationForm = z.object({ proxyId: id });

/** What the secretary enters for someone: an answer, or the proxy of a signed paper. */
export const entryForm = z.object({
  mandateId: z.uuid('Choisissez la personne qui a répondu.'),
  reply: z.enum(
    ['in-person', 'remote', 'excused', 'represented'],
    'Choisissez ce que la personne a répondu.',
  ),
  holder: z.union([z.literal(''), id]).default(''),
  holderName: short(120, 'Un nom compte au plus 120 caractères.'),
  via: z.enum(['secretary', 'paper']).default('secretary'),
});

export const questionForm = z.object({
  mandateId: z.uuid('Choisissez la personne qui pose la question.'),
  via,
  /** Empty: about the meeting as a whole. */
  itemId: z.union([z.literal(''), id]).default(''),
  text: z
    .string()
    .trim()
    .min(1, 'Écrivez la question.')
    .max(4000, 'Une question compte au plus 4\u00a0000 caractères. Gardez l’essentiel.')
    .refine(isStorable, NOT_STORABLE),
});
export type QuestionForm = z.infer<typeof questionForm>;

export const questionAnswerForm = z.object({
  questionId: id,
  /** When the answer that was read was given; empty: there was none. */
  seen: z.string().max(40).default(''),
  answer: z
    .string()
    .trim()
    .min(1, 'Écrivez la réponse.')
    .max(8000, 'Une réponse compte au plus 8\u00a0000 caractères.')
    .refine(isStorable, NOT_STORABLE),
});
export type QuestionAnswerForm = z.infer<typeof questionAnswerForm>;

export const privateNoteForm = z.object({
  version: z.coerce.number().int().min(0),
  content: z
    .string()
    .max(20_000, 'Une note compte au plus 20\u00a0000 caractères.')
    .refine(isStorable, NOT_STORABLE),
});
export type PrivateNoteForm = z.infer<typeof privateNoteForm>;
