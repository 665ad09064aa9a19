import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { termForm, type TermForm } from '#lib/bodies/forms.ts';
import { mayKeepTerms } from '#lib/bodies/policy.ts';
import { addTerm, listTerms } from '#lib/bodies/server/terms.ts';
import { daysAfter } from '#lib/kernel/days.ts';
import { addresses } from '../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayKeepTerms(visit.actor);
  if (!allowed.done) error(403, allowed.refusal.sentence);
  const last = (await read(event.locals, visit, listTerms)).at(-1)?.to;
  // A term follows another one.
  const proposed = { from: last ? daysAfter(last, 1) : '' };
  return { form: await superValidate(proposed, zod4(termForm), { errors: false }) };
};

export const actions: Actions = {
  default: async (event) => {
    const visit = await visitOf(event);
    const form = await superValidate(event.request, zod4(termForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await addTerm(event.locals.house, visit.actor, form.data);
    if (!outcome.done) {
      const field = (outcome.refusal.field ?? '') as keyof TermForm | '';
      return setError(form, field, outcome.refusal.sentence, { status: statusOf(outcome.refusal) as 400 });
    }
    redirect(303, addresses.terms(visit.association.slug));
  },
};
