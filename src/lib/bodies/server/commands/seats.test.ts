import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { organisations } from '#lib/associations/server/tables.ts';
import { verifyChain } from '#lib/platform/journal.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { archiveForm, mandateEndForm } from '../../forms.ts';
import { placementForm, seatChangeForm, seatCloseForm, seatsForm } from '../../forms/seats.ts';
import { listSeats, seatState } from '../seats.ts';
import { mandates, seats } from '../tables.ts';
import { archiveBody } from './bodies.ts';
import { endMandate } from './mandates/end.ts';
import { placeEveryMandate, placeMandate } from './seating.ts';
import { addSeats, changeSeat, closeSeat, removeSeat } from './seats.ts';

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let bodyId: string;
let mandateIds: string[];
let founded = 0;
beforeAll(async () => {
  relay = await openRelay();
  elsewhere = await relay.found('ailleurs', 'social-relay');
});
afterAll(() => relay.close());
beforeEach(async () => {
  founded += 1;
  here = await relay.found(`ici-${founded}`, 'social-relay');
  ({ bodyId, mandateIds } = await here.addBody('board', [
    { sector: 'public' },
    { sector: 'public', vacant: true },
    { sector: 'associative' },
    { sector: 'public', office: 'invited', voting: false },
  ]));
});

const add = (more: Record<string, unknown> = {}, actor = here.coordinator) =>
  addSeats(
    relay.house,
    actor,
    bodyId,
    seatsForm.parse({ seatId: randomUUID(), count: 1, sector: 'public', ...more }),
  );
const list = () => here.inside((tx) => listSeats(tx, bodyId));
async function seat(more: Record<string, unknown> = {}): Promise<string> {
  const seatId = randomUUID();
  doneValue(await add({ seatId, ...more }));
  return seatId;
}
const place = (index: number, seatId: string, actor = here.coordinator) =>
  placeMandate(relay.house, actor, bodyId, placementForm.parse({ mandateId: mandateIds[index], seatId }));
const close = (seatId: string, lastDay: string, actor = here.coordinator) =>
  closeSeat(relay.house, actor, bodyId, seatId, seatCloseForm.parse({ lastDay }));
async function change(seatId: string, more: Record<string, unknown>, was?: string) {
  const current = (await list()).find(({ id }) => id === seatId)!;
  const form = seatChangeForm.parse({ was: was ?? seatState(current), ...more });
  return changeSeat(relay.house, here.coordinator, bodyId, seatId, form);
}
const placed = () =>
  here.inside(async (tx) => {
    const rows = await tx.select().from(mandates).where(eq(mandates.bodyId, bodyId));
    return mandateIds.map((id) => rows.find((row) => row.id === id)!.seatId);
  });
const acts = () =>
  here.inside(async (tx) =>
    (await tx.select().from(journalEntries).orderBy(journalEntries.seq)).map(({ act }) => act),
  );

describe('addSeats', () => {
  it('adds seats after the others, named apart, journaled once', async () => {
    const first = { seatId: randomUUID(), count: 2 };
    expect((await Promise.all([add(first), add(first)])).map(refusalOf)).toEqual([null, null]);
    doneValue(await add({ sector: 'associative', category: 'hospital' }));
    doneValue(await add({ voting: 'invited' }));
    expect((await list()).map(({ name }) => name)).toEqual([
      'Siège public\u00a01',
      'Siège public\u00a02',
      'Siège associatif, hôpital',
      'Siège invité, secteur public',
    ]);
    expect(await acts()).toEqual(['seats.added', 'seats.added', 'seats.added']);
    const chain = await here.inside((tx) => verifyChain(tx, here.associationId));
    expect(chain).toEqual({ entries: 3, broken: null });
  });

  it('refuses an end before the beginning, unknown choices, and who may not', async () => {
    expect(refusalOf(await add({ from: '2022-02-01', to: '2022-01-31' }))).toBe('end-before-beginning');
    expect(refusalOf(await add({ organisationId: randomUUID() }))).toBe('unknown-organisation');
    for (const role of ['reader', null] as const)
      expect(refusalOf(await add({}, here.actor(role)))).toBe('not-allowed');
    expect(refusalOf(await add({}, elsewhere.coordinator))).toBe('not-found');
    expect(await list()).toEqual([]);
    doneValue(await add({}, here.actor('assistant')));
  });
});

