import { visitOf } from '../../../server/access.ts';
import type { PageServerLoad } from './$types';

/** The page says the same to everyone; whoever has nothing to do with the association does not find it. */
export const load: PageServerLoad = async (event) => {
  await visitOf(event);
};
