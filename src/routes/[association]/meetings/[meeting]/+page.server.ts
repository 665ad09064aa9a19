import { error } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import { z } from 'zod';
import { statutesInWords } from '#lib/associations/rules/statutes.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { decisionsOf } from '#lib/decisions/server/queries.ts';
import { itemChangeForm, itemForm, itemMoveForm, itemRemovalForm } from '#lib/meetings/forms.ts';
import {
  addItem,
  changeItem,
  moveAgendaItem,
  removeAgendaItem,
} from '#lib/meetings/server/commands/agenda.ts';
import { sittingOf } from '#lib/meetings/server/sitting.ts';
import { read, statusOf, visitOf } from '../../../server/access.ts';
import { meetingIn } from '../../../server/meeting.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const { quorum, recorded, statutes } = await sittingOf(tx, meeting);
    const decisions = await decisionsOf(tx, meeting.id);
    return {
      meeting,
      sitting: { quorum, recorded },
      // What every decision of this body must pass besides its majority.
      doubleMajority: statutes['double-majority'].value
        ? statutesInWords(statutes).find(({ key }) => key === 'double-majority')!
        : null,
      decided: decisions.map(({ itemId, verdict }) => ({ itemId, outcome: verdict.outcome })),
    };
  });
};

/** Reads one of the small forms of the agenda. What was typed goes back with what went wrong. */
async function act<Schema extends z.ZodType>(
  event: RequestEvent,
  schema: Schema,
  run: (form: z.output<Schema>, visit: Awaited<ReturnType<typeof visitOf>>) => Promise<Outcome<unknown>>,
) {
  const visit = await visitOf(event);
  const typed = Object.fromEntries([...(await event.request.formData())].map(([k, v]) => [k, String(v)]));
  const parsed = schema.safeParse(typed);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    return fail(400, { typed, refusal: { sentence: issue.message, field: String(issue.path[0] ?? '') } });
  }
  const outcome = await run(parsed.data, visit);
  if (outcome.done) return { typed: null, refusal: null };
  const { code, sentence, field, details } = outcome.refusal;
  if (code === 'not-found' && field === undefined && !typed.itemId) error(404, sentence);
  return fail(statusOf(outcome.refusal), { typed, refusal: { sentence, field, details } });
}

export const actions: Actions = {
  add: (event) =>
    act(event, itemForm, (form, { actor }) => addItem(event.locals.house, actor, event.params.meeting, form)),
  change: (event) =>
    act(event, itemChangeForm, (form, { actor }) =>
      changeItem(event.locals.house, actor, event.params.meeting, form),
    ),
  move: (event) =>
    act(event, itemMoveForm, (form, { actor }) =>
      moveAgendaItem(event.locals.house, actor, event.params.meeting, form.itemId, form.direction),
    ),
  remove: (event) =>
    act(event, itemRemovalForm, (form, { actor }) =>
      removeAgendaItem(event.locals.house, actor, event.params.meeting, form.itemId),
    ),
};
