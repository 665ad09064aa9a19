import { createHash } from 'node:crypto';
import { canonical } from '#lib/platform/journal.ts';
import type { MinutesSnapshot } from '../snapshot.ts';

/** What tells whether a sentence is still the one that was read. */
export const stampOf = (sentence: string) => createHash('sha256').update(sentence).digest('hex');

/** SHA-256 of what a PV says, hexadecimal: the same whatever the order in which it is kept. */
export function fingerprintOf(snapshot: MinutesSnapshot): string {
  return createHash('sha256').update(canonical(snapshot)).digest('hex');
}
