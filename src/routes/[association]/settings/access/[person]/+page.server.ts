import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { personAccessForm } from '#lib/associations/forms.ts';
import { mayManageAccess } from '#lib/associations/policy.ts';
import { giveAccess } from '#lib/associations/server/commands/people.ts';
import { peopleAccess } from '#lib/associations/server/queries.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { addresses } from '../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayManageAccess(visit.actor);
  if (!allowed.done) error(statusOf(allowed.refusal), allowed.refusal.sentence);
  const people = await read(event.locals, visit, peopleAccess);
  const person = people.find(({ id }) => id === event.params.person);
  if (!person) error(404, notFound().refusal.sentence);
  return {
    name: `${person.givenName} ${person.familyName}`,
    form: await superValidate({ email: person.email ?? '' }, zod4(personAccessForm), { errors: false }),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { actor, association } = await visitOf(event);
    const form = await superValidate(event.request, zod4(personAccessForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await giveAccess(event.locals.house, actor, event.params.person, form.data);
    if (!outcome.done) {
      const { code, field, sentence } = outcome.refusal;
      if (code === 'not-found') error(404, sentence);
      return setError(form, field === 'email' ? 'email' : '', sentence, {
        status: statusOf(outcome.refusal) as 400,
      });
    }
    redirect(303, addresses.access(association.slug, { granted: true }));
  },
};
