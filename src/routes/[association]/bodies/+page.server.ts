import { mayManageBodies, mayReadFormalities } from '#lib/bodies/policy.ts';
import { publicBodies } from '#lib/bodies/server/composition.ts';
import { listBodies } from '#lib/bodies/server/queries.ts';
import { read, visitOf } from '../../server/access.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return {
    ...(await read(event.locals, visit, async (tx) => ({
      bodies: await listBodies(tx),
      isPublic: (await publicBodies(tx, event.locals.house.clock.today())).length > 0,
    }))),
    mayManage: mayManageBodies(visit.actor).done,
    mayReadFormalities: mayReadFormalities(visit.actor).done,
  };
};
