import { eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { sessions } from '#lib/accounts/server/tables.ts';
import { people } from '#lib/associations/server/tables.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import { inAssociation } from '#lib/platform/database.ts';
import { startAnnouncements, type Announcements } from '#lib/platform/live/announcements.ts';
import { sittings } from '../sitting/tables.ts';
import { touchBallots, touchSitting } from '../sitting/touch.ts';
import { openFollowers, type Follower, type Followers } from './followers.ts';

let relay: Relay;
let here: AssociationFixture;
let meeting: { associationId: string; meetingId: string; mandateIds: string[] };
let instances: { announcements: Announcements; followers: Followers }[];

beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('ici', 'social-relay');
  instances = await Promise.all(
    [1, 2].map(async () => {
      const announcements = await startAnnouncements(relay.url);
      return { announcements, followers: openFollowers(() => relay.house, announcements) };
    }),
  );
});
afterAll(async () => {
  for (const { announcements } of instances) await announcements.stop();
  await relay.close();
});
beforeEach(async () => {
  const { meetingId, mandateIds } = await here.addBody('board');
  meeting = { associationId: here.associationId, meetingId, mandateIds };
  await here.inside((tx) =>
    tx.insert(sittings).values({
      associationId: here.associationId,
      meetingId,
      state: 'open',
      openedAt: relay.house.clock.now(),
    }),
  );
});

let members = 0;

/** A member of the board with an account and a session, in front of a screen that shows this revision. */
async function member(seen: number, leads = false) {
  members += 1;
  const mandateId = meeting.mandateIds[members % 3]!;
  const accountId = await relay.addAccount(`membre-${members}@example.be`, `Membre ${members}`);
  await here.inside(async (tx) => {
    const [mandate] = await tx.select().from(mandates).where(eq(mandates.id, mandateId));
    await tx.update(people).set({ accountId }).where(eq(people.id, mandate!.personId!));
  });
  const now = relay.house.clock.now();
  const [session] = await relay.house.db
    .insert(sessions)
    .values({
      secretHash: new Uint8Array(32),
      accountId,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: '2023-01-01T00:00:00Z',
      device: 'Firefox',
      address: '127.0.0.0',
    })
    .returning({ id: sessions.id });
  const next = { sent: Promise.withResolvers<number>(), ended: Promise.withResolvers<void>() };
  const follower: Follower = {
    sessionId: session!.id,
    accountId,
    secondFactorPassed: false,
    leads,
    seen,
    send: (revision) => next.sent.resolve(revision),
    breathe: vi.fn(),
    end: () => next.ended.resolve(),
  };
  return {
    follower,
    ended: next.ended.promise,
    sent: async () => {
      const revision = await next.sent.promise;
      next.sent = Promise.withResolvers();
      return revision;
    },
  };
}

const touch = () =>
  inAssociation(relay.house.db, here.associationId, (tx) =>
    touchSitting(tx, here.associationId, meeting.meetingId),
  );

test('a change is shown on every instance, and what was missed as soon as a screen is back', async () => {
  const [one, two, late] = [await member(1), await member(1), await member(1)];
  const leave = [
    await instances[0]!.followers.follow(meeting, one.follower),
    await instances[1]!.followers.follow(meeting, two.follower),
  ];
  await touch();
  expect(await Promise.all([one.sent(), two.sent()])).toEqual([2, 2]);
  leave.push(await instances[1]!.followers.follow(meeting, late.follower));
  expect(await late.sent()).toBe(2);
  for (const go of leave) go();
});

test('ballots are told at once to whoever leads, a little later to the others', async () => {
  const [leader, other] = [await member(1, true), await member(1)];
  const { followers } = instances[0]!;
  const go = await Promise.all([leader, other].map(({ follower }) => followers.follow(meeting, follower)));
  const told: string[] = [];
  const both = [
    leader.sent().then((revision) => told.push(`leader ${revision}`)),
    other.sent().then((revision) => told.push(`other ${revision}`)),
  ];
  await inAssociation(relay.house.db, here.associationId, (tx) =>
    touchBallots(tx, here.associationId, meeting.meetingId),
  );
  await Promise.all(both);
  expect(told).toEqual(['leader 2', 'other 2']);
  for (const leave of go) leave();
});

test('whoever signed out or lost their right is let go at the next change, and the others go on', async () => {
  const [stays, signsOut, leaves] = [await member(1), await member(1), await member(1)];
  const { followers } = instances[0]!;
  const go = await Promise.all(
    [stays, signsOut, leaves].map(({ follower }) => followers.follow(meeting, follower)),
  );
  await relay.house.db.delete(sessions).where(eq(sessions.id, signsOut.follower.sessionId));
  await here.inside((tx) =>
    tx.update(people).set({ accountId: null }).where(eq(people.accountId, leaves.follower.accountId)),
  );
  await touch();
  expect(await stays.sent()).toBe(2);
  await Promise.all([signsOut.ended, leaves.ended]);
  for (const leave of go) leave();
});

test('a sign of life reads nobody twice while ballots wait to be told', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  try {
    const [leader, other] = [await member(1, true), await member(1)];
    const { followers } = instances[0]!;
    const go = await Promise.all([leader, other].map(({ follower }) => followers.follow(meeting, follower)));
    const ended: string[] = [];
    const both = [leader.ended.then(() => ended.push('leader')), other.ended.then(() => ended.push('other'))];
    // Ten milliseconds before the first sign of life: what waits is told after it.
    vi.advanceTimersByTime(19_990);
    await inAssociation(relay.house.db, here.associationId, (tx) =>
      touchBallots(tx, here.associationId, meeting.meetingId),
    );
    expect(await leader.sent()).toBe(2);
    await relay.house.db
      .delete(sessions)
      .where(inArray(sessions.id, [leader.follower.sessionId, other.follower.sessionId]));
    vi.advanceTimersByTime(10);
    await both[0];
    expect([leader, other].map(({ follower }) => vi.mocked(follower.breathe).mock.calls.length)).toEqual([
      1, 1,
    ]);
    // Their right was not looked at: it is when the ballots are told.
    expect(ended).toEqual(['leader']);
    vi.advanceTimersByTime(30);
    await both[1];
    for (const leave of go) leave();
  } finally {
    vi.useRealTimers();
  }
});
