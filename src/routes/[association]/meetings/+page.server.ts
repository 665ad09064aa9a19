import { listBodies } from '#lib/bodies/server/queries.ts';
import { mayPrepare } from '#lib/meetings/policy.ts';
import { noticesOf } from '#lib/meetings/server/convocation/clocks.ts';
import { listMeetings, meetingYears } from '#lib/meetings/server/queries.ts';
import { assembliesToCall } from '#lib/meetings/server/requests/queries.ts';
import { read, visitOf } from '../../server/access.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const { url, locals } = event;
  const today = locals.house.clock.today();
  const asked = Number(url.searchParams.get('year'));
  const body = url.searchParams.get('body');
  return read(locals, visit, async (tx) => {
    const years = await meetingYears(tx, visit.actor, today);
    const thisYear = Number(today.slice(0, 4));
    const year = years.includes(asked) ? asked : years.includes(thisYear) ? thisYear : (years[0] ?? thisYear);
    const meetings = await listMeetings(tx, visit.actor, today, { year, body });
    return {
      today,
      year,
      years,
      body,
      bodies: await listBodies(tx),
      meetings,
      notices: await noticesOf(tx, meetings, today),
      toCall: await assembliesToCall(tx, visit.actor, today),
      mayPrepare: mayPrepare(visit.actor).done,
    };
  });
};
