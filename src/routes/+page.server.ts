import { redirect } from '@sveltejs/kit';
import { associationsOf } from '#lib/bodies/server/actor.ts';
import { isFirstStart } from '#lib/associations/server/queries.ts';
import { addresses } from './addresses.ts';
import type { PageServerLoad } from './$types';

/** The way in: to the first start, to the sign-in, to one's only association, or to the choice among several. */
export const load: PageServerLoad = async ({ locals }) => {
  const { house, account } = locals;
  if (!account) {
    if (house.demonstration) redirect(307, addresses.demonstration());
    redirect(307, (await isFirstStart(house.db)) ? addresses.start() : addresses.signIn());
  }
  const associations = await associationsOf(house, account.id);
  const [only] = associations;
  if (only && associations.length === 1) redirect(307, addresses.desk(only.slug));
  return { name: account.name, associations };
};
