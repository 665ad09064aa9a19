import { json } from '@sveltejs/kit';
import { passkeySignIn } from '#lib/accounts/server/passkeys.ts';
import { visitorOf } from '../../../server/signing-in.ts';
import type { RequestHandler } from './$types';

/** What the browser asks its authenticator to sign in order to enter. */
export const POST: RequestHandler = async (event) => {
  const outcome = await passkeySignIn(event.locals.house, visitorOf(event));
  return outcome.done ? json(outcome.value) : json(outcome.refusal, { status: 429 });
};
