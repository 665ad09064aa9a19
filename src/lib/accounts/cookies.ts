import { SESSION_LIFE } from './rules.ts';

/** "id.secret" of the session. */
export const SESSION_COOKIE = 'collegial_session';
/** "id.secret" of the sign-in request: ties the six digits to the browser that asked for them. */
export const REQUEST_COOKIE = 'collegial_request';

/**
 * The settings of a cookie of the sign-in, for an installation reached at `publicAddress`. A request cookie outlives
 * its code, so that the page can say that the code expired; it dies with the browser.
 */
export function cookieSettings(publicAddress: string, cookie: typeof SESSION_COOKIE | typeof REQUEST_COOKIE) {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: publicAddress.startsWith('https:'),
    ...(cookie === SESSION_COOKIE && { maxAge: SESSION_LIFE }),
  } as const;
}
