import type { Table } from '#lib/documents/tables/read.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { ImportContent } from '../offices.ts';
import { columnOf } from './columns.ts';
import { fold, tidy } from './words.ts';

/** What is known of a thing, by field, as the database keeps it; empty: not known. */
export type Values = Readonly<Record<string, string>>;

/** One field that an import gives or changes, as people read it. */
export interface Change {
  readonly title: string;
  /** Empty: nothing. */
  readonly before: string;
  readonly after: string;
}

/** A row of a file that can be written. `id` and `before` are null for what is new. */
export interface Write {
  readonly id: string | null;
  readonly before: Values | null;
  readonly after: Values;
  /** What a mandate stands on: the identifiers that the words of the row led to. */
  readonly refers?: {
    readonly bodyId: string;
    readonly organisationId: string;
    readonly personId: string | null;
  };
}

/** What becomes of a row of a file. `label` names it: an organisation, a person, a mandate. */
export type PlannedRow = { readonly line: number; readonly label: string } & (
  | {
      readonly outcome: 'create' | 'change';
      readonly changes: readonly Change[];
      readonly write: Write;
    }
  | { readonly outcome: 'same' }
  | { readonly outcome: 'refused'; readonly reason: string }
);

/** One row with what its mapped columns give; empty cells give nothing. */
export type Given = Readonly<Record<string, string>>;

/** What a row gives. Refuses the first cell that its column does not understand, and says what it expects. */
export function readRow(
  content: ImportContent,
  chosen: readonly (string | null)[],
  cells: readonly string[],
): Outcome<Given> {
  const given: Record<string, string> = {};
  for (const [index, field] of chosen.entries()) {
    const cell = tidy(cells[index] ?? '');
    if (field === null || cell === '') continue;
    const column = columnOf(content, field);
    const value = column.read(cell);
    if (value === null)
      return refuse('not-understood', `${column.title}, «\u00a0${cell}\u00a0»\u00a0: ${column.expected}`);
    given[field] = value;
  }
  return done(given);
}

/** A value as people read it. */
export function inWords(content: ImportContent, field: string, value: string): string {
  const cell = columnOf(content, field).write(value);
  return typeof cell === 'string' ? cell : cell.day.split('-').toReversed().join('/');
}

/** By which things are found: there, other accents or capitals are the same word, and no reason to change a sheet. */
const NAMES = ['name', 'givenName', 'familyName'];

/** The fields in which a row differs from what is known, with their new values. */
export function differences(content: ImportContent, known: Values, given: Given): Given {
  return Object.fromEntries(
    Object.entries(given).filter(([field, value]) => {
      const before = tidy(known[field] ?? '');
      if (NAMES.includes(field)) return fold(before) !== fold(value);
      return before !== value && columnOf(content, field).read(before) !== value;
    }),
  );
}

/** The changes from one state to the next, in the order of the columns, as people read them. */
export function changesBetween(content: ImportContent, before: Values, after: Values): Change[] {
  return Object.keys(after)
    .filter((field) => (before[field] ?? '') !== after[field])
    .map((field) => ({
      title: columnOf(content, field).title,
      before: inWords(content, field, before[field] ?? ''),
      after: inWords(content, field, after[field]!),
    }));
}

/** Every row of a table, one after the other, each told which line has spoken before of the same thing. */
export function planRows(
  table: Table,
  plan: (row: Table['rows'][number], spoken: Map<string, number>) => PlannedRow,
): PlannedRow[] {
  const spoken = new Map<string, number>();
  return table.rows.map((row) => plan(row, spoken));
}
