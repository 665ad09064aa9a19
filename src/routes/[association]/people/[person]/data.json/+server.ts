import { error } from '@sveltejs/kit';
import { exportPerson } from '#lib/reports/server/personal-data/export.ts';
import { statusOf, visitOf } from '../../../../server/access.ts';
import type { RequestHandler } from './$types';

/** All that the association holds on a person, to hand it to them. Like every page, it is never kept by a cache. */
export const GET: RequestHandler = async (event) => {
  const { actor } = await visitOf(event);
  const outcome = await exportPerson(event.locals.house, actor, event.params.person);
  if (!outcome.done) error(statusOf(outcome.refusal), outcome.refusal.sentence);
  return new Response(JSON.stringify(outcome.value, null, 2), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="donnees-${event.params.person}.json"`,
    },
  });
};
