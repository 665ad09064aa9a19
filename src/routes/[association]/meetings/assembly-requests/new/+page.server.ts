import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { assemblyRequestForm, type AssemblyRequestForm } from '#lib/meetings/forms/assembly-requests.ts';
import { submitAssemblyRequest } from '#lib/meetings/server/requests/assembly.ts';
import { requestChoices } from '#lib/meetings/server/requests/queries.ts';
import { m } from '#lib/paraglide/messages.js';
import { addresses } from '../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const today = event.locals.house.clock.today();
  const choices = await read(event.locals, visit, (tx) => requestChoices(tx, visit.actor, today));
  if (!choices.own && choices.members.length === 0) error(403, m.assembly_request_no_right());
  return { ...choices, form: await superValidate(zod4(assemblyRequestForm)) };
};

export const actions: Actions = {
  default: async (event) => {
    const visit = await visitOf(event);
    const form = await superValidate(event.request, zod4(assemblyRequestForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await submitAssemblyRequest(event.locals.house, visit.actor, form.data);
    if (outcome.done)
      redirect(303, addresses.assemblyRequest(visit.association.slug, outcome.value.requestId));
    const { field = '', sentence } = outcome.refusal;
    return setError(form, field as keyof AssemblyRequestForm | '', sentence, {
      status: statusOf(outcome.refusal) as 400,
    });
  },
};
