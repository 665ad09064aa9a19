import { z } from 'zod';
import { calendarDay, identifier } from '#lib/kernel/fields.ts';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';
import { meetingForm } from '../forms.ts';

const words = (most: number) =>
  z.string().trim().max(most, `${most} caractères au plus.`).refine(isStorable, NOT_STORABLE).default('');

export const sendingForm = z.object({
  /** What the page showed: a notice that changed since is read again before it leaves. */
  seen: z.string().max(64).default(''),
  /** What the sender adds. */
  message: words(2000),
  /** Why it leaves after its delay, and that the person knows it does. */
  lateReason: words(500),
  late: z.literal('yes').optional(),
});
export type SendingForm = z.infer<typeof sendingForm>;

export const cancellationForm = z.object({ reason: words(500) });
export type CancellationForm = z.infer<typeof cancellationForm>;

/** One letter, or all those that were not posted yet. */
export const postingForm = z.object({ recipientId: z.union([z.literal('all'), identifier]) });
export type PostingForm = z.infer<typeof postingForm>;

export const returnForm = z.object({ recipientId: identifier, returned: z.enum(['yes', 'no']) });
export type ReturnForm = z.infer<typeof returnForm>;

export const secondMeetingForm = meetingForm
  .pick({ startsAt: true, place: true })
  .extend({ heldOn: calendarDay });
export type SecondMeetingForm = z.infer<typeof secondMeetingForm>;
