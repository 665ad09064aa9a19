import { error } from '@sveltejs/kit';
import { exportList } from '#lib/bodies/server/imports/export.ts';
import { statusOf, visitOf } from '../../../server/access.ts';
import type { RequestHandler } from './$types';

/** A list of the association as a spreadsheet, for the staff. Like every page, it is never kept by a cache. */
export const GET: RequestHandler = async (event) => {
  const { actor } = await visitOf(event);
  const outcome = await exportList(event.locals.house, actor, event.params.file);
  if (!outcome.done) error(statusOf(outcome.refusal), outcome.refusal.sentence);
  const { name, type, bytes } = outcome.value;
  return new Response(bytes, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
  });
};
