import { error } from '@sveltejs/kit';
import { associationBySlug } from '#lib/associations/server/queries.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { sealOfDocument, type KnownSeal } from '#lib/minutes/server/verify.ts';
import { inAssociation } from '#lib/platform/database.ts';
import { receivedHash } from '../../../../server/received-files.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

async function associationOf({ locals, params }: Pick<RequestEvent, 'locals' | 'params'>) {
  const association = await associationBySlug(locals.house.db, params.association);
  if (!association) error(404, notFound().refusal.sentence);
  return association;
}

/** Anyone may ask whether a document is a PV that this association sealed: nobody is asked who they are. */
export const load: PageServerLoad = async (event) => {
  const { slug, name, shortName } = await associationOf(event);
  return { site: { slug, name, shortName } };
};

/** An alias, not an interface: SvelteKit carries it as plain data. */
type Answer = { readonly problem: string | null; readonly seal: KnownSeal | null };

export const actions: Actions = {
  default: async (event): Promise<Answer> => {
    const { id } = await associationOf(event);
    const hash = await receivedHash(event);
    if (!hash.done) return { problem: hash.refusal.sentence, seal: null };
    const seal = await inAssociation(event.locals.house.db, id, (tx) => sealOfDocument(tx, hash.value));
    return { problem: null, seal };
  },
};
