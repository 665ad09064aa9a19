import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { comparedOrganisations, firstSides } from '#lib/associations/compared.ts';
import { organisationMergeForm, type OrganisationMergeForm } from '#lib/associations/forms/merge.ts';
import { mayMerge } from '#lib/associations/policy.ts';
import { organisationsBeside } from '#lib/associations/server/duplicates.ts';
import { organisationSheet } from '#lib/associations/server/queries.ts';
import { movesInWords } from '#lib/meetings/moves.ts';
import {
  mergeOrganisations,
  viewOrganisationMerge,
} from '#lib/meetings/server/directory/merge-organisations.ts';
import { addresses } from '../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayMerge(visit.actor);
  if (!allowed.done) error(statusOf(allowed.refusal), allowed.refusal.sentence);
  const { organisation } = event.params;
  const duplicateId = event.url.searchParams.get('with');
  return read(event.locals, visit, async (tx) => {
    const sheet = await organisationSheet(tx, organisation);
    if (!sheet.done) error(404, sheet.refusal.sentence);
    const { id, name } = sheet.value;
    if (!duplicateId) return { id, name, candidates: await organisationsBeside(tx, sheet.value) };
    const view = await viewOrganisationMerge(tx, id, duplicateId);
    if (!view.done) error(404, view.refusal.sentence);
    const { kept, duplicate, moves, obstacles } = view.value;
    const fields = comparedOrganisations(kept, duplicate);
    const form = await superValidate(firstSides(fields), zod4(organisationMergeForm), { errors: false });
    return {
      id,
      name,
      merge: {
        duplicate: { id: duplicate.id, name: duplicate.name, version: duplicate.version },
        keptVersion: kept.version,
        fields,
        moves: movesInWords(moves),
        obstacles: obstacles.map(({ refusal }) => refusal.sentence),
        form,
      },
    };
  });
};

export const actions: Actions = {
  default: async (event) => {
    const { actor, association } = await visitOf(event);
    const { organisation } = event.params;
    const form = await superValidate(event.request, zod4(organisationMergeForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await mergeOrganisations(event.locals.house, actor, organisation, form.data);
    if (!outcome.done) {
      const { refusal } = outcome;
      if (refusal.code === 'not-found') error(404, refusal.sentence);
      const field = (refusal.field ?? '') as keyof OrganisationMergeForm | '';
      return setError(form, field, refusal.sentence, { status: statusOf(refusal) as 400 });
    }
    redirect(303, addresses.organisation(association.slug, organisation, 'merged'));
  },
};
