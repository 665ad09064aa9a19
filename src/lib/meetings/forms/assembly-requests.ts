import { z } from 'zod';
import { identifier } from '#lib/kernel/fields.ts';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';
import { meetingForm } from '../forms.ts';

export const assemblyRequestForm = z.object({
  title: z
    .string()
    .trim()
    .min(1, 'Dites pourquoi cette assemblée est demandée, en une phrase.')
    .max(300, 'L’objet compte au plus 300\u00a0caractères.')
    .refine(isStorable, NOT_STORABLE),
  /** One item a line. */
  text: z
    .string()
    .trim()
    .min(1, 'Proposez au moins un point\u00a0: un par ligne.')
    .max(4000, 'Les points comptent au plus 4000\u00a0caractères.')
    .refine(isStorable, NOT_STORABLE)
    .refine((text) => itemsProposed(text).length > 0, 'Proposez au moins un point\u00a0: un par ligne.')
    .refine(
      (text) => itemsProposed(text).every((item) => item.length <= 300),
      'Un point compte au plus 300\u00a0caractères. Répartissez le texte sur plusieurs lignes.',
    ),
  /** Whose request came on paper; empty: whoever sends the form. */
  mandateId: z.union([z.literal(''), identifier]).default(''),
});
export type AssemblyRequestForm = z.infer<typeof assemblyRequestForm>;

export const paperSignatureForm = z.object({ mandateId: identifier });

export const assemblyCallForm = meetingForm.pick({ heldOn: true, startsAt: true, place: true });
export type AssemblyCallForm = z.infer<typeof assemblyCallForm>;

/** The items that a request proposes: its lines, without the marks that people put before them. */
export function itemsProposed(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/^\s*(?:[-–•*]|\d+[.)])\s*/, '').trim())
    .filter((line) => line !== '');
}
