import { error } from '@sveltejs/kit';
import { voteSheet } from '#lib/decisions/server/votes/queries.ts';
import { read, statusOf, visitOf } from '../../../../../server/access.ts';
import { meetingIn } from '../../../../../server/meeting.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const code = event.url.searchParams.get('code');
  return read(event.locals, visit, async (tx) => {
    const { id, body, heldOn, startsAt } = await meetingIn(tx, event, visit);
    const today = event.locals.house.clock.today();
    const sheet = await voteSheet(tx, visit.actor, today, id, event.params.vote, code);
    if (!sheet.done) error(statusOf(sheet.refusal), sheet.refusal.sentence);
    return { meeting: { id, body, heldOn, startsAt }, vote: sheet.value, code: code ?? '' };
  });
};
