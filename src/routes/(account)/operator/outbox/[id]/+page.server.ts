import { error, fail, redirect } from '@sveltejs/kit';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { considerSent, openMail, retryFailed, sendAgain } from '#lib/platform/mail/operator.ts';
import { addresses } from '../../../../addresses.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const answer = await openMail(locals.house, locals.account, params.id);
  if (!answer.done) error(404, answer.refusal.sentence);
  return { mail: answer.value };
};

/** Back to the list rather than here: reading the message once more would be one more line in the journal. */
function told(answer: Outcome<undefined>, settled: 'queued' | 'sent') {
  if (answer.done) redirect(303, addresses.outbox({ settled }));
  if (answer.refusal.code === 'not-found') error(404, answer.refusal.sentence);
  return fail(409, { sentence: answer.refusal.sentence });
}

export const actions: Actions = {
  sendAgain: async ({ locals, params }) =>
    told(await sendAgain(locals.house, locals.account, params.id), 'queued'),
  considerSent: async ({ locals, params }) =>
    told(await considerSent(locals.house, locals.account, params.id), 'sent'),
  retry: async ({ locals, params }) =>
    told(await retryFailed(locals.house, locals.account, params.id), 'queued'),
};
