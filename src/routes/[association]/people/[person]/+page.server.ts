import { error } from '@sveltejs/kit';
import { mayExportPerson, mayKeepDirectory } from '#lib/associations/policy.ts';
import { personSheet } from '#lib/associations/server/queries.ts';
import { mandatesOf } from '#lib/bodies/server/mandates.ts';
import { read, visitOf } from '../../../server/access.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return read(event.locals, visit, async (tx) => {
    const person = await personSheet(tx, visit.actor, event.params.person);
    if (!person.done) error(404, person.refusal.sentence);
    return {
      sheet: person.value,
      mandates: await mandatesOf(tx, { personId: person.value.id }),
      today: event.locals.house.clock.today(),
      saved: event.url.searchParams.has('saved'),
      mayKeep: mayKeepDirectory(visit.actor).done,
      mayExport: mayExportPerson(visit.actor).done,
    };
  });
};
