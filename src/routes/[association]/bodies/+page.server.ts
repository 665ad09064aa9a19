import { mayManageBodies, mayReadFormalities } from '#lib/bodies/policy.ts';
import { livesOn } from '#lib/bodies/rules/seats.ts';
import { publicBodies } from '#lib/bodies/server/composition.ts';
import { listBodies } from '#lib/bodies/server/queries.ts';
import { read, visitOf } from '../../server/access.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const today = event.locals.house.clock.today();
  return read(event.locals, visit, async (tx) => {
    const all = await listBodies(tx);
    return {
      today,
      bodies: all.filter((body) => livesOn(body, today)),
      toCome: all.filter(({ from }) => from !== null && from > today),
      archived: all.filter(({ to }) => to !== null && to < today),
      isPublic: (await publicBodies(tx, today)).length > 0,
      mayManage: mayManageBodies(visit.actor).done,
      mayReadFormalities: mayReadFormalities(visit.actor).done,
    };
  });
};
