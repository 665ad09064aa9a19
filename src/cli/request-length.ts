import type { IncomingMessage } from 'node:http';

/** Bytes: many times the longest text of a form. */
const LONGEST_FORM = 2_000_000;
/**
 * The pages and actions that receive files, and tell in words what is too long for them. The address from its first sign to
 * its last: one that only ends like these would be read into memory whatever its length.
 */
const RECEIVE_FILES =
  /^\/[^/?]+\/(meetings\/[^/?]+\/(annexes(\/[\da-f-]+\/edit)?\?\/(add|replace)|minutes\?\/paper)|imports)$/;

/** Whether a request is longer than what its page may take into memory, or does not say how long it is. */
export function isTooLong({ url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>): boolean {
  if (headers['transfer-encoding'] !== undefined) return true;
  return Number(headers['content-length']) > LONGEST_FORM && !RECEIVE_FILES.test(url);
}
