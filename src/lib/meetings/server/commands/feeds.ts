import { createHash, randomBytes } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { lockAssociation } from '#lib/associations/server/lock.ts';
import type { SignedInActor } from '#lib/kernel/actor.ts';
import { done, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { calendarFeeds } from '../planning/tables.ts';

/** 192 bits, too many to guess: a plain hash hides them well enough. */
export const feedHash = (token: string) => createHash('sha256').update(token).digest('hex');

async function revokeOpen(tx: Tx, actor: SignedInActor, now: string): Promise<string[]> {
  const revoked = await tx
    .update(calendarFeeds)
    .set({ revokedAt: now })
    .where(and(eq(calendarFeeds.accountId, actor.accountId), isNull(calendarFeeds.revokedAt)))
    .returning({ id: calendarFeeds.id });
  return revoked.map(({ id }) => id);
}

/**
 * Opens the private calendar of whoever asks, at a new address; the former one, if any, stops. Answers the secret of the
 * address, which is kept nowhere: asked again, another address.
 */
export function openFeed(house: House, actor: SignedInActor): Promise<Outcome<{ token: string }>> {
  return command(house, actor, async ({ tx, now, journal }) => {
    // Two presses at once leave one address.
    await lockAssociation(tx, actor.associationId);
    const former = await revokeOpen(tx, actor, now);
    for (const id of former)
      journal({ act: 'calendar-feed.revoked', subject: { kind: 'calendar-feed', id } });
    const token = randomBytes(24).toString('base64url');
    const { associationId, accountId } = actor;
    const [feed] = await tx
      .insert(calendarFeeds)
      .values({ associationId, accountId, tokenHash: feedHash(token), createdAt: now })
      .returning({ id: calendarFeeds.id });
    journal({ act: 'calendar-feed.opened', subject: { kind: 'calendar-feed', id: feed!.id } });
    return done({ token });
  });
}

/** Stops the private calendar of whoever asks. Pressed twice, it stops once. */
export function revokeFeed(house: House, actor: SignedInActor): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, journal, nothingToDo }) => {
    const revoked = await revokeOpen(tx, actor, now);
    if (revoked.length === 0) nothingToDo();
    for (const id of revoked)
      journal({ act: 'calendar-feed.revoked', subject: { kind: 'calendar-feed', id } });
    return done();
  });
}
