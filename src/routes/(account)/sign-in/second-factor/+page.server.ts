import { redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { secondFactorForm } from '#lib/accounts/forms.ts';
import { localPath } from '#lib/accounts/rules.ts';
import { passWithPasskey } from '#lib/accounts/server/passkeys.ts';
import { passSecondFactor } from '#lib/accounts/server/second-factor.ts';
import { enterWith, signedInOf } from '../../../server/signing-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { account, session } = signedInOf(event);
  const next = localPath(event.url.searchParams.get('next'));
  if (session.secondFactorPassedAt || !(account.totp || account.passkey)) redirect(303, next);
  return {
    totp: account.totp,
    passkey: account.passkey,
    form: await superValidate({ next }, zod4(secondFactorForm), { errors: false }),
  };
};

export const actions: Actions = {
  code: async (event) => {
    const who = signedInOf(event);
    const form = await superValidate(event.request, zod4(secondFactorForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await passSecondFactor(event.locals.house, who, form.data.code);
    if (outcome.done) enterWith(event, outcome.value.token, form.data.next);
    return setError(form, outcome.refusal.field === 'code' ? 'code' : '', outcome.refusal.sentence);
  },
  passkey: async (event) => {
    const who = signedInOf(event);
    const typed = await event.request.formData();
    const next = localPath(String(typed.get('next') ?? ''));
    const outcome = await passWithPasskey(event.locals.house, who, {
      challengeId: String(typed.get('challengeId') ?? ''),
      response: String(typed.get('response') ?? ''),
    });
    if (outcome.done) enterWith(event, outcome.value.token, next);
    const form = await superValidate({ next }, zod4(secondFactorForm), { errors: false });
    return setError(form, '', outcome.refusal.sentence);
  },
};
