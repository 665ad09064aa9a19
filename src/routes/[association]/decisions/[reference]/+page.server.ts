import { error } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import type { z } from 'zod';
import { executionForm, linkForm, unlinkForm } from '#lib/decisions/forms/follow-up.ts';
import {
  clearExecution,
  linkDecisions,
  noteExecution,
  unlinkDecisions,
} from '#lib/decisions/server/follow-up/commands.ts';
import { decisionSheet } from '#lib/decisions/server/follow-up/queries.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { rectifiedBy } from '#lib/minutes/server/page.ts';
import { read, statusOf, visitOf } from '../../../server/access.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

async function sheetOf(event: RequestEvent | Parameters<PageServerLoad>[0]) {
  const visit = await visitOf(event);
  const outcome = await read(event.locals, visit, (tx) =>
    decisionSheet(tx, visit.actor, event.locals.house.clock.today(), event.params.reference),
  );
  if (!outcome.done) error(404, outcome.refusal.sentence);
  return { visit, decision: outcome.value };
}

export const load: PageServerLoad = async (event) => {
  const { visit, decision } = await sheetOf(event);
  const rectifies = await read(event.locals, visit, (tx) => rectifiedBy(tx, decision.id));
  return { decision, rectifies, today: event.locals.house.clock.today() };
};

/** Reads one of the small forms of the page. What was typed goes back with what went wrong. */
async function act<Schema extends z.ZodType>(
  event: RequestEvent,
  name: 'link' | 'execution',
  schema: Schema,
  run: (
    form: z.output<Schema>,
    decisionId: string,
    actor: Awaited<ReturnType<typeof visitOf>>['actor'],
  ) => Promise<Outcome<unknown>>,
) {
  const { visit, decision } = await sheetOf(event);
  const typed = Object.fromEntries([...(await event.request.formData())].map(([k, v]) => [k, String(v)]));
  const refused = (status: number, sentence: string, field = '') =>
    fail(status, { name, typed, refusal: { sentence, field } });
  const parsed = schema.safeParse(typed);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    return refused(400, issue.message, String(issue.path[0] ?? ''));
  }
  const outcome = await run(parsed.data, decision.id, visit.actor);
  if (outcome.done) return { name, typed: null, refusal: null };
  return refused(statusOf(outcome.refusal), outcome.refusal.sentence, outcome.refusal.field);
}

export const actions: Actions = {
  link: (event) =>
    act(event, 'link', linkForm, (form, id, actor) => linkDecisions(event.locals.house, actor, id, form)),
  unlink: (event) =>
    act(event, 'link', unlinkForm, (form, id, actor) => unlinkDecisions(event.locals.house, actor, id, form)),
  execute: (event) =>
    act(event, 'execution', executionForm, (form, id, actor) =>
      noteExecution(event.locals.house, actor, id, form),
    ),
  clear: (event) =>
    act(event, 'execution', unlinkForm.omit({ targetId: true }), (_, id, actor) =>
      clearExecution(event.locals.house, actor, id),
    ),
};
