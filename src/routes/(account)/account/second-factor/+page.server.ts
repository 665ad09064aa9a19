import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { codeForm, passkeyNameForm } from '#lib/accounts/forms.ts';
import { mayChangeFactors, secondFactorRequired } from '#lib/accounts/policy.ts';
import { addPasskey, passkeysOf, removePasskey } from '#lib/accounts/server/passkeys.ts';
import {
  confirmTotp,
  enrolmentOf,
  recoveryCodesLeft,
  removeTotp,
  renewRecoveryCodes,
  startTotp,
} from '#lib/accounts/server/second-factor.ts';
import { rolesOf } from '#lib/associations/server/roles.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { m } from '#lib/paraglide/messages.js';
import { keepSession, readAgain, signedInOf } from '../../../server/signing-in.ts';
import { addresses } from '../../../addresses.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = signedInOf(event);
  const { house } = event.locals;
  const { totp, passkey } = who.account;
  const passed = who.session.secondFactorPassedAt !== null;
  return {
    totp,
    protected: totp || passkey,
    mayChange: mayChangeFactors({ totp, passkey, passed }),
    required: !house.demonstration && secondFactorRequired(await rolesOf(house, who.account.id)),
    enrolment: await enrolmentOf(house, who),
    codesLeft: await recoveryCodesLeft(house.db, who),
    passkeys: await passkeysOf(house, who),
    confirmForm: await superValidate(zod4(codeForm), { id: 'confirm', errors: false }),
    passkeyForm: await superValidate(zod4(passkeyNameForm), { id: 'passkey', errors: false }),
  };
};

/** What a plain button did, said at the top of the page. */
async function told(event: RequestEvent, outcome: Outcome<unknown>) {
  if (!outcome.done) return fail(400, { sentence: outcome.refusal.sentence, refused: true });
  await readAgain(event);
  return { sentence: m.account_done(), refused: false };
}

async function typedBy(event: RequestEvent, field: string): Promise<string> {
  return String((await event.request.formData()).get(field) ?? '');
}

export const actions: Actions = {
  start: async (event) => {
    const outcome = await startTotp(event.locals.house, signedInOf(event));
    if (!outcome.done) return told(event, outcome);
    // The image to photograph says what to do next: nothing is done yet.
    redirect(303, addresses.accountSecondFactor());
  },
  confirm: async (event) => {
    const who = signedInOf(event);
    const confirmForm = await superValidate(event.request, zod4(codeForm), { id: 'confirm' });
    if (!confirmForm.valid) return fail(400, { confirmForm });
    const outcome = await confirmTotp(event.locals.house, who, confirmForm.data.code);
    if (!outcome.done) {
      const field = outcome.refusal.field === 'code' ? 'code' : '';
      return setError(confirmForm, field, outcome.refusal.sentence);
    }
    keepSession(event, outcome.value.token);
    await readAgain(event);
    return { sentence: m.account_totp_confirmed(), refused: false, codes: outcome.value.recoveryCodes };
  },
  remove: async (event) => told(event, await removeTotp(event.locals.house, signedInOf(event))),
  renew: async (event) => {
    const outcome = await renewRecoveryCodes(event.locals.house, signedInOf(event));
    if (!outcome.done) return told(event, outcome);
    return { sentence: m.account_done(), refused: false, codes: outcome.value };
  },
  addPasskey: async (event) => {
    const who = signedInOf(event);
    const typed = await event.request.formData();
    const passkeyForm = await superValidate(typed, zod4(passkeyNameForm), { id: 'passkey' });
    if (!passkeyForm.valid) return fail(400, { passkeyForm });
    const outcome = await addPasskey(event.locals.house, who, {
      challengeId: String(typed.get('challengeId') ?? ''),
      response: String(typed.get('response') ?? ''),
      name: passkeyForm.data.name,
    });
    if (!outcome.done) return told(event, outcome);
    keepSession(event, outcome.value.token);
    await readAgain(event);
    return { sentence: m.account_passkey_added(), refused: false };
  },
  removePasskey: async (event) => {
    const who = signedInOf(event);
    return told(event, await removePasskey(event.locals.house, who, await typedBy(event, 'passkey')));
  },
};
