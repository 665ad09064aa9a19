import { redirect } from '@sveltejs/kit';
import { addresses } from '../addresses.ts';
import { visitOf } from '../server/access.ts';
import type { PageServerLoad } from './$types';

/** The desk opens on the meetings: what there is to prepare. */
export const load: PageServerLoad = async (event) => {
  const { association } = await visitOf(event);
  redirect(307, addresses.meetings(association.slug));
};
