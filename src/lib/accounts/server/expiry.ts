import { lte } from 'drizzle-orm';
import type { House } from '#lib/platform/house.ts';
import { secondsAfter } from '../rules.ts';
import { passkeyChallenges, rateLimits, sessions, signInRequests } from './tables.ts';

/** An expired link is told apart from an unknown one for 30 days. */
const LINK_MEMORY = 30 * 24 * 60 * 60;

/** Deletes what expired and cannot serve any more; nothing depends on when it is run. */
export async function forgetExpired(house: House): Promise<void> {
  const now = house.clock.now();
  await house.db.delete(sessions).where(lte(sessions.expiresAt, now));
  await house.db.delete(passkeyChallenges).where(lte(passkeyChallenges.expiresAt, now));
  await house.db.delete(rateLimits).where(lte(rateLimits.endsAt, now));
  await house.db
    .delete(signInRequests)
    .where(lte(signInRequests.linkExpiresAt, secondsAfter(now, -LINK_MEMORY)));
}
