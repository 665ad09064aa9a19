import { error } from '@sveltejs/kit';
import { listTemplates } from '#lib/meetings/server/agenda/queries.ts';
import { read, visitOf } from '../../../server/access.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return read(event.locals, visit, async (tx) => {
    const templates = await listTemplates(tx, visit.actor);
    if (!templates.done) error(403, templates.refusal.sentence);
    return { templates: templates.value.map(({ items, ...rest }) => ({ ...rest, count: items.length })) };
  });
};
