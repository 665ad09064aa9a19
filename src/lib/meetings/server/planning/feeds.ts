import { and, eq, isNull, lt, or } from 'drizzle-orm';
import { Temporal } from 'temporal-polyfill';
import { associationBySlug } from '#lib/associations/server/queries.ts';
import { loadActor } from '#lib/bodies/server/actor.ts';
import type { SignedInActor } from '#lib/kernel/actor.ts';
import { daysAfter } from '#lib/kernel/days.ts';
import { inAssociation, type Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { CalendarMeeting } from '../../calendar-file.ts';
import { feedHash } from '../commands/feeds.ts';
import { calendarMeetings } from './calendar-meetings.ts';
import { calendarFeeds } from './tables.ts';

/** The private calendar of a person, as its page tells it. ISO instants. */
export interface FeedView {
  readonly createdAt: string;
  readonly lastReadAt: string | null;
}

export async function feedOf(tx: Tx, actor: SignedInActor): Promise<FeedView | null> {
  const [feed] = await tx
    .select({ createdAt: calendarFeeds.createdAt, lastReadAt: calendarFeeds.lastReadAt })
    .from(calendarFeeds)
    .where(and(eq(calendarFeeds.accountId, actor.accountId), isNull(calendarFeeds.revokedAt)));
  return feed ?? null;
}

/** How far back a calendar goes, in days: programs read it whole every hour. */
const KEPT = 400;
/** How exactly the last reading is told: programs come every few minutes. */
const READING_TOLD = { minutes: 1 };

/**
 * What a private address gives: the meetings that its person may read at this moment. Null for an unknown or stopped
 * address, and for whoever has nothing to do with the association any more.
 */
export async function readFeed(
  house: House,
  slug: string,
  token: string,
): Promise<{
  readonly association: { slug: string; shortName: string };
  readonly meetings: CalendarMeeting[];
} | null> {
  const association = await associationBySlug(house.db, slug);
  if (!association) return null;
  const now = house.clock.now();
  const today = house.clock.today();
  return inAssociation(house.db, association.id, async (tx) => {
    const [feed] = await tx
      .select({ id: calendarFeeds.id, accountId: calendarFeeds.accountId })
      .from(calendarFeeds)
      .where(and(eq(calendarFeeds.tokenHash, feedHash(token)), isNull(calendarFeeds.revokedAt)));
    if (!feed) return null;
    // Whoever opened the address had given their second factor; the address shows days and places, and nothing to do.
    const actor = await loadActor(tx, {
      associationId: association.id,
      accountId: feed.accountId,
      secondFactorPassed: true,
    });
    if (!actor) return null;
    const told = Temporal.Instant.from(now).subtract(READING_TOLD).toString();
    await tx
      .update(calendarFeeds)
      .set({ lastReadAt: now })
      .where(
        and(
          eq(calendarFeeds.id, feed.id),
          or(isNull(calendarFeeds.lastReadAt), lt(calendarFeeds.lastReadAt, told)),
        ),
      );
    return { association, meetings: await calendarMeetings(tx, actor, today, daysAfter(today, -KEPT)) };
  });
}
