import type { Cell } from '#lib/documents/tables/csv.ts';
import { calendarDay } from '#lib/kernel/fields.ts';
import { foldTitle } from './words.ts';

/** One column of a table that people exchange: it is written and read by the same words. */
export interface Column {
  readonly field: string;
  /** As the export titles it. */
  readonly title: string;
  /** Other titles that files give it. */
  readonly also: readonly string[];
  /** Without it no row of a file makes sense. */
  readonly needed: boolean;
  /** What a cell says, as the database keeps it; null when it says nothing that can be kept. `text` is never empty. */
  readonly read: (text: string) => string | null;
  readonly write: (value: string) => Cell;
  /** What to say of a cell that was not understood. */
  readonly expected: string;
}

type Named = Pick<Column, 'field' | 'title' | 'also'> & { readonly needed?: boolean };

export const text = ({ needed = false, ...named }: Named): Column => ({
  ...named,
  needed,
  read: (cell) => cell,
  write: (value) => value,
  expected: '',
});

/** "21/11/2022", "21.11.2022", "21-11-2022" or "2022-11-21", with or without an hour after it. */
function dayOf(cell: string): string | null {
  const [, date, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T][\d:.]+)?$/.exec(cell) ?? [];
  const iso = year
    ? `${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}`
    : cell.replace(/[ T][\d:.]+Z?$/, '');
  return calendarDay.safeParse(iso).success ? iso : null;
}

export const day = (named: Named): Column => ({
  ...text(named),
  read: dayOf,
  write: (value) => (value === '' ? '' : { day: value }),
  expected: 'Écrivez une date, par exemple 21/11/2022.',
});

/** One word out of a list: for each value, the word that is written, then the others that are read. */
export const choice = (
  named: Named,
  words: Readonly<Record<string, readonly [string, ...string[]]>>,
): Column => ({
  ...text(named),
  read: (cell) =>
    Object.entries(words).find(([value, known]) =>
      [value, ...known].some((word) => foldTitle(word) === foldTitle(cell)),
    )?.[0] ?? null,
  write: (value) => words[value]?.[0] ?? '',
  expected: `Choisissez parmi\u00a0: ${Object.values(words)
    .map(([word]) => word)
    .join(', ')}.`,
});

export const yesOrNo = (named: Named) =>
  choice(named, {
    true: ['oui', 'o', 'yes', 'y', 'vrai', 'x', '1', 'ja'],
    false: ['non', 'n', 'no', 'faux', '0', 'nee'],
  });
