import { z } from 'zod';
import { richTextSchema } from '#lib/documents/rich-text.ts';
import { calendarDay, identifier as id } from '#lib/kernel/fields.ts';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';
import { ATTENDANCE_STATES, MEETING_KINDS } from './vocabulary.ts';

const version = z.coerce.number().int().min(0);

export const meetingForm = z.object({
  bodyId: id,
  kind: z.enum(MEETING_KINDS, 'Choisissez : ordinaire ou extraordinaire.'),
  heldOn: calendarDay,
  startsAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Indiquez une heure, par exemple 14:00.'),
  place: z
    .string()
    .trim()
    .min(1, 'Indiquez le lieu : les membres doivent savoir où venir.')
    .max(200, 'Le lieu compte au plus 200 caractères.')
    .refine(isStorable, NOT_STORABLE),
});
export type MeetingForm = z.infer<typeof meetingForm>;

export const meetingChangeForm = meetingForm.omit({ bodyId: true }).extend({ version });

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
