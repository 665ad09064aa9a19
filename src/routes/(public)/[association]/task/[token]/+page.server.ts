import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import { associationBySlug } from '#lib/associations/server/queries.ts';
import { finishForm } from '#lib/decisions/forms/tasks.ts';
import { finishTask } from '#lib/decisions/server/tasks/commands.ts';
import { openTaskLink } from '#lib/decisions/server/tasks/links.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { inAssociation } from '#lib/platform/database.ts';
import { addresses } from '../../../../addresses.ts';
import { statusOf } from '../../../../server/access.ts';
import { KEPT_NOWHERE } from '../../../../server/link-visit.ts';
import type { Actions, PageServerLoad } from './$types';

/** The task that the link of this address opens, or the page that says that it opens nothing (any more). */
async function taskVisitOf(event: RequestEvent<{ association: string; token: string }>) {
  const { db, clock } = event.locals.house;
  const association = await associationBySlug(db, event.params.association);
  if (!association) error(404, notFound().refusal.sentence);
  const link = await inAssociation(db, association.id, (tx) =>
    openTaskLink(tx, association.id, event.params.token, clock.now()),
  );
  if (!link.done) error(404, link.refusal.sentence);
  return { association, task: link.value };
}

export const load: PageServerLoad = async (event) => {
  const { association, task } = await taskVisitOf(event);
  event.setHeaders(KEPT_NOWHERE);
  const { slug, name, shortName } = association;
  const { text, body, dueOn, state, settled, actor } = task;
  return {
    site: { slug, name, shortName },
    task: { text, body, dueOn, state, settled },
    name: actor.name,
    today: event.locals.house.clock.today(),
    saved: event.url.searchParams.has('saved'),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { association, task } = await taskVisitOf(event);
    const report = String((await event.request.formData()).get('report') ?? '');
    const parsed = finishForm.safeParse({ taskId: task.id, report });
    if (!parsed.success) return fail(400, { report, sentence: parsed.error.issues[0]!.message });
    const outcome = await finishTask(event.locals.house, task.actor, parsed.data);
    if (!outcome.done) return fail(statusOf(outcome.refusal), { report, sentence: outcome.refusal.sentence });
    redirect(303, addresses.taskLink(association.slug, event.params.token, 'saved'));
  },
};
