import { error } from '@sveltejs/kit';
import { mayChangeSettings, mayManageAccess } from '#lib/associations/policy.ts';
import { viewSettings } from '#lib/bodies/server/settings.ts';
import { read, visitOf } from '../../server/access.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const query = event.url.searchParams;
  const view = await read(event.locals, visit, (tx) => viewSettings(tx, query.get('body') || null));
  if (!view.done) error(404, view.refusal.sentence);
  const { body, bodies, lines } = view.value;
  return {
    body,
    bodies,
    lines,
    changed: lines.find(({ key }) => key === query.get('changed')) ?? null,
    mayChange: mayChangeSettings(visit.actor).done,
    mayManageAccess: mayManageAccess(visit.actor).done,
  };
};
