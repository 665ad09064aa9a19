import type { RequestEvent } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import { ballotsTyped, correctionForm, decisionForm, paperVoteForm } from '#lib/decisions/forms.ts';
import { correctDecision, recordDecision } from '#lib/decisions/server/commands.ts';
import { openPaperVote } from '#lib/decisions/server/paper/commands.ts';
import type { Refusal } from '#lib/kernel/refusals.ts';
import { statusOf, visitOf } from './access.ts';

type Typed = Record<string, string>;
type ItemEvent = RequestEvent & { params: { meeting: string; item: string } };

const typedIn = async ({ request }: RequestEvent): Promise<Typed> =>
  Object.fromEntries([...(await request.formData())].map(([name, value]) => [name, String(value)]));

/** What went wrong with a vote, field by field; what was typed goes back with it. */
export function refusedVote(
  typed: Typed,
  refusal: Pick<Refusal, 'sentence' | 'field' | 'source'>,
  status = 400,
) {
  const { sentence, field, source } = refusal;
  return fail(status, { vote: { typed, errors: [{ field, sentence, source }] } });
}

function schemaOf(typed: Typed) {
  if (typed.decisionId !== undefined) return correctionForm;
  return typed.method === 'paper' ? paperVoteForm : decisionForm;
}

/** Records a vote however it was taken by hand, corrects one, or begins to count the papers of one. */
export async function takeVote(event: ItemEvent) {
  const { actor } = await visitOf(event);
  const { house } = event.locals;
  const meetingId = event.params.meeting;
  const typed = await typedIn(event);
  const parsed = schemaOf(typed).safeParse({
    ...typed,
    ballots: ballotsTyped(typed),
    itemId: event.params.item,
  });
  if (!parsed.success)
    return fail(400, {
      vote: {
        typed,
        errors: parsed.error.issues.map((issue) => ({
          field: String(issue.path[0] ?? ''),
          sentence: issue.message,
          source: undefined,
        })),
      },
    });
  const form = parsed.data;
  const outcome =
    'decisionId' in form
      ? await correctDecision(house, actor, meetingId, form)
      : 'method' in form
        ? await recordDecision(house, actor, meetingId, form)
        : await openPaperVote(house, actor, meetingId, form);
  if (outcome.done) return { vote: null };
  const { refusal } = outcome;
  if (refusal.code === 'stale') {
    const { decision } = refusal.details as { decision: { version: number } };
    typed.version = String(decision.version);
  }
  return refusedVote(typed, refusal, statusOf(refusal));
}

/** Without JavaScript: shows the form again for another way of voting, with what was typed. */
export async function chooseMethod(event: ItemEvent) {
  await visitOf(event);
  return { vote: { typed: await typedIn(event), errors: [] } };
}
