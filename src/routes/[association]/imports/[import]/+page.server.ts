import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { applyForm, columnsForm } from '#lib/bodies/forms/imports.ts';
import { COLUMNS } from '#lib/bodies/import/columns.ts';
import { guessColumns } from '#lib/bodies/import/guess.ts';
import { applyImport, previewImport } from '#lib/bodies/server/imports/apply.ts';
import { chooseColumns } from '#lib/bodies/server/imports/prepare.ts';
import { importSheet } from '#lib/bodies/server/imports/queries.ts';
import { undoImport } from '#lib/bodies/server/imports/undo.ts';
import { addresses } from '../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

async function sheetOf(event: RequestEvent<{ import: string }>) {
  const visit = await visitOf(event);
  const sheet = await read(event.locals, visit, (tx) => importSheet(tx, visit.actor, event.params.import));
  if (!sheet.done) error(statusOf(sheet.refusal), sheet.refusal.sentence);
  return { visit, sheet: sheet.value };
}

export const load: PageServerLoad = async (event) => {
  const { visit, sheet } = await sheetOf(event);
  const { row, ...shown } = sheet;
  if (shown.applied) return { sheet: shown, step: 'done' as const };
  const chosen =
    row.columns ??
    guessColumns(
      row.content,
      shown.columns.map(({ title }) => title),
    );
  if (row.columns === null || event.url.searchParams.has('columns')) {
    const columns = chosen.map((field) => field ?? '');
    return {
      sheet: shown,
      step: 'columns' as const,
      form: await superValidate({ columns }, zod4(columnsForm), { errors: false }),
      fields: COLUMNS[row.content].map(({ field, title, needed }) => ({ field, title, needed })),
    };
  }
  const { rows, counts, gaps, fingerprint } = await previewImport(event.locals.house, visit.actor, row);
  return {
    sheet: shown,
    step: 'preview' as const,
    counts,
    gaps,
    fingerprint,
    // What the page tells of a row, without what it would write.
    rows: rows.map((each) => ({
      line: each.line,
      label: each.label,
      outcome: each.outcome,
      changes: 'changes' in each ? each.changes : [],
      reason: 'reason' in each ? each.reason : '',
    })),
  };
};

export const actions: Actions = {
  columns: async (event) => {
    const { visit, sheet } = await sheetOf(event);
    const form = await superValidate(event.request, zod4(columnsForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await chooseColumns(event.locals.house, visit.actor, sheet.id, form.data);
    if (!outcome.done)
      return setError(form, '', outcome.refusal.sentence, { status: statusOf(outcome.refusal) as 400 });
    redirect(303, addresses.import(visit.association.slug, sheet.id));
  },
  apply: async (event) => {
    const { visit, sheet } = await sheetOf(event);
    const form = await superValidate(event.request, zod4(applyForm));
    if (!form.valid) return fail(400, { refused: form.errors.fingerprint?.[0] ?? '', field: '' });
    const outcome = await applyImport(event.locals.house, visit.actor, sheet.id, form.data);
    if (!outcome.done) {
      const { sentence: refused, field = '' } = outcome.refusal;
      return fail(statusOf(outcome.refusal), { refused, field });
    }
    redirect(303, addresses.import(visit.association.slug, sheet.id));
  },
  undo: async (event) => {
    const { visit, sheet } = await sheetOf(event);
    const outcome = await undoImport(event.locals.house, visit.actor, sheet.id);
    if (!outcome.done)
      return fail(statusOf(outcome.refusal), { refused: outcome.refusal.sentence, field: '' });
    redirect(303, addresses.import(visit.association.slug, sheet.id));
  },
};
