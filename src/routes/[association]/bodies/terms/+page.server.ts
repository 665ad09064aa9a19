import { mayKeepTerms, mayManageBodies } from '#lib/bodies/policy.ts';
import { viewTerms } from '#lib/bodies/server/alternation.ts';
import { read, visitOf } from '../../../server/access.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const today = event.locals.house.clock.today();
  return {
    terms: await read(event.locals, visit, (tx) => viewTerms(tx, today)),
    today,
    mayKeep: mayKeepTerms(visit.actor).done,
    mayPrepare: mayManageBodies(visit.actor).done,
  };
};
