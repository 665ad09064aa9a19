import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { organisationForm, type OrganisationForm } from '#lib/associations/forms.ts';
import { mayKeepDirectory } from '#lib/associations/policy.ts';
import {
  changeOrganisation,
  type OrganisationRecord,
} from '#lib/associations/server/commands/organisations.ts';
import { arrondissementsUsed, organisationSheet } from '#lib/associations/server/queries.ts';
import { addresses } from '../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayKeepDirectory(visit.actor);
  if (!allowed.done) error(403, allowed.refusal.sentence);
  const sheet = await read(event.locals, visit, (tx) => organisationSheet(tx, event.params.organisation));
  if (!sheet.done) error(404, sheet.refusal.sentence);
  const arrondissements = await read(event.locals, visit, arrondissementsUsed);
  const { id, name, ...known } = sheet.value;
  const form = await superValidate(
    {
      ...known,
      name,
      enterpriseNumber: known.enterpriseNumber ?? '',
      legalForm: known.legalForm ?? '',
      category: known.category ?? '',
      municipality: known.municipality ?? '',
      arrondissement: known.arrondissement ?? '',
      seatAddress: known.seatAddress ?? '',
      website: known.website ?? '',
      memberSince: known.memberSince ?? '',
      memberUntil: known.memberUntil ?? '',
    },
    zod4(organisationForm),
    { errors: false },
  );
  return { id, name, arrondissements, form };
};

export const actions: Actions = {
  default: async (event) => {
    const { actor, association } = await visitOf(event);
    const { organisation } = event.params;
    const form = await superValidate(event.request, zod4(organisationForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await changeOrganisation(event.locals.house, actor, organisation, form.data);
    if (!outcome.done) {
      const { refusal } = outcome;
      if (refusal.code === 'not-found') error(404, refusal.sentence);
      if (refusal.code === 'stale') {
        // Saving again keeps what was typed; the page shows what is there now beside it.
        const { current } = refusal.details as { current: OrganisationRecord };
        form.data.version = current.version;
        setError(form, '', refusal.sentence);
        return fail(409, { form, current });
      }
      const field = (refusal.field ?? '') as keyof OrganisationForm | '';
      return setError(form, field, refusal.sentence, { status: statusOf(refusal) as 400 });
    }
    redirect(303, addresses.organisation(association.slug, organisation, 'saved'));
  },
};
