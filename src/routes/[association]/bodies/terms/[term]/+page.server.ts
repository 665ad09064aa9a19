import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { termChangeForm, type TermChangeForm } from '#lib/bodies/forms.ts';
import { mayKeepTerms } from '#lib/bodies/policy.ts';
import { changeTerm, listTerms } from '#lib/bodies/server/terms.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { addresses } from '../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayKeepTerms(visit.actor);
  if (!allowed.done) error(403, allowed.refusal.sentence);
  const terms = await read(event.locals, visit, listTerms);
  const term = terms.find(({ id }) => id === event.params.term);
  if (!term) error(404, notFound().refusal.sentence);
  const { name, from, to, version } = term;
  const form = await superValidate({ name, from, to: to ?? '', version }, zod4(termChangeForm), {
    errors: false,
  });
  return { term, form };
};

export const actions: Actions = {
  default: async (event) => {
    const visit = await visitOf(event);
    const form = await superValidate(event.request, zod4(termChangeForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await changeTerm(event.locals.house, visit.actor, event.params.term, form.data);
    if (!outcome.done) {
      const { code, field = '', sentence } = outcome.refusal;
      // The page shows beside the form what is recorded now; to save again is to choose.
      if (code === 'stale') {
        const terms = await read(event.locals, visit, listTerms);
        form.data.version = terms.find(({ id }) => id === event.params.term)!.version;
      }
      return setError(form, field as keyof TermChangeForm | '', sentence, {
        status: statusOf(outcome.refusal) as 400,
      });
    }
    redirect(303, addresses.terms(visit.association.slug));
  },
};
