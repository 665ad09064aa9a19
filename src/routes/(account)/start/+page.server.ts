import { redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { firstStartForm } from '#lib/accounts/forms.ts';
import { createFirstAssociation } from '#lib/associations/server/first-start.ts';
import { isFirstStart } from '#lib/associations/server/queries.ts';
import { addresses } from '../../addresses.ts';
import { enterWith, visitorOf } from '../../server/signing-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  if (!(await isFirstStart(locals.house.db))) redirect(303, addresses.signIn());
  return { form: await superValidate(zod4(firstStartForm), { errors: false }) };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await superValidate(event.request, zod4(firstStartForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await createFirstAssociation(event.locals.house, {
      ...form.data,
      visitor: visitorOf(event),
    });
    if (!outcome.done) return setError(form, '', outcome.refusal.sentence);
    enterWith(event, outcome.value.token, addresses.desk(outcome.value.slug));
  },
};
