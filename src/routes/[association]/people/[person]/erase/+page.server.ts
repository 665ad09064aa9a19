import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { erasureForm } from '#lib/associations/forms/merge.ts';
import { mayErasePerson } from '#lib/associations/policy.ts';
import { movesInWords } from '#lib/meetings/moves.ts';
import { erasePerson, leavesNoTrace, viewErasure } from '#lib/meetings/server/directory/erase.ts';
import { addresses } from '../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayErasePerson(visit.actor);
  if (!allowed.done) error(statusOf(allowed.refusal), allowed.refusal.sentence);
  const today = event.locals.house.clock.today();
  const view = await read(event.locals, visit, (tx) => viewErasure(tx, event.params.person, today));
  if (!view.done) error(404, view.refusal.sentence);
  const { person, traces, endNotes, imported, mails, obstacles } = view.value;
  const { id, givenName, familyName, email, phone, address, accountId, erasedAt, version } = person;
  if (erasedAt) redirect(303, addresses.person(visit.association.slug, id));
  return {
    id,
    name: `${givenName} ${familyName}`,
    whole: leavesNoTrace(view.value),
    contacts: [email, phone, address].filter((contact) => contact !== null),
    entersHere: accountId !== null,
    endNotes,
    mails,
    importedRows: imported.reduce((sum, { rows }) => sum + rows.length, 0),
    traces: movesInWords(traces),
    obstacles: obstacles.map(({ refusal }) => refusal.sentence),
    version,
    form: await superValidate(zod4(erasureForm)),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { actor, association } = await visitOf(event);
    const { person } = event.params;
    const form = await superValidate(event.request, zod4(erasureForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await erasePerson(event.locals.house, actor, person, form.data);
    if (!outcome.done) {
      const { refusal } = outcome;
      if (refusal.code === 'not-found') error(404, refusal.sentence);
      return setError(form, '', refusal.sentence, { status: statusOf(refusal) as 400 });
    }
    const { slug } = association;
    redirect(
      303,
      outcome.value.kept ? addresses.person(slug, person) : addresses.organisations(slug, { erased: 'yes' }),
    );
  },
};
