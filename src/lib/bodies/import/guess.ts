import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { ImportContent } from '../offices.ts';
import { COLUMNS } from './columns.ts';
import { foldTitle } from './words.ts';

/**
 * Which field each column of a file fills, guessed from its title (accents, capitals and punctuation ignored); null where
 * no title is known. A field is guessed once, the export's own title before the others.
 */
export function guessColumns(content: ImportContent, header: readonly string[]): (string | null)[] {
  const guessed: (string | null)[] = header.map(() => null);
  const titles = header.map(foldTitle);
  const guess = (field: string, words: readonly string[]) => {
    if (guessed.includes(field)) return;
    const known = words.map(foldTitle);
    const at = titles.findIndex((title, index) => guessed[index] === null && known.includes(title));
    if (at >= 0) guessed[at] = field;
  };
  for (const { field, title } of COLUMNS[content]) guess(field, [title]);
  for (const { field, also } of COLUMNS[content]) guess(field, [field, ...also]);
  return guessed;
}

/** What a column is called in a sentence: its title, or its place when it has none. */
export function columnName(header: readonly string[], index: number): string {
  return header[index] || `Colonne ${index + 1}`;
}

/**
 * Whether the fields chosen for the columns of a file (null: left aside) can be read. Refuses another number of columns,
 * an unknown field, a field chosen twice, and one that is needed and missing.
 */
export function checkColumns(
  content: ImportContent,
  header: readonly string[],
  chosen: readonly (string | null)[],
): Outcome<undefined> {
  const known = COLUMNS[content];
  const unknown = chosen.some((each) => each !== null && !known.some(({ field }) => field === each));
  if (chosen.length !== header.length || unknown)
    return refuse('unknown-columns', 'Ces choix ne sont pas ceux de ce fichier. Rechargez la page.');
  for (const { field, title } of known) {
    const filled = chosen.flatMap((each, index) => (each === field ? [columnName(header, index)] : []));
    if (filled.length > 1)
      return refuse(
        'column-twice',
        `Deux colonnes, «\u00a0${filled[0]}\u00a0» et «\u00a0${filled[1]}\u00a0», ne peuvent pas donner toutes deux «\u00a0${title}\u00a0». Laissez-en une de côté.`,
      );
  }
  const missing = known.find((column) => column.needed && !chosen.includes(column.field));
  if (missing)
    return refuse(
      'column-missing',
      `Dites quelle colonne donne «\u00a0${missing.title}\u00a0»\u00a0: sans elle, rien ne peut être importé.`,
    );
  return done();
}
