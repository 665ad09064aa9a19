import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import { Temporal } from 'temporal-polyfill';
import { readTable, tableOf } from '#lib/documents/tables/read.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { isStorable } from '#lib/kernel/typed.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { checkColumns } from '../../import/guess.ts';
import type { ColumnsForm } from '../../forms/imports.ts';
import type { ImportContent } from '../../offices.ts';
import { mayImport } from '../../policy.ts';
import { imports } from '../tables.ts';

/** A file that was uploaded, as the table keeps it. */
export type ImportRow = typeof imports.$inferSelect;

/** How long a file waits for its import, and how long an import can be undone: then their personal data goes. */
const WAITS = { hours: 24 };
const UNDONE_WITHIN = { hours: 24 * 30 };

const ago = (now: string, duration: { readonly hours: number }) =>
  Temporal.Instant.from(now).subtract(duration).toString();

/** Drops the files that waited for more than a day, and what it takes to undo imports older than thirty. */
async function forget(tx: Tx, now: string): Promise<void> {
  await tx.delete(imports).where(and(isNull(imports.appliedAt), lt(imports.uploadedAt, ago(now, WAITS))));
  await tx
    .update(imports)
    .set({ effects: sql`${imports.effects} || '{"rows": []}'` })
    .where(lt(imports.appliedAt, ago(now, UNDONE_WITHIN)));
}

/** The name of a file as a list shows it: nothing that a database or a page could not keep. */
function shownName(name: string): string {
  const last = name.split(/[\\/]/).at(-1)!.slice(-120);
  return isStorable(last) && last.trim() !== '' ? last : 'fichier';
}

/**
 * Keeps a file as a draft of an import, without writing anything else; answers its identifier. Refuses what `readTable`
 * refuses. Drafts older than a day go at the same time, and the means to undo imports older than thirty.
 */
export async function uploadImport(
  house: House,
  actor: Actor,
  upload: { readonly content: ImportContent; readonly name: string; readonly bytes: Uint8Array },
): Promise<Outcome<{ importId: string }>> {
  const allowed = mayImport(actor);
  if (!allowed.done) return allowed;
  const { content, name, bytes } = upload;
  const read = await readTable(bytes);
  if (!read.done) return read;
  return command(house, actor, async ({ tx, now, journal }) => {
    await forget(tx, now);
    const fileName = shownName(name);
    const [created] = await tx
      .insert(imports)
      .values({
        associationId: actor.associationId,
        content,
        fileName,
        uploadedAt: now,
        cells: read.value,
      })
      .returning({ id: imports.id });
    const importId = created!.id;
    const rows = tableOf(read.value).rows.length;
    journal({
      act: 'import.prepared',
      subject: { kind: 'import', id: importId },
      after: { content, fileName, rows },
    });
    return done({ importId });
  });
}

/** An uploaded file, held until the transaction ends. */
export async function lockImport(tx: Tx, importId: string): Promise<ImportRow | null> {
  if (!isIdentifier(importId)) return null;
  const [row] = await tx.select().from(imports).where(eq(imports.id, importId)).for('update');
  return row ?? null;
}

/**
 * Says which field each column of a draft fills. Refuses what `checkColumns` refuses, and a file that was imported since.
 * The same choice sent twice changes nothing.
 */
export function chooseColumns(
  house: House,
  actor: Actor,
  importId: string,
  form: ColumnsForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const allowed = mayImport(actor);
    if (!allowed.done) return allowed;
    const draft = await lockImport(tx, importId);
    if (!draft) return notFound();
    if (draft.appliedAt !== null)
      return refuse('already-imported', 'Ce fichier est déjà importé\u00a0: ses colonnes ne changent plus.');
    const chosen = form.columns.map((field) => field || null);
    const sound = checkColumns(draft.content, tableOf(draft.cells).header, chosen);
    if (!sound.done) return sound;
    if (JSON.stringify(draft.columns) === JSON.stringify(chosen)) {
      nothingToDo();
      return done();
    }
    await tx.update(imports).set({ columns: chosen }).where(eq(imports.id, importId));
    journal({
      act: 'import.columns-chosen',
      subject: { kind: 'import', id: importId },
      before: draft.columns,
      after: chosen,
    });
    return done();
  });
}
