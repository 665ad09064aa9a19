import { json } from '@sveltejs/kit';
import { passkeyRegistration } from '#lib/accounts/server/passkeys.ts';
import { signedInOf } from '../../../../server/signing-in.ts';
import type { RequestHandler } from './$types';

/** What the browser asks its authenticator in order to make a passkey. */
export const POST: RequestHandler = async (event) => {
  const outcome = await passkeyRegistration(event.locals.house, signedInOf(event));
  return outcome.done ? json(outcome.value) : json(outcome.refusal, { status: 400 });
};
