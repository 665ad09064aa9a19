import type { RequestEvent } from '@sveltejs/kit';
import { proposalFor, type Plan, type Proposal } from '#lib/meetings/server/planning/proposal.ts';
import { read } from './access.ts';

type Visit = NonNullable<App.Locals['visit']>;

/** What the body and the date of a form give, if both are told rightly. */
export async function proposalIn(
  event: RequestEvent,
  visit: Visit,
  form: { readonly data: Plan; readonly errors: { readonly bodyId?: unknown; readonly heldOn?: unknown } },
): Promise<Proposal | null> {
  if (form.errors.bodyId !== undefined || form.errors.heldOn !== undefined) return null;
  return read(event.locals, visit, (tx) =>
    proposalFor(tx, visit.actor, event.locals.house.clock.today(), form.data),
  );
}
