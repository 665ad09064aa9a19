import { z } from 'zod';
import { CATEGORIES } from '#lib/associations/categories.ts';
import { calendarDay, identifier } from '#lib/kernel/fields.ts';
import { SECTORS } from '#lib/kernel/sectors.ts';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';

const dayOrNone = z.union([z.literal(''), calendarDay], 'Indiquez une date, ou laissez vide.').default('');

const seat = z.object({
  category: z.enum(['', ...CATEGORIES], 'Choisissez dans la liste.').default(''),
  /** The one organisation for which it is reserved; empty for any. */
  organisationId: z.union([z.literal(''), identifier], 'Choisissez dans la liste.').default(''),
  voting: z.enum(['voting', 'invited'], 'Dites si le siège a voix délibérative.').default('voting'),
  from: dayOrNone,
  to: dayOrNone,
});

/** Seats to add to a body, all alike. */
export const seatsForm = seat.extend({
  /** Of the first of these seats, made with the page: what is sent twice is added once. */
  seatId: identifier,
  count: z.coerce
    .number('Indiquez un nombre de 1 à 60.')
    .int('Indiquez un nombre de 1 à 60.')
    .min(1, 'Indiquez un nombre de 1 à 60.')
    .max(60, 'Ajoutez au plus 60 sièges à la fois.'),
  sector: z.enum(SECTORS, 'Choisissez le secteur.'),
});
export type SeatsForm = z.infer<typeof seatsForm>;

export const seatChangeForm = seat.extend({
  /** The seat as the page showed it: `seatState`. */
  was: z.string().max(200).refine(isStorable, NOT_STORABLE),
});
export type SeatChangeForm = z.infer<typeof seatChangeForm>;

export const seatCloseForm = z.object({ lastDay: calendarDay });
export type SeatCloseForm = z.infer<typeof seatCloseForm>;

/** A mandate to place on a seat; without seat, to take off the one it has. */
export const placementForm = z.object({
  mandateId: identifier,
  seatId: z.union([z.literal(''), identifier], 'Choisissez un siège dans la liste.'),
});
export type PlacementForm = z.infer<typeof placementForm>;
