import { readRegisterFilter } from '#lib/decisions/register-filter.ts';
import { readRegister, REGISTER_PAGE, registerYears } from '#lib/decisions/server/register/queries.ts';
import { listBodies } from '#lib/bodies/server/queries.ts';
import { pagesOf } from '#lib/kernel/pages.ts';
import { read, visitOf } from '../../server/access.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const { url, locals } = event;
  const today = locals.house.clock.today();
  const { page, ...filter } = readRegisterFilter(url.searchParams);
  return read(locals, visit, async (tx) => {
    const { rows, total, page: shown } = await readRegister(tx, visit.actor, today, filter, page);
    return {
      filter,
      page: shown,
      pages: pagesOf(total, REGISTER_PAGE),
      total,
      rows: rows.map(({ verdict: _, ...row }) => row),
      bodies: await listBodies(tx),
      years: await registerYears(tx, visit.actor, today),
    };
  });
};
