import { error, type RequestEvent } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import { formalityForm, formalityUntickForm } from '#lib/bodies/forms/formalities.ts';
import { mayReadFormalities, mayTickFormalities } from '#lib/bodies/policy.ts';
import { tickFormality, untickFormality } from '#lib/bodies/server/commands/formalities.ts';
import { viewFormalities } from '#lib/bodies/server/formalities.ts';
import { read, statusOf, visitOf } from '../../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayReadFormalities(visit.actor);
  if (!allowed.done) error(404, allowed.refusal.sentence);
  const today = event.locals.house.clock.today();
  return {
    today,
    changes: await read(event.locals, visit, (tx) => viewFormalities(tx, today)),
    mayTick: mayTickFormalities(visit.actor).done,
  };
};

async function typedIn(event: RequestEvent): Promise<Record<string, string>> {
  const fields = await event.request.formData();
  return Object.fromEntries([...fields].map(([name, value]) => [name, String(value)]));
}

/** What went wrong with a step, field by field; what was typed goes back with it. */
function refusedStep(typed: Record<string, string>, errors: Record<string, string[]>, status = 400) {
  const { bodyId = '', changedOn = '', step = '', doneOn = '', note = '' } = typed;
  return fail(status, { refused: { bodyId, changedOn, step, doneOn, note, errors } });
}

export const actions: Actions = {
  tick: async (event) => {
    const visit = await visitOf(event);
    const typed = await typedIn(event);
    const parsed = formalityForm.safeParse(typed);
    if (!parsed.success) return refusedStep(typed, parsed.error.flatten().fieldErrors);
    const outcome = await tickFormality(event.locals.house, visit.actor, parsed.data);
    if (outcome.done) return { refused: null };
    const { field, sentence } = outcome.refusal;
    return refusedStep(typed, { [field ?? '_errors']: [sentence] }, statusOf(outcome.refusal));
  },
  untick: async (event) => {
    const visit = await visitOf(event);
    const typed = await typedIn(event);
    const parsed = formalityUntickForm.safeParse(typed);
    if (!parsed.success) return refusedStep(typed, parsed.error.flatten().fieldErrors);
    const outcome = await untickFormality(event.locals.house, visit.actor, parsed.data);
    if (outcome.done) return { refused: null };
    return refusedStep(typed, { _errors: [outcome.refusal.sentence] }, statusOf(outcome.refusal));
  },
};
