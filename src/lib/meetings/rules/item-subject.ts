import type { ItemSubject } from '../vocabulary.ts';

/** Not "comptes rendus". */
const WORDS: readonly (readonly [ItemSubject, RegExp])[] = [
  ['accounts', /\bcomptes\b(?!\s+rendus)/i],
  ['budget', /\bbudgets?\b/i],
];

/** What the title of an item lets one suppose that it is about: proposed to whoever writes it, never a rule. */
export function subjectProposed(title: string): ItemSubject | null {
  return WORDS.find(([, words]) => words.test(title))?.[0] ?? null;
}
