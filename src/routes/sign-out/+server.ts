import { redirect } from '@sveltejs/kit';
import { endSession } from '#lib/accounts/server/sessions.ts';
import { addresses } from '../addresses.ts';
import { dropSessionCookie } from '../server/session-cookie.ts';
import type { RequestHandler } from './$types';

/** Ends this session. Pressed twice, the second time changes nothing. */
export const POST: RequestHandler = async (event) => {
  const { house, account, session } = event.locals;
  if (account && session) await endSession(house, { account, session }, session.id);
  dropSessionCookie(event);
  redirect(303, addresses.signIn());
};
