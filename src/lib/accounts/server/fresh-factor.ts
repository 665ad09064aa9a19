import { and, eq, gt } from 'drizzle-orm';
import type { Tx } from '#lib/platform/database.ts';
import { secondsAfter } from '../rules.ts';
import { sessions } from './tables.ts';

/** Seconds within which a second factor counts as given for one act. */
const FRESH = 120;

/** Whether this session of this account gave its second factor just before `now` (ISO instant). */
export async function freshSecondFactor(
  tx: Tx,
  {
    accountId,
    sessionId,
    now,
  }: { readonly accountId: string; readonly sessionId: string; readonly now: string },
): Promise<boolean> {
  const [session] = await tx
    .select({ passedAt: sessions.secondFactorPassedAt })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), eq(sessions.accountId, accountId), gt(sessions.expiresAt, now)));
  return session?.passedAt ? Date.parse(secondsAfter(session.passedAt, FRESH)) >= Date.parse(now) : false;
}
