import { atomFeed } from '#lib/decisions/atom.ts';
import { allPublicDecisions } from '#lib/decisions/server/public/queries.ts';
import { addresses } from '../../../../addresses.ts';
import { fullAddress } from '../../../../server/full-address.ts';
import { readPublicly, SHARED } from '../../../../server/public-face.ts';
import type { RequestHandler } from './$types';

/** The decisions published last, for those who follow them by a reader of feeds. */
export const GET: RequestHandler = async (event) => {
  const { site, read } = await readPublicly(event, async (tx) => {
    const decisions = await allPublicDecisions(tx, 50);
    return decisions.length === 0 ? null : decisions;
  });
  const full = (address: string) => fullAddress(event, address);
  const feed = atomFeed(
    {
      name: site.name,
      self: full(addresses.publicFeed(site.slug)),
      page: full(addresses.publicDecisions(site.slug)),
    },
    read.map((decision) => ({
      ...decision,
      address: full(addresses.publicDecision(site.slug, decision.reference)),
    })),
  );
  return new Response(feed, {
    headers: { ...SHARED, 'content-type': 'application/atom+xml; charset=utf-8' },
  });
};
