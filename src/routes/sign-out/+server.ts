import { redirect } from '@sveltejs/kit';
import { endSession } from '#lib/accounts/server/sessions.ts';
import { addresses } from '../addresses.ts';
import { dropSessionCookie } from '../server/session-cookie.ts';
import type { RequestHandler } from './$types';

/**
 * Ends this session. Pressed twice, the second time changes nothing. The browser forgets what it holds of these pages; the
 * copies to be read without network are forgotten by their worker, which sees this request leave. What could not be saved
 * of a text being typed stays with its browser, under its author's name.
 */
export const POST: RequestHandler = async (event) => {
  const { house, account, session } = event.locals;
  if (account && session) await endSession(house, { account, session }, session.id);
  dropSessionCookie(event);
  event.setHeaders({ 'clear-site-data': '"cache"' });
  redirect(303, addresses.signIn());
};