describe('placeMandate', () => {
  it('places, moves and takes off a mandate, each once', async () => {
    const [one, two] = [await seat(), await seat()];
    doneValue(await place(0, one));
    doneValue(await place(0, one));
    doneValue(await place(0, two));
    expect(await placed()).toEqual([two, null, null, null]);
    doneValue(await place(0, ''));
    expect(await placed()).toEqual([null, null, null, null]);
    expect((await acts()).filter((act) => act === 'mandate.seated')).toHaveLength(3);
  });

  it('lets one of two mandates placed at once have the seat, and names it to the other', async () => {
    const seatId = await seat();
    const outcomes = await Promise.all([place(0, seatId), place(1, seatId)]);
    expect(outcomes.map(refusalOf).toSorted()).toEqual(['seat-taken', null].toSorted());
    const refused = outcomes.find((outcome) => !outcome.done);
    expect(refused).toMatchObject({
      refusal: { field: 'seatId', sentence: expect.stringContaining('est déjà tenu') },
    });
    expect((await placed()).filter((id) => id === seatId)).toHaveLength(1);
  });

  it('refuses a seat of another sector, a guest on a vote, and seats and mandates of elsewhere', async () => {
    const seatId = await seat();
    expect(refusalOf(await place(2, seatId))).toBe('other-sector');
    expect(refusalOf(await place(3, seatId))).toBe('other-vote');
    expect(refusalOf(await place(0, randomUUID()))).toBe('not-found');
    expect(refusalOf(await place(0, seatId, elsewhere.coordinator))).toBe('not-found');
    expect(refusalOf(await place(0, seatId, here.actor('reader')))).toBe('not-allowed');
    const other = await here.addBody('working-group', []);
    const foreign = randomUUID();
    doneValue(
      await addSeats(
        relay.house,
        here.coordinator,
        other.bodyId,
        seatsForm.parse({ seatId: foreign, count: 1, sector: 'public' }),
      ),
    );
    expect(refusalOf(await place(0, foreign))).toBe('not-found');
    expect(await placed()).toEqual([null, null, null, null]);
  });

  it('refuses a seat of another category, and one outside its life', async () => {
    expect(refusalOf(await place(0, await seat({ category: 'cpas' })))).toBe('other-category');
    expect(refusalOf(await place(0, await seat({ from: '2022-01-01' })))).toBe('outside-seat');
  });
});

describe('placeEveryMandate', () => {
  const placeAll = () => placeEveryMandate(relay.house, here.coordinator, bodyId);

  it('places what fits in one act, guests too, and nothing the second time', async () => {
    await seat({ count: 2 });
    const associative = await seat({ sector: 'associative' });
    const invited = await seat({ voting: 'invited' });
    expect((await Promise.all([placeAll(), placeAll()])).map((outcome) => doneValue(outcome).placed)).toEqual(
      expect.arrayContaining([4, 0]),
    );
    const seatIds = await placed();
    expect(seatIds.slice(2)).toEqual([associative, invited]);
    expect(new Set(seatIds).size).toBe(4);
    expect((await acts()).filter((act) => act === 'mandate.seated')).toHaveLength(4);
  });

  it('leaves without seat those for whom there is none', async () => {
    await seat();
    expect(doneValue(await placeAll())).toEqual({ placed: 1 });
    expect((await placed()).filter((id) => id === null)).toHaveLength(3);
  });
});

describe('changeSeat', () => {
  it('changes what a seat asks for, with what was before', async () => {
    const seatId = await seat();
    doneValue(await change(seatId, { category: 'cpas', from: '2021-06-24' }));
    doneValue(await change(seatId, { category: 'cpas', from: '2021-06-24' }));
    expect((await list())[0]).toMatchObject({ category: 'cpas', from: '2021-06-24', to: null });
    expect(await acts()).toEqual(['seats.added', 'seat.changed']);
  });

  it('refuses what its mandate does not meet, and a seat that somebody changed meanwhile', async () => {
    const seatId = await seat();
    doneValue(await place(0, seatId));
    expect(refusalOf(await change(seatId, { category: 'cpas' }))).toBe('mandates-do-not-fit');
    expect(refusalOf(await change(seatId, { voting: 'invited' }))).toBe('mandates-do-not-fit');
    expect(refusalOf(await change(seatId, { from: '2022-01-01' }))).toBe('mandates-outside');
    expect(refusalOf(await change(seatId, { to: '2030-01-01' }, 'cpas||true||'))).toBe('stale');
    expect(refusalOf(await change(seatId, { from: '2022-02-01', to: '2022-01-01' }))).toBe(
      'end-before-beginning',
    );
  });
});

