import { mayReadFormalities } from '#lib/bodies/policy.ts';
import { deskOf } from '#lib/reports/server/desk.ts';
import { read, visitOf } from '../server/access.ts';
import { taskActions } from '../server/tasks.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const today = event.locals.house.clock.today();
  return {
    today,
    desk: await read(event.locals, visit, (tx) => deskOf(tx, visit.actor, today)),
    mayReadFormalities: mayReadFormalities(visit.actor).done,
  };
};

export const actions: Actions = { finish: taskActions.finish };
