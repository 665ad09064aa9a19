import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { bodiesOn } from '#lib/bodies/server/queries.ts';
import { pollForm, type PollForm } from '#lib/meetings/forms/polls.ts';
import { mayPrepare } from '#lib/meetings/policy.ts';
import { openPoll } from '#lib/meetings/server/polls/open.ts';
import { lastPlaceOf } from '#lib/meetings/server/planning/proposal.ts';
import { addresses } from '../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayPrepare(visit.actor);
  if (!allowed.done) error(403, allowed.refusal.sentence);
  return read(event.locals, visit, async (tx) => {
    const bodies = await bodiesOn(tx, event.locals.house.clock.today());
    const place = (await lastPlaceOf(tx)) ?? '';
    return {
      bodies,
      form: await superValidate({ kind: 'ordinary', place }, zod4(pollForm), { errors: false }),
    };
  });
};

export const actions: Actions = {
  default: async (event) => {
    const visit = await visitOf(event);
    const form = await superValidate(event.request, zod4(pollForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await openPoll(event.locals.house, visit.actor, form.data);
    if (outcome.done) redirect(303, addresses.poll(visit.association.slug, outcome.value.pollId));
    const { field = '', sentence } = outcome.refusal;
    // Of a list of lines, the message stands over the list.
    const path = field === 'onDay' ? 'onDay._errors' : (field as keyof PollForm | '');
    return setError(form, path as '', sentence, { status: statusOf(outcome.refusal) as 400 });
  },
};
