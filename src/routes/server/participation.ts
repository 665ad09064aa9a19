import type { RequestEvent } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import type { z } from 'zod';
import type { Actor } from '#lib/kernel/actor.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { proxyForm, questionForm, replyForm, revocationForm } from '#lib/meetings/forms/participation.ts';
import { giveProxy, revokeProxy } from '#lib/meetings/server/participation/commands/proxies.ts';
import { askQuestion } from '#lib/meetings/server/participation/commands/questions.ts';
import { saveReply } from '#lib/meetings/server/participation/commands/replies.ts';
import { statusOf } from './access.ts';

/** Who answers to which meeting: signed in, or by a personal link, which answers for one mandate only. */
export interface Answering {
  readonly actor: Actor;
  readonly meetingId: string;
  readonly mandateId?: string;
}

/** Reads one of the small forms of this page. What was typed goes back with what went wrong, and with which form. */
export async function answerBy<Schema extends z.ZodType>(
  event: RequestEvent,
  part: string,
  { mandateId }: Pick<Answering, 'mandateId'>,
  schema: Schema,
  run: (form: z.output<Schema>) => Promise<Outcome<unknown>>,
) {
  const sent = Object.fromEntries([...(await event.request.formData())].map(([k, v]) => [k, String(v)]));
  const typed: Record<string, string> = mandateId === undefined ? sent : { ...sent, mandateId };
  const parsed = schema.safeParse(typed);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    return fail(400, {
      part,
      typed,
      refusal: { sentence: issue.message, field: String(issue.path[0] ?? '') },
    });
  }
  const outcome = await run(parsed.data);
  if (outcome.done) return { part, typed: null, refusal: null };
  const { sentence, field } = outcome.refusal;
  return fail(statusOf(outcome.refusal), { part, typed, refusal: { sentence, field } });
}

/** The acts of a member on their own answer, from either of its two pages. */
export function answerActions<Event extends RequestEvent>(answering: (event: Event) => Promise<Answering>) {
  return {
    reply: async (event: Event) => {
      const who = await answering(event);
      return answerBy(event, 'reply', who, replyForm, (form) =>
        saveReply(event.locals.house, who.actor, who.meetingId, form),
      );
    },
    proxy: async (event: Event) => {
      const who = await answering(event);
      return answerBy(event, 'proxy', who, proxyForm, (form) =>
        giveProxy(event.locals.house, who.actor, who.meetingId, form),
      );
    },
    revoke: async (event: Event) => {
      const who = await answering(event);
      return answerBy(event, 'revoke', who, revocationForm, ({ proxyId }) =>
        revokeProxy(event.locals.house, who.actor, who.meetingId, proxyId),
      );
    },
    ask: async (event: Event) => {
      const who = await answering(event);
      return answerBy(event, 'ask', who, questionForm, (form) =>
        askQuestion(event.locals.house, who.actor, who.meetingId, form),
      );
    },
  };
}
