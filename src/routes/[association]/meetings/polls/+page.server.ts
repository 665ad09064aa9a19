import { mayPrepare } from '#lib/meetings/policy.ts';
import { listPolls } from '#lib/meetings/server/polls/queries.ts';
import { read, visitOf } from '../../../server/access.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const today = event.locals.house.clock.today();
  return {
    polls: await read(event.locals, visit, (tx) => listPolls(tx, visit.actor, today)),
    mayPrepare: mayPrepare(visit.actor).done,
  };
};
