import { desc, eq } from 'drizzle-orm';
import { tableOf } from '#lib/documents/tables/read.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { ImportContent } from '../../offices.ts';
import { mayImport } from '../../policy.ts';
import { imports } from '../tables.ts';
import type { Applied } from './apply.ts';
import type { ImportRow } from './prepare.ts';

/** An import as the list tells it. Instants are ISO instants. */
export interface ImportLine {
  readonly id: string;
  readonly content: ImportContent;
  readonly fileName: string;
  readonly uploadedAt: string;
  readonly undoneAt: string | null;
  /** Null for a file that still waits. */
  readonly applied: (Omit<Applied, 'rows'> & { readonly at: string; readonly undoable: boolean }) | null;
}

function lineOf({ id, content, fileName, uploadedAt, undoneAt, appliedAt, effects }: ListedRow): ImportLine {
  const line = { id, content, fileName, uploadedAt, undoneAt };
  if (appliedAt === null) return { ...line, applied: null };
  const { rows, ...counts } = effects as Applied;
  return { ...line, applied: { ...counts, at: appliedAt, undoable: undoneAt === null && rows.length > 0 } };
}

type ListedRow = Omit<ImportRow, 'associationId' | 'cells' | 'columns'>;

/** The files imported or waiting, the last one first. Refused to whoever may not import. */
export async function listImports(tx: Tx, actor: Actor): Promise<Outcome<ImportLine[]>> {
  const allowed = mayImport(actor);
  if (!allowed.done) return allowed;
  const rows = await tx
    .select({
      id: imports.id,
      content: imports.content,
      fileName: imports.fileName,
      uploadedAt: imports.uploadedAt,
      appliedAt: imports.appliedAt,
      effects: imports.effects,
      undoneAt: imports.undoneAt,
    })
    .from(imports)
    .orderBy(desc(imports.uploadedAt), desc(imports.id));
  return done(rows.map(lineOf));
}

/** One import, with its columns and an example of each while it waits. */
export interface ImportSheet extends ImportLine {
  readonly row: ImportRow;
  readonly rows: number;
  readonly columns: readonly {
    readonly title: string;
    readonly chosen: string | null;
    /** The first cells of the column that say something. */
    readonly examples: readonly string[];
  }[];
}

const EXAMPLES = 3;

/** An import by its identifier; "not found" when it is not of this association, refused to whoever may not import. */
export async function importSheet(tx: Tx, actor: Actor, importId: string): Promise<Outcome<ImportSheet>> {
  const allowed = mayImport(actor);
  if (!allowed.done) return allowed;
  if (!isIdentifier(importId)) return notFound();
  const [row] = await tx.select().from(imports).where(eq(imports.id, importId));
  if (!row) return notFound();
  const { header, rows } = tableOf(row.cells);
  const columns = header.map((title, index) => ({
    title,
    chosen: row.columns?.[index] ?? null,
    examples: rows
      .map(({ cells }) => (cells[index] ?? '').trim())
      .filter((cell) => cell !== '')
      .slice(0, EXAMPLES),
  }));
  return done({ ...lineOf(row), row, rows: rows.length, columns });
}
