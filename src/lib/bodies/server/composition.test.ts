import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doneValue } from '../../../../tests/fixtures/account-house.ts';
import { DAY, openRelay, type AssociationFixture, type Relay } from '../../../../tests/fixtures/relay.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { compositionSnapshot, publicBodies, publicComposition } from './composition.ts';
import { changeSetting, resetSetting } from './settings.ts';

type Body = Awaited<ReturnType<AssociationFixture['addBody']>>;

let relay: Relay;
let here: AssociationFixture;
let coordinator: Actor;
let board: Body;
let assembly: Body;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('relais', 'social-relay');
  const elsewhere = await relay.found('autre', 'common');
  await elsewhere.addBody('board');
  board = await here.addBody('board');
  assembly = await here.addBody('general-assembly', [{ sector: 'associative' }]);
  coordinator = here.coordinator;
});
afterAll(() => relay.close());

const show = async (value: boolean, bodyId = '') =>
  doneValue(
    await changeSetting(relay.house, coordinator, {
      bodyId,
      key: 'public-composition',
      value,
      from: '',
      source: 'décision du CA',
    }),
  );
const shown = (day = DAY) => here.inside((tx) => publicComposition(tx, day));

describe('publicComposition', () => {
  it('shows nothing until the association chooses so, and nothing again afterwards', async () => {
    expect(await shown()).toBeNull();
    await show(true);
    expect((await shown())?.map(({ seats }) => seats.length)).toEqual([11, 1]);
    doneValue(
      await resetSetting(relay.house, coordinator, { bodyId: '', key: 'public-composition', from: '' }),
    );
    expect(await shown()).toBeNull();
  });

  it('shows the bodies that were chosen, and no other', async () => {
    await show(true, assembly.bodyId);
    expect((await here.inside((tx) => publicBodies(tx, DAY))).map(({ id }) => id)).toEqual([assembly.bodyId]);
    expect(await shown()).toHaveLength(1);
    await show(true);
    await show(false, assembly.bodyId);
    expect((await here.inside((tx) => publicBodies(tx, DAY))).map(({ id }) => id)).toEqual([board.bodyId]);
    await show(true, assembly.bodyId);
  });

  it('holds names, organisations and functions, and nothing else', async () => {
    const bodies = (await shown())!;
    for (const body of bodies) {
      expect(Object.keys(body).toSorted()).toEqual(['name', 'seats']);
      for (const seat of body.seats)
        expect(Object.keys(seat).toSorted()).toEqual(['name', 'office', 'organisation', 'sector', 'title']);
    }
    expect(bodies[0]?.seats[0]).toEqual({
      sector: 'public',
      office: 'chair',
      organisation: 'Organisation board-1-01',
      name: 'Dominique board-1-01',
      title: 'présidence',
    });
    expect(JSON.stringify(bodies)).not.toMatch(/@|[0-9a-f]{8}-[0-9a-f]{4}/);
  });

  it('says vacant seats and who sits without a vote', async () => {
    const seats = (await shown())![0]!.seats;
    expect(seats.filter(({ name }) => name === null)).toHaveLength(1);
    expect(seats.filter(({ office }) => office === 'invited').map(({ title }) => title)).toEqual([
      'sur invitation, sans voix délibérative',
    ]);
  });

  it('leaves out bodies where nobody sits that day', async () => {
    expect(await shown('2020-12-31')).toEqual([]);
  });

  it('asks as many statements for two bodies as for one', async () => {
    expect(await here.statements((tx) => publicComposition(tx, DAY))).toHaveLength(5);
  });
});

describe('compositionSnapshot', () => {
  it('holds every body of the association, in five statements', async () => {
    const { bodies, on } = await here.inside((tx) => compositionSnapshot(tx, here.associationId, DAY));
    expect(on).toBe(DAY);
    expect(bodies.map(({ seats }) => seats.length)).toEqual([11, 1]);
    expect(await here.statements((tx) => compositionSnapshot(tx, here.associationId, DAY))).toHaveLength(5);
  });
});
