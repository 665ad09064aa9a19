import { error } from '@sveltejs/kit';
import { associationBySlug } from '#lib/associations/server/queries.ts';
import { publicComposition } from '#lib/bodies/server/composition.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { inAssociation } from '#lib/platform/database.ts';
import type { PageServerLoad } from './$types';

/**
 * The one page of an association that asks nobody who they are. It is there only where the association chose so: else it
 * answers as an address that leads nowhere.
 */
export const load: PageServerLoad = async ({ locals, params }) => {
  const { db, clock } = locals.house;
  const today = clock.today();
  const association = await associationBySlug(db, params.association);
  const bodies =
    association && (await inAssociation(db, association.id, (tx) => publicComposition(tx, today)));
  if (!association || !bodies) error(404, notFound().refusal.sentence);
  const { slug, name, shortName } = association;
  return { site: { slug, name, shortName }, today, bodies };
};
