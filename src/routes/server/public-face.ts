import { error, type RequestEvent } from '@sveltejs/kit';
import { associationBySlug } from '#lib/associations/server/queries.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { inAssociation, type Tx } from '#lib/platform/database.ts';

/** What anybody may keep for five minutes; a browser that is signed in is told otherwise by the hooks. */
export const SHARED = { 'cache-control': 'public, max-age=300', vary: 'Cookie' } as const;

/** Reads in the association of a public address, for nobody in particular; what gives null is an address that leads nowhere. */
export async function readPublicly<T>(
  event: RequestEvent<{ association: string }>,
  work: (tx: Tx, association: { readonly id: string; readonly name: string }) => Promise<T | null>,
): Promise<{ readonly site: { slug: string; name: string; shortName: string }; readonly read: T }> {
  const { db } = event.locals.house;
  const association = await associationBySlug(db, event.params.association);
  const read = association && (await inAssociation(db, association.id, (tx) => work(tx, association)));
  if (!association || read === null) error(404, notFound().refusal.sentence);
  const { slug, name, shortName } = association;
  return { site: { slug, name, shortName }, read };
}
