import { fail } from '@sveltejs/kit';
import { message, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { nameForm } from '#lib/accounts/forms.ts';
import { renameAccount } from '#lib/accounts/server/accounts.ts';
import { associationsOf } from '#lib/bodies/server/actor.ts';
import { devicesOf, endOtherSessions, endSession } from '#lib/accounts/server/sessions.ts';
import { m } from '#lib/paraglide/messages.js';
import { readAgain, signedInOf } from '../../server/signing-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = signedInOf(event);
  const { email, name, totp, passkey } = who.account;
  return {
    email,
    protected: totp || passkey,
    associations: await associationsOf(event.locals.house, who.account.id),
    devices: await devicesOf(event.locals.house, who),
    form: await superValidate({ name }, zod4(nameForm), { errors: false }),
  };
};

export const actions: Actions = {
  name: async (event) => {
    const who = signedInOf(event);
    const form = await superValidate(event.request, zod4(nameForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await renameAccount(event.locals.house, who, form.data.name);
    if (!outcome.done) return setError(form, '', outcome.refusal.sentence);
    await readAgain(event);
    return message(form, m.account_name_saved());
  },
  end: async (event) => {
    const who = signedInOf(event);
    const typed = await event.request.formData();
    const outcome = await endSession(event.locals.house, who, String(typed.get('session') ?? ''));
    return outcome.done ? { ended: 1 } : fail(404, { sentence: outcome.refusal.sentence });
  },
  endOthers: async (event) => {
    const outcome = await endOtherSessions(event.locals.house, signedInOf(event));
    return outcome.done ? { ended: outcome.value } : fail(400, { sentence: outcome.refusal.sentence });
  },
};
