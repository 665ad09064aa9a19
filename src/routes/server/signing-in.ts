import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { Handle } from '@sveltejs/kit/hooks';
import { secondFactorNeed } from '#lib/accounts/policy.ts';
import { localPath, secondsAfter, SESSION_LIFE } from '#lib/accounts/rules.ts';
import { validateSession, type SignedIn, type Visitor } from '#lib/accounts/server/sessions.ts';
import { rolesOf } from '#lib/associations/server/roles.ts';
import { addresses } from '../addresses.ts';
import { dropRequestCookie, readSessionCookie, writeSessionCookie } from './session-cookie.ts';

export function visitorOf(event: RequestEvent): Visitor {
  return { address: event.getClientAddress(), userAgent: event.request.headers.get('user-agent') };
}

/** Who is signed in; else the sign-in page, and back. */
export function signedInOf({ locals, url, request }: RequestEvent): SignedIn {
  const { account, session } = locals;
  if (account && session) return { account, session };
  redirect(303, addresses.signIn(request.method === 'GET' ? url.pathname + url.search : url.pathname));
}

/** Sets the cookie of a session that was just opened or raised, and goes where the person wanted to go. */
export function enterWith(event: RequestEvent, token: string, next: string): never {
  keepSession(event, token);
  dropRequestCookie(event);
  redirect(303, localPath(next));
}

/** Sets the cookie of a session whose token was just drawn. */
export function keepSession(event: RequestEvent, token: string): void {
  writeSessionCookie(event, token, secondsAfter(event.locals.house.clock.now(), SESSION_LIFE));
}

/** Reads again who is signed in, after an action that changed it: the page is drawn in the same request. */
export async function readAgain(event: RequestEvent): Promise<void> {
  const { house } = event.locals;
  const signedIn = await validateSession(house, readSessionCookie(event.cookies) ?? '');
  event.locals.account = signedIn?.account ?? null;
  event.locals.session = signedIn?.session ?? null;
}

/** Pages that stay open to whoever still owes a second factor. */
const GIVING = ['/(account)/sign-in/second-factor', '/(account)/sign-in/second-factor/passkey'];
const SETTING_UP = ['/(account)/account/second-factor', '/(account)/account/second-factor/passkey'];
const ALWAYS = ['/sign-out', '/language'];

/**
 * Sends whoever owes a second factor to the page where to give it ("pass") or to set it up ("enrol"), whatever page
 * was asked. Comes after the session in the sequence of hooks.
 */
export const secondFactorGate: Handle = async ({ event, resolve }) => {
  const { house, account, session } = event.locals;
  const route = event.route.id;
  if (!account || !session || route === null || ALWAYS.includes(route)) return resolve(event);
  const passed = session.secondFactorPassedAt !== null;
  const settled = house.demonstration || (passed && (account.totp || account.passkey));
  const need = settled
    ? 'none'
    : secondFactorNeed({
        roles: await rolesOf(house, account.id),
        totp: account.totp,
        passkey: account.passkey,
        passed,
        demonstration: house.demonstration,
      });
  if (need === 'pass' && !GIVING.includes(route))
    redirect(303, addresses.secondFactor(event.url.pathname + event.url.search));
  if (need === 'enrol' && !SETTING_UP.includes(route)) redirect(303, addresses.accountSecondFactor());
  return resolve(event);
};
