import { mayRunWritten } from '#lib/decisions/policy.ts';
import { listWritten } from '#lib/decisions/server/written/queries.ts';
import { read, visitOf } from '../../../server/access.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const today = event.locals.house.clock.today();
  return {
    procedures: await read(event.locals, visit, (tx) => listWritten(tx, visit.actor, today)),
    mayRun: mayRunWritten(visit.actor).done,
  };
};
