import { error } from '@sveltejs/kit';
import type { Handle } from '@sveltejs/kit/hooks';
import { notFound } from '#lib/kernel/refusals.ts';
import { paraglideMiddleware } from '#lib/paraglide/server.js';

/**
 * Draws pages in the language that the cookie names. The middleware copies the request that it is given: a copy of a body
 * that nobody reads would hold a whole upload in memory, so that it gets none.
 */
export const language: Handle = ({ event, resolve }) =>
  paraglideMiddleware(new Request(event.url, { headers: event.request.headers }), ({ locale }) =>
    resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', locale) }),
  );

/** What is no form, or only the beginning of one, is the fault of whoever sent it: no bug, and nothing for the log. */
export const forms: Handle = ({ event, resolve }) => {
  const { request } = event;
  const read = request.formData.bind(request);
  request.formData = () =>
    read().catch(() => error(400, 'Cet envoi est illisible. Revenez à la page, puis renvoyez-le.'));
  return resolve(event);
};

/** No text of the database holds a NUL: an address with one leads nowhere, whatever part of it is looked up. */
export const addressed: Handle = ({ event, resolve }) =>
  event.url.href.includes('%00') ? error(404, notFound().refusal.sentence) : resolve(event);
