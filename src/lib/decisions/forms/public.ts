import { z } from 'zod';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';

export const publicationForm = z.object({
  title: z
    .string()
    .trim()
    .min(1, 'Donnez un objet à cette décision.')
    .max(200, 'Un objet compte au plus 200 caractères.')
    .refine(isStorable, NOT_STORABLE),
  text: z
    .string()
    .trim()
    .min(1, 'Écrivez le texte à publier.')
    .max(4000, 'Un texte publié compte au plus 4\u00a0000 caractères.')
    .refine(isStorable, NOT_STORABLE),
  /** A box: its value is "yes", and it is not sent when it is not ticked. */
  closedDoor: z.enum(['', 'yes']).default(''),
});
export type PublicationForm = z.infer<typeof publicationForm>;
