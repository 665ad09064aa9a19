import { writeCsv } from '#lib/documents/tables/csv.ts';
import { writeXlsx } from '#lib/documents/tables/xlsx.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import { exportTable } from '../../import/export.ts';
import { IMPORT_CONTENTS } from '../../offices.ts';
import { mayExportLists } from '../../policy.ts';
import { loadKnown } from './known.ts';

export const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What the file of each list is called, before its extension. */
const FILE_NAMES = { organisations: 'organisations', people: 'personnes', mandates: 'mandats' } as const;

const TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** A list to be downloaded. */
export interface ExportedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * A list of the association, by the name of its file in the address ("people.csv"), journalled: people are there with
 * their contacts. Whoever was erased is not among the people. "Not found" for another name and for whoever has no role.
 */
export async function exportList(house: House, actor: Actor, file: string): Promise<Outcome<ExportedFile>> {
  const allowed = mayExportLists(actor);
  if (!allowed.done) return allowed;
  const content = IMPORT_CONTENTS.find((each) => file.startsWith(`${each}.`));
  const format = EXPORT_FORMATS.find((each) => file === `${content}.${each}`);
  if (!content || !format) return notFound();
  const loaded = await command(house, actor, async ({ tx, today, journal }) => {
    const known = await loadKnown(tx, { erased: content === 'mandates' });
    journal({ act: 'list.exported', subject: { kind: 'list', id: content }, after: { format } });
    return done({ rows: exportTable(content, known), today });
  });
  if (!loaded.done) return loaded;
  const { rows, today } = loaded.value;
  const name = `${FILE_NAMES[content]}-${today}.${format}`;
  const bytes = format === 'csv' ? writeCsv(rows) : await writeXlsx(rows, FILE_NAMES[content]);
  return done({ name, type: TYPES[format], bytes });
}
