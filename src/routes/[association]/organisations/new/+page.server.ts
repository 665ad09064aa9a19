import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { organisationForm, type OrganisationForm } from '#lib/associations/forms.ts';
import { mayKeepDirectory } from '#lib/associations/policy.ts';
import { createOrganisation } from '#lib/associations/server/commands/organisations.ts';
import { arrondissementsUsed } from '#lib/associations/server/queries.ts';
import { addresses } from '../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayKeepDirectory(visit.actor);
  if (!allowed.done) error(403, allowed.refusal.sentence);
  return {
    arrondissements: await read(event.locals, visit, arrondissementsUsed),
    form: await superValidate({ partner: true }, zod4(organisationForm), { errors: false }),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { actor, association } = await visitOf(event);
    const form = await superValidate(event.request, zod4(organisationForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await createOrganisation(event.locals.house, actor, form.data);
    if (!outcome.done) {
      const field = (outcome.refusal.field ?? '') as keyof OrganisationForm | '';
      return setError(form, field, outcome.refusal.sentence, { status: statusOf(outcome.refusal) as 400 });
    }
    redirect(303, addresses.organisation(association.slug, outcome.value.id, 'saved'));
  },
};
