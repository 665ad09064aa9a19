import { error, redirect } from '@sveltejs/kit';
import { mayErasePerson, mayExportPerson, mayKeepDirectory, mayMerge } from '#lib/associations/policy.ts';
import { personSheet } from '#lib/associations/server/queries.ts';
import { mandatesOf } from '#lib/bodies/server/mandates.ts';
import { mergedInto } from '#lib/meetings/server/directory/references.ts';
import { addresses } from '../../../addresses.ts';
import { read, visitOf } from '../../../server/access.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return read(event.locals, visit, async (tx) => {
    const person = await personSheet(tx, visit.actor, event.params.person);
    if (!person.done) {
      const { id, slug } = visit.association;
      const heir = await mergedInto(tx, id, 'person.merged', event.params.person);
      if (heir) redirect(302, addresses.person(slug, heir));
      error(404, person.refusal.sentence);
    }
    return {
      sheet: person.value,
      mandates: await mandatesOf(tx, { personId: person.value.id }),
      today: event.locals.house.clock.today(),
      saved: event.url.searchParams.has('saved'),
      merged: event.url.searchParams.has('merged'),
      mayMerge: mayMerge(visit.actor).done,
      mayErase: mayErasePerson(visit.actor).done && person.value.erasedAt === null,
      mayKeep: mayKeepDirectory(visit.actor).done,
      mayExport: mayExportPerson(visit.actor).done,
    };
  });
};
