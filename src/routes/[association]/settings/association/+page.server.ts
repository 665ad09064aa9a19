import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { associationForm } from '#lib/associations/forms.ts';
import { mayChangeSettings } from '#lib/associations/policy.ts';
import { changeAssociation } from '#lib/associations/server/commands/association.ts';
import { associationIdentity } from '#lib/associations/server/queries.ts';
import { addresses } from '../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayChangeSettings(visit.actor);
  if (!allowed.done) error(statusOf(allowed.refusal), allowed.refusal.sentence);
  const identity = await read(event.locals, visit, (tx) => associationIdentity(tx, visit.association.id));
  return {
    saved: event.url.searchParams.has('saved'),
    form: await superValidate(
      {
        ...identity,
        letterhead: identity.letterhead.join('\n'),
        auditorName: identity.auditorName ?? '',
        auditorEmail: identity.auditorEmail ?? '',
      },
      zod4(associationForm),
      { errors: false },
    ),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { actor, association } = await visitOf(event);
    const form = await superValidate(event.request, zod4(associationForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await changeAssociation(event.locals.house, actor, form.data);
    if (!outcome.done)
      return setError(form, '', outcome.refusal.sentence, { status: statusOf(outcome.refusal) as 400 });
    redirect(303, addresses.associationSettings(association.slug, 'saved'));
  },
};
