import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { dateChoiceForm } from '#lib/meetings/forms/polls.ts';
import { answerPoll } from '#lib/meetings/server/polls/answer.ts';
import { renewPollLink } from '#lib/meetings/server/polls/open.ts';
import { pollView } from '#lib/meetings/server/polls/queries.ts';
import { chooseDate, closePoll } from '#lib/meetings/server/polls/settle.ts';
import { addresses } from '../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import { pollAnswersIn } from '../../../../server/poll-answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const today = event.locals.house.clock.today();
  const outcome = await read(event.locals, visit, (tx) =>
    pollView(tx, visit.actor, today, event.params.poll),
  );
  if (!outcome.done) error(404, outcome.refusal.sentence);
  return { poll: outcome.value, saved: event.url.searchParams.has('saved') };
};

function refused(outcome: Exclude<Outcome<unknown>, { done: true }>) {
  return fail(statusOf(outcome.refusal), { refused: outcome.refusal.sentence });
}

const typed = async (event: RequestEvent, name: string) =>
  String((await event.request.formData()).get(name) ?? '');

export const actions: Actions = {
  answer: async (event) => {
    const visit = await visitOf(event);
    const answers = await pollAnswersIn(event.request);
    if (typeof answers === 'string') return fail(400, { refused: answers });
    const { poll } = event.params;
    const outcome = await answerPoll(event.locals.house, visit.actor, poll, answers);
    if (!outcome.done) return refused(outcome);
    redirect(303, addresses.poll(visit.association.slug, poll, 'saved'));
  },
  link: async (event) => {
    const visit = await visitOf(event);
    const mandateId = await typed(event, 'mandateId');
    const outcome = await renewPollLink(event.locals.house, visit.actor, event.params.poll, mandateId);
    if (!outcome.done) return refused(outcome);
    const { token, name } = outcome.value;
    // Whole, because it is copied elsewhere; on the site that the secretary is looking at.
    const address = new URL(addresses.pollLink(visit.association.slug, token), event.url).href;
    return { link: { name, address } };
  },
  choose: async (event) => {
    const visit = await visitOf(event);
    const parsed = dateChoiceForm.safeParse({ dateId: await typed(event, 'dateId') });
    if (!parsed.success) return fail(400, { refused: parsed.error.issues[0]!.message });
    const { house } = event.locals;
    const outcome = await chooseDate(house, visit.actor, event.params.poll, parsed.data.dateId);
    if (!outcome.done) return refused(outcome);
    redirect(303, addresses.meeting(visit.association.slug, outcome.value.meetingId));
  },
  close: async (event) => {
    const visit = await visitOf(event);
    const outcome = await closePoll(event.locals.house, visit.actor, event.params.poll);
    if (!outcome.done) return refused(outcome);
    redirect(303, addresses.poll(visit.association.slug, event.params.poll));
  },
};
