import { z } from 'zod';
import { identifier as id } from '#lib/kernel/fields.ts';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';
import { TREATMENTS } from '../vocabulary.ts';

const line = (empty: string, most: number) =>
  z
    .string()
    .trim()
    .min(1, empty)
    .max(most, `Ce texte compte au plus ${most} caractères\u00a0: raccourcissez-le.`)
    .refine(isStorable, NOT_STORABLE);

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Indiquez une heure, par exemple 15:20.');

/** Who presides, keeps the minutes and counts the votes; '' for nobody. */
export const openingForm = z.object({
  presidedByMandateId: z.union([z.literal(''), id]),
  secretaryPersonId: z.union([z.literal(''), id]),
  tellerMandateIds: z.array(id).max(20),
});
export type OpeningForm = z.infer<typeof openingForm>;

/** What became of each item; one that is not there keeps what is proposed. `at`: the hour of the end, '' for now. */
export const closingForm = z.object({
  treatments: z.record(id, z.enum(TREATMENTS)),
  at: z.union([z.literal(''), timeOfDay]),
});
export type ClosingForm = z.infer<typeof closingForm>;

export const reopeningForm = z.object({
  reason: line('Dites pourquoi la séance est rouverte\u00a0: le journal le garde.', 300),
});

export const movementForm = z.object({
  mandateId: id,
  kind: z.enum(['arrival', 'departure']),
  /** The arrival is from afar. */
  remote: z.boolean(),
});
export type MovementForm = z.infer<typeof movementForm>;

/** Another hour or another item for someone's coming or going; '' for before the first item. */
export const movementCorrectionForm = z.object({
  eventId: id,
  at: timeOfDay,
  itemId: z.union([z.literal(''), id]),
});

export const eventForm = z.object({ eventId: id });

export const incidentForm = z.object({
  text: line('Dites ce qui s’est passé, par exemple «\u00a0liaison coupée de 15 h 10 à 15 h 20\u00a0».', 500),
});

export const conflictForm = z.object({
  itemId: id,
  mandateId: id,
  nature: line('Dites en une ligne la nature de l’intérêt\u00a0: le procès-verbal doit la mentionner.', 300),
});
export type ConflictForm = z.infer<typeof conflictForm>;

export const conflictWithdrawalForm = z.object({ itemId: id, mandateId: id });

export const checkInForm = z.object({ code: z.string().max(100), mandateId: id });

/** Whose word is confirmed: each of those who said that they are there. */
export const confirmationForm = z.object({ mandateIds: z.array(id).min(1).max(500) });
