import { fail, redirect } from '@sveltejs/kit';
import { readLink, renewLink, signInWithLink } from '#lib/accounts/server/sign-in.ts';
import { addresses } from '../../../../addresses.ts';
import { writeRequestCookie } from '../../../../server/session-cookie.ts';
import { enterWith, visitorOf } from '../../../../server/signing-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** Looking at a link never uses it: scanners of mailboxes open every one. */
export const load: PageServerLoad = async ({ locals, params }) => ({
  link: await readLink(locals.house, params.token),
});

export const actions: Actions = {
  enter: async (event) => {
    const outcome = await signInWithLink(event.locals.house, {
      linkSecret: event.params.token,
      visitor: visitorOf(event),
    });
    if (!outcome.done) return fail(400, { sentence: outcome.refusal.sentence });
    enterWith(event, outcome.value.token, outcome.value.next);
  },
  renew: async (event) => {
    const outcome = await renewLink(event.locals.house, {
      linkSecret: event.params.token,
      visitor: visitorOf(event),
    });
    if (!outcome.done) return fail(400, { sentence: outcome.refusal.sentence });
    writeRequestCookie(event, outcome.value.requestToken);
    redirect(303, addresses.signInCode());
  },
};
