import { error, redirect } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import { answerInWriting } from '#lib/decisions/server/written/answer.ts';
import { writtenView } from '#lib/decisions/server/written/queries.ts';
import { addresses } from '../../../../addresses.ts';
import { statusOf } from '../../../../server/access.ts';
import { KEPT_NOWHERE, linkVisitOf, readByLink } from '../../../../server/link-visit.ts';
import { writtenAnswerIn } from '../../../../server/written-answer.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await linkVisitOf(event, 'written-procedure');
  event.setHeaders(KEPT_NOWHERE);
  const { actor, subjectId } = visit.link;
  const today = event.locals.house.clock.today();
  const outcome = await readByLink(event, visit, (tx) => writtenView(tx, actor, today, subjectId));
  if (!outcome.done) error(404, outcome.refusal.sentence);
  const { slug, name, shortName } = visit.association;
  return {
    site: { slug, name, shortName },
    written: outcome.value,
    name: actor.name,
    saved: event.url.searchParams.has('saved'),
  };
};

export const actions: Actions = {
  answer: async (event) => {
    const { association, link } = await linkVisitOf(event, 'written-procedure');
    const { answer, failure } = await writtenAnswerIn(event.request);
    if (failure) return failure;
    const outcome = await answerInWriting(event.locals.house, link.actor, link.subjectId, { answer });
    if (!outcome.done) return fail(statusOf(outcome.refusal), { refused: outcome.refusal.sentence });
    redirect(303, addresses.writtenLink(association.slug, event.params.token, 'saved'));
  },
};
