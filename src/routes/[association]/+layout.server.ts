import type { LayoutServerLoad } from './$types';
import { visitOf } from '../server/access.ts';

export const load: LayoutServerLoad = async (event) => {
  // A form that arrives after the session ended is answered by its action, which keeps what was typed.
  if (event.request.method === 'POST' && !event.locals.account) return { association: null, person: null };
  const { association, actor } = await visitOf(event);
  return { association, person: { accountId: actor.accountId, name: actor.name, role: actor.role } };
};
