import type { RequestEvent } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import type { z } from 'zod';
import { correctionForm, decisionForm, paperVoteForm } from '#lib/decisions/forms.ts';
import { ballotsTyped } from '#lib/decisions/typed-ballots.ts';
import { correctDecision, recordDecision } from '#lib/decisions/server/commands.ts';
import { openPaperVote } from '#lib/decisions/server/paper/commands.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { Outcome, Refusal } from '#lib/kernel/refusals.ts';
import type { House } from '#lib/platform/house.ts';
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

/** What a form of this shape does, once what was typed has it. */
const doing =
  <Schema extends z.ZodType>(
    schema: Schema,
    act: (house: House, actor: Actor, meetingId: string, form: z.output<Schema>) => Promise<Outcome<unknown>>,
  ) =>
  async (house: House, actor: Actor, meetingId: string, typed: unknown) => {
    const parsed = schema.safeParse(typed);
    return parsed.success ? act(house, actor, meetingId, parsed.data) : parsed.error;
  };

function actOf(typed: Typed) {
  if (typed.decisionId !== undefined) return doing(correctionForm, correctDecision);
  return typed.method === 'paper' ? doing(paperVoteForm, openPaperVote) : doing(decisionForm, recordDecision);
}

/** Records a vote however it was taken by hand, corrects one, or begins to count the papers of one. */
export async function takeVote(event: ItemEvent) {
  const { actor } = await visitOf(event);
  const typed = await typedIn(event);
  const form = { ...typed, ballots: ballotsTyped(typed), itemId: event.params.item };
  const outcome = await actOf(typed)(event.locals.house, actor, event.params.meeting, form);
  if ('issues' in outcome)
    return fail(400, {
      vote: {
        typed,
        errors: outcome.issues.map((issue) => ({
          field: String(issue.path[0] ?? ''),
          sentence: issue.message,
          source: undefined,
        })),
      },
    });
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
