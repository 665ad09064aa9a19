import { decisionsOf } from '#lib/decisions/server/queries.ts';
import { read, visitOf } from '../../../../server/access.ts';
import { meetingIn } from '../../../../server/meeting.ts';
import type { PageServerLoad } from './$types';

/** What can be had of a meeting on paper, for whoever may read it. */
export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const decisions = await decisionsOf(tx, meeting.id);
    return {
      meeting,
      chosen: event.url.searchParams.getAll('decision'),
      decisions: meeting.agenda.flatMap(({ id, number, title }) =>
        decisions.flatMap(({ itemId, reference, proposal, verdict }) =>
          itemId === id
            ? [{ reference, proposal, adopted: verdict.outcome === 'adopted', item: `${number}. ${title}` }]
            : [],
        ),
      ),
    };
  });
};
