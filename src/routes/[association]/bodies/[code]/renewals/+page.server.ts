import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { renewalForm, type RenewalForm } from '#lib/bodies/forms/renewal.ts';
import { mayManageBodies } from '#lib/bodies/policy.ts';
import { nextPassage } from '#lib/bodies/rules/alternation.ts';
import { presidencyOf } from '#lib/bodies/server/alternation.ts';
import { beginRenewal } from '#lib/bodies/server/commands/renewals.ts';
import { listRenewals } from '#lib/bodies/server/renewals.ts';
import { addresses } from '../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import { bodyIn } from '../../../../server/body.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayManageBodies(visit.actor);
  if (!allowed.done) error(403, allowed.refusal.sentence);
  const today = event.locals.house.clock.today();
  return read(event.locals, visit, async (tx) => {
    const body = await bodyIn(tx, event.params.code);
    const { rule, terms } = await presidencyOf(tx, body, today);
    const passage = nextPassage(terms, rule, today);
    const asked = renewalForm.safeParse({ on: event.url.searchParams.get('on') });
    const proposed = { on: asked.success ? asked.data.on : (passage?.on ?? '') };
    const form = await superValidate(proposed, zod4(renewalForm), { errors: false });
    return { body, passage, renewals: await listRenewals(tx, body.id), form };
  });
};

export const actions: Actions = {
  default: async (event) => {
    const visit = await visitOf(event);
    const form = await superValidate(event.request, zod4(renewalForm));
    if (!form.valid) return fail(400, { form });
    const body = await read(event.locals, visit, (tx) => bodyIn(tx, event.params.code));
    const outcome = await beginRenewal(event.locals.house, visit.actor, body.id, form.data);
    if (!outcome.done) {
      const field = (outcome.refusal.field ?? '') as keyof RenewalForm | '';
      return setError(form, field, outcome.refusal.sentence, { status: statusOf(outcome.refusal) as 400 });
    }
    redirect(303, addresses.renewal(visit.association.slug, body.code, outcome.value.renewalId));
  },
};
