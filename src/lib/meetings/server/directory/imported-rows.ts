import { asc, eq } from 'drizzle-orm';
import { rowNames, type KnownPerson } from '#lib/associations/rules/likeness.ts';
import { imports } from '#lib/bodies/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';

/** An imported file, with the rows that speak of a person by their number (0 is the header) and their cells. */
export interface ImportedRows {
  readonly id: string;
  readonly fileName: string;
  readonly uploadedAt: string;
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[];
}

/** The rows of the imported files that speak of a person, the first file first. */
export async function importedRowsOf(tx: Tx, person: KnownPerson): Promise<ImportedRows[]> {
  const files = await tx
    .select({
      id: imports.id,
      fileName: imports.fileName,
      uploadedAt: imports.uploadedAt,
      cells: imports.cells,
    })
    .from(imports)
    .orderBy(asc(imports.uploadedAt), asc(imports.id));
  return files.flatMap(({ cells, ...file }) => {
    const rows = cells.flatMap((row, number) =>
      number > 0 && rowNames(row, person) ? [{ number, cells: row }] : [],
    );
    return rows.length > 0 ? [{ ...file, rows }] : [];
  });
}

/** Empties these rows; the others keep their numbers. */
export async function emptyRows(tx: Tx, files: readonly ImportedRows[]): Promise<void> {
  for (const { id, rows } of files) {
    const [file] = await tx
      .select({ cells: imports.cells })
      .from(imports)
      .where(eq(imports.id, id))
      .for('update');
    const emptied = new Set(rows.map(({ number }) => number));
    const cells = file!.cells.map((row, number) => (emptied.has(number) ? row.map(() => '') : row));
    await tx.update(imports).set({ cells }).where(eq(imports.id, id));
  }
}
