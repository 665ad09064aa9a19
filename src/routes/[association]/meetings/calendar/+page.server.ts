import { listBodies } from '#lib/bodies/server/queries.ts';
import { mayPrepare } from '#lib/meetings/policy.ts';
import { besides, periodOf, readMonth, readView, weeksOf } from '#lib/meetings/rules/calendar.ts';
import { busyDays, daysOf } from '#lib/meetings/planning/days.ts';
import { calendarOf } from '#lib/meetings/server/planning/calendar.ts';
import { listSeries } from '#lib/meetings/server/planning/series.ts';
import { read, visitOf } from '../../../server/access.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const { url, locals } = event;
  const today = locals.house.clock.today();
  const view = readView(url.searchParams.get('view'));
  const month = readMonth(url.searchParams.get('on'), today);
  const period = periodOf(view, month);
  const preparing = mayPrepare(visit.actor).done;
  return read(locals, visit, async (tx) => {
    const bodies = await listBodies(tx);
    const body = bodies.find(({ code }) => code === url.searchParams.get('body'))?.code ?? null;
    const calendar = await calendarOf(tx, visit.actor, today, { period, body });
    return {
      today,
      view,
      month,
      body,
      bodies,
      besides: besides(view, month),
      calendar,
      days: daysOf(view === 'month' ? weeksOf(month).flat() : busyDays(calendar), calendar),
      staff: visit.actor.role !== null,
      mayPrepare: preparing,
      series: preparing ? await listSeries(tx, period) : [],
    };
  });
};
