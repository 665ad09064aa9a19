import { redirect } from '@sveltejs/kit';
import { fail, message, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { codeForm } from '#lib/accounts/forms.ts';
import { requestOf, requestSignIn, signInWithCode } from '#lib/accounts/server/sign-in.ts';
import { m } from '#lib/paraglide/messages.js';
import { addresses } from '../../../addresses.ts';
import { readRequestCookie, writeRequestCookie } from '../../../server/session-cookie.ts';
import { enterWith, visitorOf } from '../../../server/signing-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, cookies }) => {
  const request = await requestOf(locals.house, readRequestCookie(cookies));
  if (!request) redirect(303, addresses.signIn());
  return { email: request.email, form: await superValidate(zod4(codeForm), { errors: false }) };
};

export const actions: Actions = {
  enter: async (event) => {
    const form = await superValidate(event.request, zod4(codeForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await signInWithCode(event.locals.house, {
      requestToken: readRequestCookie(event.cookies),
      code: form.data.code,
      visitor: visitorOf(event),
    });
    if (outcome.done) enterWith(event, outcome.value.token, outcome.value.next);
    return setError(form, outcome.refusal.field === 'code' ? 'code' : '', outcome.refusal.sentence);
  },
  again: async (event) => {
    const form = await superValidate(zod4(codeForm), { errors: false });
    const request = await requestOf(event.locals.house, readRequestCookie(event.cookies));
    if (!request) redirect(303, addresses.signIn());
    const outcome = await requestSignIn(event.locals.house, { ...request, visitor: visitorOf(event) });
    if (!outcome.done) return setError(form, '', outcome.refusal.sentence, { status: 429 });
    writeRequestCookie(event, outcome.value.requestToken);
    return message(form, m.signin_resent());
  },
};
