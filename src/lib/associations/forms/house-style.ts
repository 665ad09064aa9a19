import { z } from 'zod';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';
import type { HouseStyle, Signatory } from '../rules/house-style.ts';

const sentence = z
  .string()
  .trim()
  .max(400, '400 caractères au plus.')
  .refine(isStorable, NOT_STORABLE)
  .transform((text) => text.replace(/\s*\r?\n\s*/g, ' '))
  .default('');
const title = z
  .string()
  .trim()
  .max(80, '80 caractères au plus.')
  .refine(isStorable, NOT_STORABLE)
  .default('');

const lines = (most: number, what: string) =>
  z
    .string()
    .max(800, '800 caractères au plus.')
    .refine(isStorable, NOT_STORABLE)
    .transform((text) =>
      text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    )
    .refine((found) => found.length <= most, `${what} au plus ${most}.`)
    .default([]);

/** What coordination types of the house style; the logo comes as a file beside it. Empty: the words of the tool. */
export const houseStyleForm = z.object({
  lines: lines(4, 'Les lignes de l’en-tête sont'),
  footer: title,
  opening: sentence,
  closing: sentence,
  certified: title.transform((words) => words || 'Pour extrait conforme'),
  chairTitle: title,
  secretaryTitle: title,
  /** One on each line: "Isaline Jadot, coordinatrice générale", or a title alone, to be signed by hand. */
  signatories: lines(4, 'Les signataires sont').transform((found) => found.map(signatoryTyped)),
  /** "yes": without the logo of before. */
  removeLogo: z.literal('yes').optional(),
});
export type HouseStyleForm = z.infer<typeof houseStyleForm>;

function signatoryTyped(line: string): Signatory {
  const [, name, office] = /^(.*?),\s*(.+)$/.exec(line) ?? [];
  return name === undefined || office === undefined ? { name: '', office: line } : { name, office };
}

/** The same words as they were typed, to be corrected. */
export function typedOf(style: HouseStyle) {
  const { lines: head, footer, opening, closing, certified, chairTitle, secretaryTitle, signatories } = style;
  return {
    lines: head.join('\n'),
    footer,
    opening,
    closing,
    certified,
    chairTitle,
    secretaryTitle,
    signatories: signatories
      .map(({ name, office }) => (name === '' ? office : `${name}, ${office}`))
      .join('\n'),
  };
}
