import { json } from '@sveltejs/kit';
import { passkeySecondFactor } from '#lib/accounts/server/passkeys.ts';
import { signedInOf } from '../../../../server/signing-in.ts';
import type { RequestHandler } from './$types';

/** What the browser asks its authenticator to sign as second factor. */
export const POST: RequestHandler = async (event) => {
  const outcome = await passkeySecondFactor(event.locals.house, signedInOf(event));
  return outcome.done ? json(outcome.value) : json(outcome.refusal, { status: 400 });
};
