import { listBodies } from '#lib/bodies/server/queries.ts';
import { listTasks, peopleWithTasks, TASKS_PAGE } from '#lib/decisions/server/tasks/queries.ts';
import { readTaskFilter } from '#lib/decisions/task-filter.ts';
import { pagesOf } from '#lib/kernel/pages.ts';
import { read, visitOf } from '../../../server/access.ts';
import { taskActions, taskRights } from '../../../server/tasks.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const { url, locals } = event;
  const today = locals.house.clock.today();
  const { page, ...filter } = readTaskFilter(url.searchParams);
  return read(locals, visit, async (tx) => {
    const { rows, total, page: shown } = await listTasks(tx, visit.actor, today, { ...filter, page });
    return {
      today,
      filter,
      page: shown,
      pages: pagesOf(total, TASKS_PAGE),
      total,
      rows,
      bodies: await listBodies(tx),
      people: await peopleWithTasks(tx, visit.actor, today),
      rights: taskRights(visit.actor),
    };
  });
};

export const actions: Actions = taskActions;
