import { createHash } from 'node:crypto';
import { canonical } from '#lib/platform/journal.ts';
import type { MinutesSnapshot } from '../snapshot.ts';

/** SHA-256 of what a PV says, hexadecimal: the same whatever the order in which it is kept. */
export function fingerprintOf(snapshot: MinutesSnapshot): string {
  return createHash('sha256').update(canonical(snapshot)).digest('hex');
}
