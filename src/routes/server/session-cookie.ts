import type { Cookies } from '@sveltejs/kit';
import { cookieSettings, SESSION_COOKIE } from '#lib/accounts/cookies.ts';

export function readSessionCookie(cookies: Cookies): string | undefined {
  return cookies.get(SESSION_COOKIE);
}

/** Keeps the token of a session in this browser; it lives as long as the session it belongs to. */
export function writeSessionCookie(event: { cookies: Cookies; locals: App.Locals }, token: string): void {
  event.cookies.set(
    SESSION_COOKIE,
    token,
    cookieSettings(event.locals.house.publicAddress, SESSION_COOKIE),
  );
}

export function dropSessionCookie(event: { cookies: Cookies; locals: App.Locals }): void {
  event.cookies.delete(SESSION_COOKIE, cookieSettings(event.locals.house.publicAddress, SESSION_COOKIE));
}
