import { mayKeepDirectory } from '#lib/associations/policy.ts';
import { mayExportLists, mayImport } from '#lib/bodies/policy.ts';
import { searchOrganisations } from '#lib/associations/server/queries.ts';
import { SECTORS } from '#lib/kernel/sectors.ts';
import { isStorable } from '#lib/kernel/typed.ts';
import { read, visitOf } from '../../server/access.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const asked = event.url.searchParams;
  const typed = (asked.get('name') ?? '').trim().slice(0, 200);
  const name = isStorable(typed) ? typed : '';
  const sector = SECTORS.find((each) => each === asked.get('sector')) ?? null;
  const { lines, counts } = await read(event.locals, visit, (tx) =>
    searchOrganisations(tx, { name, sector }),
  );
  return {
    lines,
    counts,
    name,
    sector,
    mayKeep: mayKeepDirectory(visit.actor).done,
    mayImport: mayImport(visit.actor).done,
    mayExport: mayExportLists(visit.actor).done,
    erased: asked.has('erased'),
  };
};
