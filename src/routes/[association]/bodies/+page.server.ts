import { mayManageBodies } from '#lib/bodies/policy.ts';
import { listBodies } from '#lib/bodies/server/queries.ts';
import { read, visitOf } from '../../server/access.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return {
    bodies: await read(event.locals, visit, listBodies),
    mayManage: mayManageBodies(visit.actor).done,
  };
};
