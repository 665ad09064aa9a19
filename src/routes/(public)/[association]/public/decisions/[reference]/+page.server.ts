import { publicDecision } from '#lib/decisions/server/public/queries.ts';
import { readPublicly, SHARED } from '../../../../../server/public-face.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { site, read } = await readPublicly(event, (tx) => publicDecision(tx, event.params.reference));
  event.setHeaders(SHARED);
  return { site, decision: read };
};
