import { redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { signInForm } from '#lib/accounts/forms.ts';
import { localPath } from '#lib/accounts/rules.ts';
import { signInWithPasskey } from '#lib/accounts/server/passkeys.ts';
import { requestSignIn } from '#lib/accounts/server/sign-in.ts';
import { isFirstStart } from '#lib/associations/server/queries.ts';
import { addresses } from '../../addresses.ts';
import { writeRequestCookie } from '../../server/session-cookie.ts';
import { enterWith, visitorOf } from '../../server/signing-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const next = localPath(url.searchParams.get('next'));
  if (locals.account) redirect(303, next);
  if (await isFirstStart(locals.house.db)) redirect(303, addresses.start());
  return { form: await superValidate({ next }, zod4(signInForm), { errors: false }) };
};

export const actions: Actions = {
  mail: async (event) => {
    const form = await superValidate(event.request, zod4(signInForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await requestSignIn(event.locals.house, { ...form.data, visitor: visitorOf(event) });
    if (!outcome.done) return setError(form, '', outcome.refusal.sentence, { status: 429 });
    writeRequestCookie(event, outcome.value.requestToken);
    redirect(303, addresses.signInCode());
  },
  passkey: async (event) => {
    const typed = await event.request.formData();
    const outcome = await signInWithPasskey(event.locals.house, {
      challengeId: String(typed.get('challengeId') ?? ''),
      response: String(typed.get('response') ?? ''),
      visitor: visitorOf(event),
    });
    if (outcome.done) enterWith(event, outcome.value.token, String(typed.get('next') ?? ''));
    const form = await superValidate({ next: localPath(String(typed.get('next') ?? '')) }, zod4(signInForm), {
      errors: false,
    });
    return setError(form, '', outcome.refusal.sentence);
  },
};
