import { dayInWords } from '#lib/kernel/days.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { periodInWords } from '../words.ts';

/** A political term: ISO days, both included; `to` null while its end is not known. */
export interface Term {
  readonly id: string;
  readonly name: string;
  readonly from: string;
  readonly to: string | null;
}

/** Whether two periods (ISO days, both ends included, null: no end) have a day in common. */
export function overlap(
  one: { readonly from: string; readonly to: string | null },
  other: { readonly from: string; readonly to: string | null },
): boolean {
  return (one.to === null || other.from <= one.to) && (other.to === null || one.from <= other.to);
}

/**
 * Whether a term may stand beside the others of the association. Refuses one that does not end after the day of its
 * beginning, and one that has a day in common with another.
 */
export function checkTerm(term: Omit<Term, 'id'>, others: readonly Term[]): Outcome<undefined> {
  if (term.to !== null && term.to <= term.from)
    return refuse(
      'end-before-beginning',
      `Une mandature qui commence le ${dayInWords(term.from)} ne peut pas finir le ${dayInWords(term.to)}. Corrigez une des deux dates.`,
      { field: 'to' },
    );
  const met = others.find((other) => overlap(term, other));
  if (!met) return done();
  return refuse(
    'terms-overlap',
    `Ces dates touchent «\u00a0${met.name}\u00a0», ${periodInWords(met)}. Une mandature commence le lendemain de la précédente\u00a0: corrigez les dates de l’une ou de l’autre.`,
    { field: met.from > term.from ? 'to' : 'from' },
  );
}
