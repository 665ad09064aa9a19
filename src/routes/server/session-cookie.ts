import type { Cookies, RequestEvent } from '@sveltejs/kit';
import { Temporal } from 'temporal-polyfill';

/** "id.secret" of the session. */
const SESSION = 'collegial_session';
/** "id.secret" of the sign-in request: ties the six digits to the browser that asked for them. */
const REQUEST = 'collegial_request';

type Reached = Pick<RequestEvent, 'cookies' | 'locals'>;

/** `secure` follows the address that people type: over plain http a browser would drop the cookie. */
function settings({ locals }: Reached) {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: locals.house.publicAddress.startsWith('https:'),
  } as const;
}

export function readSessionCookie(cookies: Cookies): string | undefined {
  return cookies.get(SESSION);
}

/**
 * Sets the cookie of a session until it expires (an ISO instant). As a duration: the clock of the house is not
 * always that of the browser, a demonstration has its own.
 */
export function writeSessionCookie(event: Reached, token: string, expiresAt: string): void {
  const left = Temporal.Instant.from(event.locals.house.clock.now()).until(expiresAt);
  event.cookies.set(SESSION, token, { ...settings(event), maxAge: Math.floor(left.total('seconds')) });
}

export function dropSessionCookie(event: Reached): void {
  event.cookies.delete(SESSION, settings(event));
}

export function readRequestCookie(cookies: Cookies): string {
  return cookies.get(REQUEST) ?? '';
}

/** Outlives its code, so that the page can say that the code expired; ends with the browser. */
export function writeRequestCookie(event: Reached, requestToken: string): void {
  event.cookies.set(REQUEST, requestToken, settings(event));
}

export function dropRequestCookie(event: Reached): void {
  event.cookies.delete(REQUEST, settings(event));
}
