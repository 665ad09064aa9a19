import { error, redirect } from '@sveltejs/kit';
import { cookieMaxAge, cookieName, isLocale } from '#lib/paraglide/runtime.js';
import type { RequestHandler } from './$types';

/** Remembers the language chosen in the rail and comes back to the page it was chosen on. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
  const form = await request.formData();
  const locale = form.get('locale');
  if (!isLocale(locale)) error(400, 'Cette langue n’est pas proposée.');

  cookies.set(cookieName, locale, {
    path: '/',
    maxAge: cookieMaxAge,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    // The pages read it in the browser too, to speak the same language after hydration.
    httpOnly: false,
  });

  const back = URL.parse(String(form.get('from') ?? '/'), url);
  const path = back?.origin === url.origin ? back.pathname + back.search : '/';
  // A path that begins with two slashes, once written out, names another host.
  redirect(303, path.startsWith('//') ? '/' : path);
};
