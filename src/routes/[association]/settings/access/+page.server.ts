import { error, fail, redirect } from '@sveltejs/kit';
import type { z } from 'zod';
import { accessWithdrawalForm, roleChangeForm, roleWithdrawalForm } from '#lib/associations/forms.ts';
import { mayManageAccess } from '#lib/associations/policy.ts';
import { withdrawAccess } from '#lib/associations/server/commands/people.ts';
import { changeRole, withdrawRole } from '#lib/associations/server/commands/roles.ts';
import { peopleAccess, rolesGiven } from '#lib/associations/server/queries.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { addresses } from '../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../server/access.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayManageAccess(visit.actor);
  if (!allowed.done) error(statusOf(allowed.refusal), allowed.refusal.sentence);
  return read(event.locals, visit, async (tx) => ({
    me: visit.actor.accountId,
    staff: await rolesGiven(tx),
    people: await peopleAccess(tx),
    granted: event.url.searchParams.has('granted'),
  }));
};

type Visit = Awaited<ReturnType<typeof visitOf>>;

/** Reads one of the small forms of this page. Whoever gave up their own coordination has no business here any more. */
async function act<Schema extends z.ZodType>(
  event: RequestEvent,
  schema: Schema,
  answer: 'changed' | 'withdrawn',
  run: (form: z.output<Schema>, visit: Visit) => Promise<Outcome<unknown>>,
) {
  const visit = await visitOf(event);
  const parsed = schema.safeParse(Object.fromEntries(await event.request.formData()));
  if (!parsed.success) return fail(400, { sentence: parsed.error.issues[0]!.message });
  const outcome = await run(parsed.data, visit);
  if (!outcome.done) return fail(statusOf(outcome.refusal), { sentence: outcome.refusal.sentence });
  return { answer };
}

function leaveWhenOwn(
  form: { accountId: string },
  visit: Visit,
  outcome: Outcome<unknown>,
): Outcome<unknown> {
  if (outcome.done && form.accountId === visit.actor.accountId) redirect(303, addresses.home());
  return outcome;
}

export const actions: Actions = {
  change: (event) =>
    act(event, roleChangeForm, 'changed', async (form, visit) =>
      leaveWhenOwn(form, visit, await changeRole(event.locals.house, visit.actor, form)),
    ),
  withdraw: (event) =>
    act(event, roleWithdrawalForm, 'withdrawn', async (form, visit) =>
      leaveWhenOwn(form, visit, await withdrawRole(event.locals.house, visit.actor, form)),
    ),
  close: (event) =>
    act(event, accessWithdrawalForm, 'withdrawn', ({ personId }, { actor }) =>
      withdrawAccess(event.locals.house, actor, personId),
    ),
};
