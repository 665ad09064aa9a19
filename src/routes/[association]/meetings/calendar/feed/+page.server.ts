import { fail } from '@sveltejs/kit';
import { openFeed, revokeFeed } from '#lib/meetings/server/commands/feeds.ts';
import { feedOf } from '#lib/meetings/server/planning/feeds.ts';
import { addresses } from '../../../../addresses.ts';
import { fullAddress } from '../../../../server/full-address.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return { feed: await read(event.locals, visit, (tx) => feedOf(tx, visit.actor)) };
};

export const actions: Actions = {
  open: async (event) => {
    const visit = await visitOf(event);
    const outcome = await openFeed(event.locals.house, visit.actor);
    if (!outcome.done) return fail(statusOf(outcome.refusal), { sentence: outcome.refusal.sentence });
    const file = addresses.feedFile(visit.association.slug, outcome.value.token);
    return { address: fullAddress(event, file) };
  },
  revoke: async (event) => {
    const visit = await visitOf(event);
    const outcome = await revokeFeed(event.locals.house, visit.actor);
    if (!outcome.done) return fail(statusOf(outcome.refusal), { sentence: outcome.refusal.sentence });
    return { revoked: true };
  },
};
