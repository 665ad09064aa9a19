import { error, redirect } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import { answerPoll } from '#lib/meetings/server/polls/answer.ts';
import { pollView } from '#lib/meetings/server/polls/queries.ts';
import { addresses } from '../../../../addresses.ts';
import { statusOf } from '../../../../server/access.ts';
import { KEPT_NOWHERE, linkVisitOf, readByLink } from '../../../../server/link-visit.ts';
import { pollAnswersIn } from '../../../../server/poll-answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await linkVisitOf(event, 'date-poll');
  event.setHeaders(KEPT_NOWHERE);
  const { actor, subjectId } = visit.link;
  const today = event.locals.house.clock.today();
  const outcome = await readByLink(event, visit, (tx) => pollView(tx, actor, today, subjectId));
  if (!outcome.done) error(404, outcome.refusal.sentence);
  const { slug, name, shortName } = visit.association;
  return {
    site: { slug, name, shortName },
    poll: outcome.value,
    name: actor.name,
    saved: event.url.searchParams.has('saved'),
  };
};

export const actions: Actions = {
  answer: async (event) => {
    const { association, link } = await linkVisitOf(event, 'date-poll');
    const answers = await pollAnswersIn(event.request);
    if (typeof answers === 'string') return fail(400, { refused: answers });
    const outcome = await answerPoll(event.locals.house, link.actor, link.subjectId, answers);
    if (!outcome.done) return fail(statusOf(outcome.refusal), { refused: outcome.refusal.sentence });
    redirect(303, addresses.pollLink(association.slug, event.params.token, 'saved'));
  },
};
