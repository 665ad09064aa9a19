import { enterpriseNumberIn } from '#lib/associations/rules/enterprise-number.ts';
import { associationIdentity } from '#lib/associations/server/queries.ts';
import { scdlTable } from '#lib/decisions/scdl.ts';
import { allPublicDecisions } from '#lib/decisions/server/public/queries.ts';
import { writeCsv } from '#lib/documents/tables/csv.ts';
import { addresses } from '../../../../addresses.ts';
import { fullAddress } from '../../../../server/full-address.ts';
import { readPublicly, SHARED } from '../../../../server/public-face.ts';
import type { RequestHandler } from './$types';

/** The public decisions as open data, by the French schema of deliberations. */
export const GET: RequestHandler = async (event) => {
  const { site, read } = await readPublicly(event, async (tx, { id }) => {
    const decisions = await allPublicDecisions(tx);
    return decisions.length === 0 ? null : { decisions, identity: await associationIdentity(tx, id) };
  });
  const { decisions, identity } = read;
  const association = {
    name: identity.name,
    enterpriseNumber: enterpriseNumberIn(identity.letterhead.join('\n')),
  };
  const rows = scdlTable(association, decisions, (reference) =>
    fullAddress(event, addresses.publicDecision(site.slug, reference)),
  );
  return new Response(writeCsv(rows), {
    headers: {
      ...SHARED,
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="deliberations.csv"',
    },
  });
};
