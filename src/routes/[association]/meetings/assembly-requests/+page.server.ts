import { listAssemblyRequests, requestChoices } from '#lib/meetings/server/requests/queries.ts';
import { read, visitOf } from '../../../server/access.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const today = event.locals.house.clock.today();
  return read(event.locals, visit, async (tx) => {
    const { own, members } = await requestChoices(tx, visit.actor, today);
    return {
      requests: await listAssemblyRequests(tx, visit.actor, today),
      mayBegin: own || members.length > 0,
    };
  });
};
