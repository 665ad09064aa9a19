import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Tx } from '#lib/platform/database.ts';
import type { Channel } from '../../vocabulary.ts';
import { proxies } from './tables.ts';

/** A proxy that was given and not taken back. Whether it counts depends on who is there: that is the sitting's to say. */
export interface ActiveProxy {
  readonly id: string;
  readonly principalMandateId: string;
  /** Who votes of their own in the same body; null where `holderName` says who holds it. */
  readonly holderMandateId: string | null;
  readonly holderName: string | null;
  /** ISO instant. */
  readonly givenAt: string;
  readonly via: Channel;
}

/** The proxies of a meeting that nobody took back, the oldest first: what goes beyond a limit is what came last. */
export function activeProxies(tx: Tx, meetingId: string): Promise<ActiveProxy[]> {
  return tx
    .select({
      id: proxies.id,
      principalMandateId: proxies.principalMandateId,
      holderMandateId: proxies.holderMandateId,
      holderName: proxies.holderName,
      givenAt: proxies.givenAt,
      via: proxies.via,
    })
    .from(proxies)
    .where(and(eq(proxies.meetingId, meetingId), isNull(proxies.revokedAt)))
    .orderBy(asc(proxies.givenAt), asc(proxies.id));
}
