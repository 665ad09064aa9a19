import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { comparedPeople, firstSides } from '#lib/associations/compared.ts';
import { personMergeForm, type PersonMergeForm } from '#lib/associations/forms/merge.ts';
import { mayMerge } from '#lib/associations/policy.ts';
import { peopleBeside } from '#lib/associations/server/duplicates.ts';
import { personSheet } from '#lib/associations/server/queries.ts';
import { movesInWords } from '#lib/meetings/moves.ts';
import { mergePeople, viewPersonMerge } from '#lib/meetings/server/directory/merge-people.ts';
import { addresses } from '../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayMerge(visit.actor);
  if (!allowed.done) error(statusOf(allowed.refusal), allowed.refusal.sentence);
  const { person } = event.params;
  const duplicateId = event.url.searchParams.get('with');
  return read(event.locals, visit, async (tx) => {
    const sheet = await personSheet(tx, visit.actor, person);
    if (!sheet.done) error(404, sheet.refusal.sentence);
    const { id, givenName, familyName } = sheet.value;
    const name = `${givenName} ${familyName}`;
    if (!duplicateId) return { id, name, candidates: await peopleBeside(tx, id) };
    const view = await viewPersonMerge(tx, id, duplicateId);
    if (!view.done) error(404, view.refusal.sentence);
    const { kept, duplicate, moves, obstacles } = view.value;
    const fields = comparedPeople(kept, duplicate);
    const form = await superValidate(firstSides(fields), zod4(personMergeForm), { errors: false });
    return {
      id,
      name,
      merge: {
        duplicate: {
          id: duplicate.id,
          name: `${duplicate.givenName} ${duplicate.familyName}`,
          version: duplicate.version,
        },
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
    const { person } = event.params;
    const form = await superValidate(event.request, zod4(personMergeForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await mergePeople(event.locals.house, actor, person, form.data);
    if (!outcome.done) {
      const { refusal } = outcome;
      if (refusal.code === 'not-found') error(404, refusal.sentence);
      const field = (refusal.field ?? '') as keyof PersonMergeForm | '';
      return setError(form, field, refusal.sentence, { status: statusOf(refusal) as 400 });
    }
    redirect(303, addresses.person(association.slug, person, 'merged'));
  },
};
