import type { RequestEvent } from '@sveltejs/kit';

/**
 * The full address of a page, for what leaves the site. A page that is being drawn builds addresses relative to its own;
 * the public address is the configured one, not that by which this request came.
 */
export function fullAddress({ url, locals }: RequestEvent, address: string): string {
  return locals.house.publicAddress + new URL(address, url).pathname;
}
