import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { roleGrantForm } from '#lib/associations/forms.ts';
import { mayManageAccess } from '#lib/associations/policy.ts';
import { grantRole } from '#lib/associations/server/commands/roles.ts';
import { addresses } from '../../../../addresses.ts';
import { statusOf, visitOf } from '../../../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { actor } = await visitOf(event);
  const allowed = mayManageAccess(actor);
  if (!allowed.done) error(statusOf(allowed.refusal), allowed.refusal.sentence);
  return { form: await superValidate(zod4(roleGrantForm), { errors: false }) };
};

export const actions: Actions = {
  default: async (event) => {
    const { actor, association } = await visitOf(event);
    const form = await superValidate(event.request, zod4(roleGrantForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await grantRole(event.locals.house, actor, form.data);
    if (!outcome.done) {
      const { field, sentence } = outcome.refusal;
      return setError(form, field === 'email' ? 'email' : '', sentence, {
        status: statusOf(outcome.refusal) as 400,
      });
    }
    redirect(303, addresses.access(association.slug, { granted: true }));
  },
};
