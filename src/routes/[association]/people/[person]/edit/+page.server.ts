import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { personForm, type PersonForm } from '#lib/associations/forms.ts';
import { mayKeepDirectory } from '#lib/associations/policy.ts';
import { changePerson, type PersonRecord } from '#lib/associations/server/commands/people.ts';
import { personSheet } from '#lib/associations/server/queries.ts';
import { addresses } from '../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayKeepDirectory(visit.actor);
  if (!allowed.done) error(403, allowed.refusal.sentence);
  const sheet = await read(event.locals, visit, (tx) => personSheet(tx, visit.actor, event.params.person));
  if (!sheet.done) error(404, sheet.refusal.sentence);
  const { id, civility, givenName, familyName, contacts, erasedAt, version } = sheet.value;
  const form = await superValidate(
    {
      civility: civility ?? '',
      givenName,
      familyName,
      email: contacts?.email ?? '',
      phone: contacts?.phone ?? '',
      address: contacts?.address ?? '',
      version,
    },
    zod4(personForm),
    { errors: false },
  );
  return { id, name: `${givenName} ${familyName}`, erased: erasedAt !== null, form };
};

export const actions: Actions = {
  default: async (event) => {
    const { actor, association } = await visitOf(event);
    const { person } = event.params;
    const form = await superValidate(event.request, zod4(personForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await changePerson(event.locals.house, actor, person, form.data);
    if (!outcome.done) {
      const { refusal } = outcome;
      if (refusal.code === 'not-found') error(404, refusal.sentence);
      if (refusal.code === 'stale') {
        // Saving again keeps what was typed; the page shows what is there now beside it.
        const { current } = refusal.details as { current: PersonRecord };
        form.data.version = current.version;
        setError(form, '', refusal.sentence);
        return fail(409, { form, current });
      }
      const field = (refusal.field ?? '') as keyof PersonForm | '';
      return setError(form, field, refusal.sentence, { status: statusOf(refusal) as 400 });
    }
    redirect(303, addresses.person(association.slug, person, 'saved'));
  },
};
