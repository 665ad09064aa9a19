import { error } from '@sveltejs/kit';
import { associationIdentity } from '#lib/associations/server/queries.ts';
import { registerData, registerDocument, registerTable } from '#lib/decisions/register-documents.ts';
import { readRegisterFilter, type RegisterFilter } from '#lib/decisions/register-filter.ts';
import { readRegister, type RegisterRow } from '#lib/decisions/server/register/queries.ts';
import { renderPdf } from '#lib/documents/pdf.ts';
import { writeCsv } from '#lib/documents/tables/csv.ts';
import { writeXlsx } from '#lib/documents/tables/xlsx.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { read, visitOf } from '../../../../server/access.ts';
import type { RequestHandler } from './$types';

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
  pdf: 'application/pdf',
};

/** "2022, Organe d’administration": what of the register this is, for the title of the document. */
function scopeOf({ year, body, text }: RegisterFilter, rows: readonly RegisterRow[]): string {
  const name = rows.find((row) => row.body.code === body)?.body.name;
  return [year && String(year), name, text && `«\u00a0${text}\u00a0»`].filter(Boolean).join(', ');
}

/** The register that this person may read, filtered as the address says, as a file. */
export const GET: RequestHandler = async (event) => {
  const visit = await visitOf(event);
  const { locals, params, url } = event;
  const format = /^registre\.(csv|xlsx|json|pdf)$/.exec(params.file)?.[1];
  if (!format) error(404, notFound().refusal.sentence);
  const today = locals.house.clock.today();
  const filter = readRegisterFilter(url.searchParams);
  const { rows, association } = await read(locals, visit, async (tx) => ({
    rows: (await readRegister(tx, visit.actor, today, filter, null)).rows,
    association: await associationIdentity(tx, visit.association.id),
  }));
  const write = async () => {
    if (format === 'csv') return writeCsv(registerTable(rows));
    if (format === 'xlsx') return writeXlsx(registerTable(rows), 'Décisions');
    if (format === 'json') return new TextEncoder().encode(JSON.stringify(registerData(rows), null, 2));
    return renderPdf(registerDocument({ association, on: today, scope: scopeOf(filter, rows), rows }));
  };
  return new Response(await write(), {
    headers: {
      'content-type': TYPES[format]!,
      'content-disposition': `${format === 'pdf' ? 'inline' : 'attachment'}; filename="registre-${today}.${format}"`,
    },
  });
};