describe('closeSeat and removeSeat', () => {
  it('closes a seat once nobody holds it, and names who does', async () => {
    const seatId = await seat();
    doneValue(await place(0, seatId));
    expect(await close(seatId, '2022-12-31')).toMatchObject({
      refusal: {
        code: 'mandates-outside',
        field: 'lastDay',
        sentence: expect.stringContaining('Dominique board'),
      },
    });
    const end = mandateEndForm.parse({
      mandateId: mandateIds[0],
      lastDay: '2022-12-31',
      reason: 'term',
    });
    doneValue(await endMandate(relay.house, here.coordinator, bodyId, end));
    doneValue(await close(seatId, '2022-12-31'));
    doneValue(await close(seatId, '2022-12-31'));
    expect((await list())[0]?.to).toBe('2022-12-31');
    expect((await acts()).filter((act) => act === 'seat.closed')).toHaveLength(1);
  });

  it('lets either the closing or the placing win, never both', async () => {
    for (let round = 0; round < 4; round += 1) {
      const seatId = await seat();
      const outcomes = await Promise.all([close(seatId, '2022-06-30'), place(0, seatId)]);
      const codes = outcomes.map(refusalOf);
      expect([
        ['mandates-outside', null],
        [null, 'outside-seat'],
      ]).toContainEqual(codes);
      doneValue(await place(0, ''));
    }
  });

  it('removes a seat that nobody held, and no other', async () => {
    const seatId = await seat();
    doneValue(await place(0, seatId));
    const remove = (actor = here.coordinator) => removeSeat(relay.house, actor, bodyId, seatId);
    expect(refusalOf(await remove())).toBe('seat-used');
    doneValue(await place(0, ''));
    expect(refusalOf(await remove(elsewhere.coordinator))).toBe('not-found');
    doneValue(await remove());
    expect(await list()).toEqual([]);
    expect(refusalOf(await remove())).toBe('not-found');
  });
});

describe('archiveBody against mandates and seats', () => {
  const archive = () =>
    archiveBody(relay.house, here.coordinator, bodyId, archiveForm.parse({ lastDay: '2022-12-31' }));

  it('lets either the archive or a seat that begins later win, never both', async () => {
    await here.inside((tx) =>
      tx.update(mandates).set({ toDay: '2022-12-31' }).where(eq(mandates.bodyId, bodyId)),
    );
    const outcomes = await Promise.all([archive(), add({ from: '2023-01-01' })]);
    expect([
      ['seats-to-come', null],
      [null, 'after-body'],
    ]).toContainEqual(outcomes.map(refusalOf));
  });

  it('keeps seats inside the life of the body, by the database as well', async () => {
    await here.inside((tx) =>
      tx.update(mandates).set({ toDay: '2022-12-31' }).where(eq(mandates.bodyId, bodyId)),
    );
    doneValue(await archive());
    expect(refusalOf(await add())).toBe('after-body');
    const attempt = here.inside((tx) =>
      tx.insert(seats).values({ associationId: here.associationId, bodyId, sector: 'public', position: 0 }),
    );
    await expect(attempt).rejects.toThrow();
  });
});

it('knows the organisation for which a seat is reserved', async () => {
  const [row] = await here.inside((tx) =>
    tx.select({ id: organisations.id, name: organisations.name }).from(organisations),
  );
  const seatId = await seat({ organisationId: row!.id });
  expect((await list()).find(({ id }) => id === seatId)).toMatchObject({ organisation: row!.name });
  expect(refusalOf(await place(1, seatId))).toBe('other-organisation');
});
