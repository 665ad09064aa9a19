import { error } from '@sveltejs/kit';
import { mayChangeSettings, mayManageAccess } from '#lib/associations/policy.ts';
import { viewSettings } from '#lib/bodies/server/statutes.ts';
import { calendarDay } from '#lib/kernel/fields.ts';
import { read, visitOf } from '../../server/access.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const query = event.url.searchParams;
  const today = event.locals.house.clock.today();
  const asked = calendarDay.safeParse(query.get('on'));
  const on = asked.success ? asked.data : today;
  const view = await read(event.locals, visit, (tx) => viewSettings(tx, query.get('body') || null, on));
  if (!view.done) error(404, view.refusal.sentence);
  const { body, bodies, lines } = view.value;
  return {
    body,
    bodies,
    lines,
    on,
    today,
    changed: lines.find(({ key }) => key === query.get('changed')) ?? null,
    mayChange: mayChangeSettings(visit.actor).done,
    mayManageAccess: mayManageAccess(visit.actor).done,
  };
};
