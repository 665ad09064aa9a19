import { error, redirect } from '@sveltejs/kit';
import { mayKeepDirectory, mayMerge } from '#lib/associations/policy.ts';
import { organisationSheet } from '#lib/associations/server/queries.ts';
import { mandatesOf } from '#lib/bodies/server/mandates.ts';
import { mergedInto } from '#lib/meetings/server/directory/references.ts';
import { addresses } from '../../../addresses.ts';
import { read, visitOf } from '../../../server/access.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return read(event.locals, visit, async (tx) => {
    const organisation = await organisationSheet(tx, event.params.organisation);
    if (!organisation.done) {
      const { id, slug } = visit.association;
      const heir = await mergedInto(tx, id, 'organisation.merged', event.params.organisation);
      if (heir) redirect(302, addresses.organisation(slug, heir));
      error(404, organisation.refusal.sentence);
    }
    return {
      organisation: organisation.value,
      mandates: await mandatesOf(tx, { organisationId: organisation.value.id }),
      today: event.locals.house.clock.today(),
      saved: event.url.searchParams.has('saved'),
      merged: event.url.searchParams.has('merged'),
      mayMerge: mayMerge(visit.actor).done,
      mayKeep: mayKeepDirectory(visit.actor).done,
    };
  });
};
