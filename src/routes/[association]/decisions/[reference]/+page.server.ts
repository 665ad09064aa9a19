import { error, type RequestEvent as AnyEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { statutesOf } from '#lib/associations/server/settings.ts';
import { listBodies } from '#lib/bodies/server/queries.ts';
import { clearStepForm, effectsForm, stepForm } from '#lib/decisions/forms/after-care.ts';
import { executionForm, linkForm, unlinkForm } from '#lib/decisions/forms/follow-up.ts';
import { publicationForm } from '#lib/decisions/forms/public.ts';
import { taskForm } from '#lib/decisions/forms/tasks.ts';
import { clearStep, finishStep, sayEffects } from '#lib/decisions/server/after-care/commands.ts';
import { afterCareOf } from '#lib/decisions/server/after-care/queries.ts';
import {
  clearExecution,
  linkDecisions,
  noteExecution,
  unlinkDecisions,
} from '#lib/decisions/server/follow-up/commands.ts';
import { decisionSheet, type DecisionSheet } from '#lib/decisions/server/follow-up/queries.ts';
import { publishDecision, unpublishDecision } from '#lib/decisions/server/public/commands.ts';
import { publicationOf } from '#lib/decisions/server/public/queries.ts';
import { giveTask } from '#lib/decisions/server/tasks/give.ts';
import { tasksOfEntry } from '#lib/decisions/server/tasks/queries.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { notFound, type Outcome } from '#lib/kernel/refusals.ts';
import { missedWindow } from '#lib/meetings/rules/assembly-window.ts';
import { rectifiedBy } from '#lib/minutes/server/page.ts';
import type { Tx } from '#lib/platform/database.ts';
import { read, visitOf } from '../../../server/access.ts';
import { smallForm } from '../../../server/small-forms.ts';
import { taskActions, taskChoices } from '../../../server/tasks.ts';
import type { Actions, PageServerLoad } from './$types';

type Event = AnyEvent<{ association: string; reference: string }>;

/** Accounts that were approved after the six months that the law gives the assembly; null when they were in time. */
async function lateAccounts(tx: Tx, { body, heldOn }: DecisionSheet) {
  const found = (await listBodies(tx)).find(({ code }) => code === body.code)!;
  if (found.kind !== 'general-assembly') return null;
  return missedWindow(heldOn, (await statutesOf(tx, found, heldOn))['financial-year-end'].value);
}

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const today = event.locals.house.clock.today();
  return read(event.locals, visit, async (tx) => {
    const sheet = await decisionSheet(tx, visit.actor, today, event.params.reference);
    if (!sheet.done) error(404, sheet.refusal.sentence);
    const { verdict, ...decision } = sheet.value;
    const staff = visit.actor.role !== null;
    const adopted = decision.outcome === 'adopted';
    const care = staff && adopted ? await afterCareOf(tx, decision, today) : null;
    return {
      decision,
      secret: verdict?.secret ?? false,
      today,
      care,
      lateAccounts: care?.effects?.includes('accounts') ? await lateAccounts(tx, sheet.value) : null,
      publication: staff ? await publicationOf(tx, sheet.value) : null,
      rectifies: decision.decisionId === null ? [] : await rectifiedBy(tx, decision.decisionId),
      tasks: await tasksOfEntry(tx, visit.actor, today, decision.id),
      choices: await taskChoices(tx, visit.actor, today),
    };
  });
};

/** Runs an act on the decision of this page. */
async function onDecision(
  event: Event,
  actor: Actor,
  run: (decision: DecisionSheet) => Promise<Outcome<unknown>>,
): Promise<Outcome<unknown>> {
  const { house } = event.locals;
  const visit = await visitOf(event);
  const sheet = await read(event.locals, visit, (tx) =>
    decisionSheet(tx, actor, house.clock.today(), event.params.reference),
  );
  return sheet.done ? run(sheet.value) : sheet;
}

/** The same of a vote of a meeting: what was decided in writing is neither linked nor noted as carried out. */
const onVote = (event: Event, actor: Actor, run: (decisionId: string) => Promise<Outcome<unknown>>) =>
  onDecision(event, actor, ({ decisionId }) =>
    decisionId === null ? Promise.resolve(notFound()) : run(decisionId),
  );

const nothing = z.object({});

export const actions: Actions = {
  link: (event) =>
    smallForm(event, linkForm, (form, { actor }) =>
      onVote(event, actor, (id) => linkDecisions(event.locals.house, actor, id, form)),
    ),
  unlink: (event) =>
    smallForm(event, unlinkForm, (form, { actor }) =>
      onVote(event, actor, (id) => unlinkDecisions(event.locals.house, actor, id, form)),
    ),
  execute: (event) =>
    smallForm(event, executionForm, (form, { actor }) =>
      onVote(event, actor, (id) => noteExecution(event.locals.house, actor, id, form)),
    ),
  clear: (event) =>
    smallForm(event, nothing, (_, { actor }) =>
      onVote(event, actor, (id) => clearExecution(event.locals.house, actor, id)),
    ),
  give: (event) =>
    smallForm(event, taskForm, (form, { actor }) =>
      onDecision(event, actor, ({ id }) => giveTask(event.locals.house, actor, { entryId: id }, form)),
    ),
  ...taskActions,
  effects: (event) =>
    smallForm(
      event,
      effectsForm,
      (form, { actor }) =>
        onDecision(event, actor, ({ id }) => sayEffects(event.locals.house, actor, id, form)),
      { lists: ['effects'] },
    ),
  step: (event) =>
    smallForm(event, stepForm, (form, { actor }) =>
      onDecision(event, actor, ({ id }) => finishStep(event.locals.house, actor, id, form)),
    ),
  clearStep: (event) =>
    smallForm(event, clearStepForm, (form, { actor }) =>
      onDecision(event, actor, ({ id }) => clearStep(event.locals.house, actor, id, form)),
    ),
  publish: (event) =>
    smallForm(event, publicationForm, (form, { actor }) =>
      onDecision(event, actor, ({ id }) => publishDecision(event.locals.house, actor, id, form)),
    ),
  unpublish: (event) =>
    smallForm(event, nothing, (_, { actor }) =>
      onDecision(event, actor, ({ id }) => unpublishDecision(event.locals.house, actor, id)),
    ),
  /** Shows again what was typed, so that the preview says it, where no script does. */
  preview: async (event) => {
    await visitOf(event);
    const typed = Object.fromEntries(
      [...(await event.request.formData())].map(([name, value]) => [name, String(value)]),
    );
    return { failed: { typed, refusal: { sentence: '' } } };
  },
};
