import { addresses } from '../addresses.ts';
import type { LayoutServerLoad } from './$types';

/** These pages show addresses, codes and devices: a shared computer does not keep them. */
export const load: LayoutServerLoad = ({ locals, setHeaders }) => {
  if (!locals.account) setHeaders({ 'cache-control': 'private, no-store' });
  const { account } = locals;
  return {
    person: account && { name: account.name, href: addresses.account() },
    operator: account?.operator ?? false,
  };
};
