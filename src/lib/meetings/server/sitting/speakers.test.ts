import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { fixedClock } from '#lib/platform/clock.ts';
import type { House } from '#lib/platform/house.ts';
import { floorOf } from '../../rules/floor.ts';
import { attendances } from '../tables.ts';
import { askToSpeak, beginSpeaking, endSpeaking, leaveList, speakersOf } from './speakers.ts';
import { callItem, openSitting } from './state.ts';
import { conflictsOfInterest, sittings } from './tables.ts';

let relay: Relay;
let here: AssociationFixture;
let house: House & { clock: ReturnType<typeof fixedClock> };
let at: Awaited<ReturnType<AssociationFixture['addBody']>>;
let minutes = 0;

beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('ici', 'social-relay');
  house = { ...relay.house, clock: fixedClock('2022-11-21T15:00:00Z') };
});
afterAll(() => relay.close());
beforeEach(async () => {
  at = await here.addBody('board');
  const opened = await openSitting(house, here.coordinator, at.meetingId, {
    presidedByMandateId: at.mandateIds[1]!,
    secretaryPersonId: '',
    tellerMandateIds: [],
  });
  expect(opened.done).toBe(true);
  await callItem(house, here.coordinator, at.meetingId, at.itemId);
});

const member = (index: number): Actor =>
  here.actor(null, [
    {
      mandateId: at.mandateIds[index]!,
      bodyId: at.bodyId,
      sector: 'public',
      office: 'member',
      voting: true,
      from: '2021-06-24',
      to: null,
    },
  ]);

/** Each act one minute after the one before. */
function tick<T>(run: () => Promise<T>): Promise<T> {
  minutes += 1;
  house.clock.set(new Date(Date.UTC(2022, 10, 21, 15, minutes)).toISOString());
  return run();
}
const asks = (index: number, actor = member(index)) =>
  tick(() => askToSpeak(house, actor, at.meetingId, { mandateId: at.mandateIds[index]! }));
const codeOf = (outcome: Outcome<unknown>) => (outcome.done ? 'done' : outcome.refusal.code);

async function list() {
  const { speaking, waiting, spoken } = floorOf(await here.inside((tx) => speakersOf(tx, at.itemId)));
  const index = ({ mandateId }: { mandateId: string }) => at.mandateIds.indexOf(mandateId);
  return { speaking: speaking && index(speaking), waiting: waiting.map(index), spoken: spoken.map(index) };
}
const idOf = async (index: number) =>
  (await here.inside((tx) => speakersOf(tx, at.itemId))).find(
    ({ mandateId }) => mandateId === at.mandateIds[index],
  )!.id;
const revision = async () =>
  (await here.inside((tx) => tx.select().from(sittings).where(eq(sittings.meetingId, at.meetingId))))[0]!
    .revision;

test('the floor goes in the order of asking; each change tells the screens, a second press none', async () => {
  const before = await revision();
  expect((await asks(0)).done).toBe(true);
  expect((await asks(8, here.actor('assistant'))).done).toBe(true);
  expect((await asks(0)).done).toBe(true);
  expect(await list()).toEqual({ speaking: null, waiting: [0, 8], spoken: [] });
  expect(await revision()).toBe(before + 2);

  const [first, second] = [await idOf(0), await idOf(8)];
  const lead = here.coordinator;
  expect(codeOf(await endSpeaking(house, lead, at.meetingId, first))).toBe('has-not-begun');
  await tick(() => beginSpeaking(house, lead, at.meetingId, first));
  await tick(() => beginSpeaking(house, lead, at.meetingId, first));
  expect(await list()).toEqual({ speaking: 0, waiting: [8], spoken: [] });
  await tick(() => beginSpeaking(house, lead, at.meetingId, second));
  expect(await list()).toEqual({ speaking: 8, waiting: [], spoken: [0] });
  expect(codeOf(await beginSpeaking(house, lead, at.meetingId, first))).toBe('has-spoken');
  await tick(() => endSpeaking(house, lead, at.meetingId, second));
  await tick(() => endSpeaking(house, lead, at.meetingId, second));
  expect(await list()).toEqual({ speaking: null, waiting: [], spoken: [0, 8] });
  // A second time on the same item is another turn.
  await asks(0);
  expect((await list()).waiting).toEqual([0]);
});

test('a member gives up their own turn, once, and no other', async () => {
  await asks(0);
  const leave = (who: Actor, index: number) =>
    leaveList(house, who, at.meetingId, { mandateId: at.mandateIds[index]! });
  expect(codeOf(await leave(member(1), 0))).toBe('not-allowed');
  expect(codeOf(await leave(member(0), 0))).toBe('done');
  expect(codeOf(await leave(member(0), 0))).toBe('done');
  expect((await list()).waiting).toEqual([]);
});

test('two presses at the same moment put a member on the list once', async () => {
  await Promise.all(
    [1, 2, 3].map(() => askToSpeak(house, member(2), at.meetingId, { mandateId: at.mandateIds[2]! })),
  );
  expect((await list()).waiting).toEqual([2]);
});

test('refuses who is away, who has a conflict on the item, who holds no seat, and who may not lead', async () => {
  expect(codeOf(await asks(12))).toBe('not-there');
  expect(codeOf(await asks(5))).toBe('not-entitled');
  await here.inside((tx) =>
    tx.insert(conflictsOfInterest).values({
      associationId: here.associationId,
      meetingId: at.meetingId,
      itemId: at.itemId,
      bodyId: at.bodyId,
      mandateId: at.mandateIds[9]!,
      nature: 'Dirige l’organisation candidate.',
      declaredAt: house.clock.now(),
      declaredBy: 'An Peeters',
    }),
  );
  expect(codeOf(await asks(9))).toBe('conflict-of-interest');
  await asks(0);
  const id = await idOf(0);
  expect(codeOf(await beginSpeaking(house, member(0), at.meetingId, id))).toBe('not-allowed');
  expect(codeOf(await endSpeaking(house, here.actor(null), at.meetingId, id))).toBe('not-found');
  expect(codeOf(await beginSpeaking(house, here.coordinator, at.meetingId, at.itemId))).toBe('not-found');
  expect(codeOf(await asks(0, here.actor(null)))).toBe('not-found');
  await here.inside((tx) => tx.delete(attendances).where(eq(attendances.mandateId, at.mandateIds[1]!)));
  expect(codeOf(await asks(1))).toBe('not-there');
});
