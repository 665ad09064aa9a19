import type { RequestEvent } from '@sveltejs/kit';
import { finishForm, giveUpForm, postponeForm, reopenForm } from '#lib/decisions/forms/tasks.ts';
import { mayGiveTasks, mayGiveUpTasks } from '#lib/decisions/policy.ts';
import { finishTask, giveUpTask, postponeTask, reopenTask } from '#lib/decisions/server/tasks/commands.ts';
import { peopleToAsk } from '#lib/decisions/server/tasks/queries.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { daysAfter } from '#lib/kernel/days.ts';
import type { Tx } from '#lib/platform/database.ts';
import { smallForm } from './small-forms.ts';

/** What somebody may do with tasks, as the pages that list some offer it. */
export function taskRights(actor: Actor) {
  return { mayGive: mayGiveTasks(actor).done, mayGiveUp: mayGiveUpTasks(actor).done };
}

/** How many days are proposed to do something. */
const PROPOSED_DAYS = 14;

/** What the form that gives a task offers; nothing for whoever may not. */
export async function taskChoices(tx: Tx, actor: Actor, today: string) {
  return {
    ...taskRights(actor),
    people: mayGiveTasks(actor).done ? await peopleToAsk(tx) : [],
    dueOn: daysAfter(today, PROPOSED_DAYS),
  };
}

/** The acts of a list of tasks, the same on every page that shows one. */
export const taskActions = {
  finish: (event: RequestEvent) =>
    smallForm(event, finishForm, (form, { actor }) => finishTask(event.locals.house, actor, form)),
  postpone: (event: RequestEvent) =>
    smallForm(event, postponeForm, (form, { actor }) => postponeTask(event.locals.house, actor, form)),
  giveUp: (event: RequestEvent) =>
    smallForm(event, giveUpForm, (form, { actor }) => giveUpTask(event.locals.house, actor, form)),
  reopen: (event: RequestEvent) =>
    smallForm(event, reopenForm, (form, { actor }) => reopenTask(event.locals.house, actor, form)),
};
