import { readPublicFilter } from '#lib/decisions/public-filter.ts';
import { PUBLIC_PAGE, publicDecisions, publicScopes } from '#lib/decisions/server/public/queries.ts';
import { pagesOf } from '#lib/kernel/pages.ts';
import { readPublicly, SHARED } from '../../../../server/public-face.ts';
import type { PageServerLoad } from './$types';

/** What an association published of its decisions. It is there only where something is: else the address leads nowhere. */
export const load: PageServerLoad = async (event) => {
  const { page, ...filter } = readPublicFilter(event.url.searchParams);
  const { site, read } = await readPublicly(event, async (tx) => {
    const scopes = await publicScopes(tx);
    if (scopes === null) return null;
    return { scopes, found: await publicDecisions(tx, { ...filter, page }) };
  });
  event.setHeaders(SHARED);
  const { rows, total, page: shown } = read.found;
  return {
    site,
    filter,
    ...read.scopes,
    rows,
    page: shown,
    pages: pagesOf(total, PUBLIC_PAGE),
  };
};
