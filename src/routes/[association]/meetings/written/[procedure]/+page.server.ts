import { error, redirect } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import { paperAnswerForm, withdrawalForm } from '#lib/decisions/forms/written.ts';
import { answerInWriting, enterPaperAnswer } from '#lib/decisions/server/written/answer.ts';
import { remindSilent, withdrawProcedure } from '#lib/decisions/server/written/follow-up.ts';
import { writtenView } from '#lib/decisions/server/written/queries.ts';
import type { Refused } from '#lib/kernel/refusals.ts';
import { addresses } from '../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import { writtenAnswerIn } from '../../../../server/written-answer.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const today = event.locals.house.clock.today();
  const outcome = await read(event.locals, visit, (tx) =>
    writtenView(tx, visit.actor, today, event.params.procedure),
  );
  if (!outcome.done) error(404, outcome.refusal.sentence);
  return { written: outcome.value, saved: event.url.searchParams.has('saved') };
};

const refused = ({ refusal }: Refused) => fail(statusOf(refusal), { refused: refusal.sentence });

export const actions: Actions = {
  answer: async (event) => {
    const visit = await visitOf(event);
    const { answer, failure } = await writtenAnswerIn(event.request);
    if (failure) return failure;
    const { procedure } = event.params;
    const outcome = await answerInWriting(event.locals.house, visit.actor, procedure, { answer });
    if (!outcome.done) return refused(outcome);
    redirect(303, addresses.writtenDecision(visit.association.slug, procedure, 'saved'));
  },
  paper: async (event) => {
    const visit = await visitOf(event);
    const parsed = paperAnswerForm.safeParse(Object.fromEntries(await event.request.formData()));
    if (!parsed.success) return fail(400, { refused: parsed.error.issues[0]!.message });
    const { procedure } = event.params;
    const outcome = await enterPaperAnswer(event.locals.house, visit.actor, procedure, parsed.data);
    if (!outcome.done) return refused(outcome);
    redirect(303, addresses.writtenDecision(visit.association.slug, procedure));
  },
  remind: async (event) => {
    const visit = await visitOf(event);
    const outcome = await remindSilent(event.locals.house, visit.actor, event.params.procedure);
    return outcome.done ? outcome.value : refused(outcome);
  },
  withdraw: async (event) => {
    const visit = await visitOf(event);
    const reason = String((await event.request.formData()).get('reason') ?? '');
    const parsed = withdrawalForm.safeParse({ reason });
    if (!parsed.success) return fail(400, { withdrawal: { reason, error: parsed.error.issues[0]!.message } });
    const { procedure } = event.params;
    const outcome = await withdrawProcedure(event.locals.house, visit.actor, procedure, parsed.data);
    if (!outcome.done) return refused(outcome);
    redirect(303, addresses.writtenDecision(visit.association.slug, procedure));
  },
};
