import { z } from 'zod';
import { richTextSchema } from '#lib/documents/rich-text-schema.ts';
import { calendarDay, identifier as id } from '#lib/kernel/fields.ts';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';
import { ATTENDANCE_STATES, MEETING_KINDS } from './vocabulary.ts';

export const version = z.coerce.number().int().min(0);

export const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Indiquez une heure, par exemple 14:00.');
export const place = z
  .string()
  .trim()
  .min(1, 'Indiquez le lieu : les membres doivent savoir où venir.')
  .max(200, 'Le lieu compte au plus 200 caractères.')
  .refine(isStorable, NOT_STORABLE);
export const kind = z.enum(MEETING_KINDS, 'Choisissez : ordinaire ou extraordinaire.');
export const optionalTime = z.union([z.literal(''), timeOfDay], 'Indiquez une heure, ou rien.').default('');
const optionalText = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `Écrivez au plus ${most}\u00a0caractères.`)
    .refine(isStorable, NOT_STORABLE)
    .default('');

export const meetingForm = z.object({
  bodyId: id,
  kind,
  heldOn: calendarDay,
  startsAt: timeOfDay,
  /** Empty: not said. */
  endsAt: optionalTime,
  place,
  /** Empty: nobody takes part from afar. */
  remoteAccess: optionalText(500),
  remoteProcedure: optionalText(4000),
  /** Which of the proposed items go on the agenda: see `ItemKey`. */
  items: z
    .array(
      z
        .string()
        .regex(/^(minutes|follow-up|other-business|carried:[0-9a-f-]{36})$/, 'Choisissez dans la liste.'),
    )
    .max(200)
    .default([]),
});
/** What a meeting is created from; what is left out is not planned. */
export type MeetingPlan = z.input<typeof meetingForm>;

export const meetingChangeForm = meetingForm.omit({ bodyId: true, items: true }).extend({ version });
/** What becomes of a meeting; what is left out stays. */
export type MeetingChange = Omit<z.input<typeof meetingChangeForm>, 'version'> & { readonly version: number };

/** Without JavaScript the notes come as plain text, with it as rich text; the version read comes in both cases. */
export const notesForm = z.object({ version, content: richTextSchema });

/** What was recorded when the page was read and what it should become; '' stands for "not recorded". */
const attendanceState = z.enum(['', ...ATTENDANCE_STATES]);
export const attendanceForm = z.object({
  entries: z
    .array(z.object({ mandateId: id, was: attendanceState, now: attendanceState }))
    .max(2000)
    .refine((entries) => new Set(entries.map(({ mandateId }) => mandateId)).size === entries.length),
});
export type AttendanceForm = z.infer<typeof attendanceForm>;

export const officersForm = z.object({
  presidedByMandateId: z.union([z.literal(''), id]),
  secretaryPersonId: z.union([z.literal(''), id]),
});
