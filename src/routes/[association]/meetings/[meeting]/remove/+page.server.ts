import { error, fail, redirect } from '@sveltejs/kit';
import { mayPrepare } from '#lib/meetings/policy.ts';
import { removeMeeting } from '#lib/meetings/server/commands/remove-meeting.ts';
import { addresses } from '../../../../addresses.ts';
import { statusOf, visitOf } from '../../../../server/access.ts';
import { meetingOr404 } from '../../../../server/meeting.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const meeting = await meetingOr404(event, visit);
  const allowed = mayPrepare(visit.actor);
  if (!allowed.done) error(403, allowed.refusal.sentence);
  return { meeting };
};

export const actions: Actions = {
  default: async (event) => {
    const visit = await visitOf(event);
    const outcome = await removeMeeting(event.locals.house, visit.actor, event.params.meeting);
    if (outcome.done) redirect(303, addresses.calendar(visit.association.slug));
    const { refusal } = outcome;
    if (refusal.code === 'not-found') error(404, refusal.sentence);
    return fail(statusOf(refusal), { sentence: refusal.sentence });
  },
};
