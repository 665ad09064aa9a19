import { error, type RequestEvent } from '@sveltejs/kit';
import { mayManageBodies } from '#lib/bodies/policy.ts';
import type { BodyRow } from '#lib/bodies/server/queries.ts';
import { renewalIn, type RenewalRow } from '#lib/bodies/server/renewals.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { read } from './access.ts';
import { bodyIn } from './body.ts';

/** The body and the renewal of an address, for whoever prepares one; nobody else sees a draft. */
export async function renewalOf(
  event: RequestEvent<{ code: string; renewal: string }>,
  visit: NonNullable<App.Locals['visit']>,
): Promise<{ body: BodyRow; renewal: RenewalRow }> {
  const allowed = mayManageBodies(visit.actor);
  if (!allowed.done) error(403, allowed.refusal.sentence);
  return read(event.locals, visit, async (tx) => {
    const body = await bodyIn(tx, event.params.code);
    const renewal = await renewalIn(tx, body.id, event.params.renewal);
    return renewal ? { body, renewal } : error(404, notFound().refusal.sentence);
  });
}
