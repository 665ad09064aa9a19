import { error } from '@sveltejs/kit';
import { mayKeepDirectory } from '#lib/associations/policy.ts';
import { organisationSheet } from '#lib/associations/server/queries.ts';
import { mandatesOf } from '#lib/bodies/server/mandates.ts';
import { read, visitOf } from '../../../server/access.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return read(event.locals, visit, async (tx) => {
    const organisation = await organisationSheet(tx, event.params.organisation);
    if (!organisation.done) error(404, organisation.refusal.sentence);
    return {
      organisation: organisation.value,
      mandates: await mandatesOf(tx, { organisationId: organisation.value.id }),
      today: event.locals.house.clock.today(),
      saved: event.url.searchParams.has('saved'),
      mayKeep: mayKeepDirectory(visit.actor).done,
    };
  });
};
