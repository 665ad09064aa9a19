import { z } from 'zod';

/** An identifier chosen in a list. */
export const identifier = z.uuid('Choisissez dans la liste.');

/** A calendar day as browsers send it, within the years that an association can live. */
export const calendarDay = z.iso
  .date('Indiquez une date, par exemple 21/11/2022.')
  .refine((value) => value >= '1921-01-01' && value <= '2200-12-31', 'Cette date est hors du calendrier.');
