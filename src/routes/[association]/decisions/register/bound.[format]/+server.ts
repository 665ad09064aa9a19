import { error } from '@sveltejs/kit';
import { styleInUse } from '#lib/associations/server/house-style/queries.ts';
import { associationIdentity } from '#lib/associations/server/queries.ts';
import { boundRegister } from '#lib/decisions/bound-register.ts';
import { readRegisterFilter } from '#lib/decisions/register-filter.ts';
import { linksOfYear } from '#lib/decisions/server/follow-up/queries.ts';
import { readRegister } from '#lib/decisions/server/register/queries.ts';
import { refuse } from '#lib/kernel/refusals.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import { answerWithDocument, formatIn } from '../../../../server/document-answer.ts';
import type { RequestHandler } from './$types';

/** The register of a year, of all bodies or of one, bound with its table of contents: what this person may read of it. */
export const GET: RequestHandler = async (event) => {
  const format = formatIn(event.params);
  const visit = await visitOf(event);
  const { locals, url } = event;
  const { year, body } = readRegisterFilter(url.searchParams);
  if (year === null) {
    const { refusal } = refuse(
      'no-year',
      'Impossible de relier le registre\u00a0: choisissez d’abord une année.',
    );
    error(statusOf(refusal), refusal.sentence);
  }
  const today = locals.house.clock.today();
  const filter = { ...readRegisterFilter(new URLSearchParams()), year, body };
  const { rows, association, links, style } = await read(locals, visit, async (tx) => ({
    rows: (await readRegister(tx, visit.actor, today, filter, null)).rows,
    association: await associationIdentity(tx, visit.association.id),
    links: await linksOfYear(tx, year),
    style: await styleInUse(tx),
  }));
  const name = body === null ? null : (rows[0]?.body.name ?? body);
  const bound = boundRegister({
    association,
    style,
    year,
    body: name,
    on: today,
    rows: rows.map((row) => ({ ...row, links: links.get(row.reference) ?? [] })),
  });
  return answerWithDocument(
    bound,
    format,
    ['registre-relie', year, ...(body?.match(/[A-Za-z0-9]+/g) ?? [])].join('-'),
  );
};
