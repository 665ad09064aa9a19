import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { bodyForm, type BodyForm } from '#lib/bodies/forms.ts';
import { mayManageBodies } from '#lib/bodies/policy.ts';
import { addBody } from '#lib/bodies/server/commands/bodies.ts';
import { bodiesOn, kindNames } from '#lib/bodies/server/queries.ts';
import { addresses } from '../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayManageBodies(visit.actor);
  if (!allowed.done) error(403, allowed.refusal.sentence);
  // No kind is proposed: the rules of the body depend on it.
  const empty = { kind: '' as BodyForm['kind'] };
  const form = await superValidate(empty, zod4(bodyForm), { errors: false });
  return read(event.locals, visit, async (tx) => ({
    form,
    kindNames: await kindNames(tx),
    parents: await bodiesOn(tx, event.locals.house.clock.today()),
  }));
};

export const actions: Actions = {
  default: async (event) => {
    const visit = await visitOf(event);
    const form = await superValidate(event.request, zod4(bodyForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await addBody(event.locals.house, visit.actor, form.data);
    if (!outcome.done) {
      const field = (outcome.refusal.field ?? '') as keyof BodyForm | '';
      return setError(form, field, outcome.refusal.sentence, { status: statusOf(outcome.refusal) as 400 });
    }
    redirect(303, addresses.body(visit.association.slug, outcome.value.code));
  },
};
