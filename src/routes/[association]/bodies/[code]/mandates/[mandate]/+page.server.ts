import { error, redirect } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import type { z } from 'zod';
import { mandateEndForm } from '#lib/bodies/forms.ts';
import { annulmentForm, settlementForm } from '#lib/bodies/forms/mandates.ts';
import { historyInWords } from '#lib/bodies/history.ts';
import { mayManageBodies, mayReadMandateHistory } from '#lib/bodies/policy.ts';
import { annulMandate } from '#lib/bodies/server/commands/mandates/annul.ts';
import { endMandate } from '#lib/bodies/server/commands/mandates/end.ts';
import { settleCoOptation } from '#lib/bodies/server/commands/mandates/settle.ts';
import { identifiersIn, mandateEntries, namesIn } from '#lib/bodies/server/mandate-history.ts';
import {
  mandatesAround,
  seatChoices,
  viewMandate,
  type MandateView,
} from '#lib/bodies/server/mandate-view.ts';
import { decisionSources } from '#lib/decisions/server/queries.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { notFound, type Outcome } from '#lib/kernel/refusals.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { RequestEvent } from '@sveltejs/kit';
import { addresses } from '../../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../../server/access.ts';
import { bodyIn } from '../../../../../server/body.ts';
import { assemblyDecisions } from '../../../../../server/mandate-choices.ts';
import type { Actions, PageServerLoad } from './$types';

/** How the mandate was recorded, for the staff; null for anybody else. */
async function historyOf(tx: Tx, actor: Actor, today: string, mandate: MandateView) {
  if (!mayReadMandateHistory(actor)) return null;
  const entries = await mandateEntries(tx, mandate.id);
  const cited = await decisionSources(tx, actor, today, identifiersIn(entries, 'appointingDecisionId'));
  const decisions = cited.map(({ id, body, heldOn }) => [id, `${body.name}, ${dayInWords(heldOn)}`] as const);
  const names = await namesIn(tx, mandate.bodyId, entries);
  return historyInWords(entries, { ...names, ...Object.fromEntries(decisions) });
}

export const load: PageServerLoad = async (event) => {
  const { actor } = await visitOf(event);
  const { house } = event.locals;
  const today = house.clock.today();
  return read(event.locals, await visitOf(event), async (tx) => {
    const body = await bodyIn(tx, event.params.code);
    const mandate = await viewMandate(tx, body.id, event.params.mandate);
    if (!mandate) error(404, notFound().refusal.sentence);
    const { decisionId, coOptation, from } = mandate;
    const mayManage = mayManageBodies(actor).done;
    const settling = mayManage && coOptation === 'pending';
    return {
      body,
      mandate,
      today,
      around: await mandatesAround(tx, mandate),
      seat: (await seatChoices(tx, body.id, from)).find(({ id }) => id === mandate.seatId) ?? null,
      decision: decisionId === null ? null : (await decisionSources(tx, actor, today, [decisionId]))[0]!,
      history: await historyOf(tx, actor, today, mandate),
      assemblyDecisions: settling ? await assemblyDecisions(tx, body.id) : [],
      mayManage,
      saved: event.url.searchParams.has('saved'),
    };
  });
};

type Event = RequestEvent<{ association: string; code: string; mandate: string }>;

/** Sends what was typed in one of the forms of the page to its command; refused, it goes back with the sentences. */
async function send<T>(
  event: Event,
  name: 'end' | 'settle' | 'annul',
  schema: z.ZodType<T>,
  write: (house: House, actor: Actor, bodyId: string, form: T) => Promise<Outcome<undefined>>,
) {
  const visit = await visitOf(event);
  const typed: Record<string, string> = Object.fromEntries(
    [...(await event.request.formData())].map(([field, value]) => [field, String(value)]),
  );
  const refused = (errors: Record<string, string[]>, status: number) =>
    fail(status, { refused: { name, typed, errors } });
  const parsed = schema.safeParse(typed);
  if (!parsed.success) {
    const fields = Object.groupBy(parsed.error.issues, ({ path }) => path.join('.'));
    const errors = Object.entries(fields).map(([field, issues = []]) => [
      field,
      issues.map(({ message }) => message),
    ]);
    return refused(Object.fromEntries(errors), 400);
  }
  const body = await read(event.locals, visit, (tx) => bodyIn(tx, event.params.code));
  const outcome = await write(event.locals.house, visit.actor, body.id, parsed.data);
  if (!outcome.done) {
    const { field = '_errors', sentence } = outcome.refusal;
    return refused({ [field]: [sentence] }, statusOf(outcome.refusal));
  }
  const { slug } = visit.association;
  // What was annulled has no page any more.
  redirect(
    303,
    name === 'annul'
      ? addresses.body(slug, body.code)
      : addresses.mandate(slug, body.code, event.params.mandate, 'saved'),
  );
}

export const actions: Actions = {
  end: (event) => send(event, 'end', mandateEndForm, endMandate),
  settle: (event) =>
    send(event, 'settle', settlementForm, (house, actor, bodyId, form) =>
      settleCoOptation(house, actor, bodyId, event.params.mandate, form),
    ),
  annul: (event) =>
    send(event, 'annul', annulmentForm, (house, actor, bodyId, form) =>
      annulMandate(house, actor, bodyId, event.params.mandate, form),
    ),
};
