import { error, type RequestEvent } from '@sveltejs/kit';
import { associationBySlug, type AssociationHead } from '#lib/associations/server/queries.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { openLink, type OpenLink } from '#lib/meetings/server/convocation/links.ts';
import type { LinkPurpose } from '#lib/meetings/vocabulary.ts';
import { inAssociation, type Tx } from '#lib/platform/database.ts';

export interface LinkVisit {
  readonly association: AssociationHead;
  readonly link: OpenLink;
}

/** Whom the personal link of this address was made for, or the page that says that it opens nothing (any more). */
export async function linkVisitOf(
  event: RequestEvent<{ association: string; token: string }>,
  purpose: LinkPurpose,
): Promise<LinkVisit> {
  const { db, clock } = event.locals.house;
  const { association: slug, token } = event.params;
  const association = await associationBySlug(db, slug);
  if (!association) error(404, notFound().refusal.sentence);
  const link = await inAssociation(db, association.id, (tx) =>
    openLink(tx, association.id, purpose, token, clock.now()),
  );
  if (!link.done) error(404, link.refusal.sentence);
  return { association, link: link.value };
}

/** Of the pages of personal links: whoever has the address acts by it, and no shared computer keeps them. */
export const KEPT_NOWHERE = { 'cache-control': 'private, no-store' } as const;

/** Reads in the association of a personal link. */
export function readByLink<T>(
  event: RequestEvent,
  { association }: LinkVisit,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return inAssociation(event.locals.house.db, association.id, work);
}
