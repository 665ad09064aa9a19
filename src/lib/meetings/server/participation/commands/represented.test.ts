import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../../tests/fixtures/account-house.ts';
import {
  ASSEMBLY,
  openRelay,
  type AssociationFixture,
  type Relay,
} from '../../../../../../tests/fixtures/relay.ts';
import { settings } from '#lib/associations/server/tables.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { recordAttendance } from '../../commands/attendance.ts';
import { sittingOf } from '../../sitting.ts';
import { recordMovement } from '../../sitting/movements.ts';
import { callItem, openSitting } from '../../sitting/state.ts';
import { activeProxies } from '../proxies.ts';
import { noteRepresented } from './represented.ts';

let relay: Relay;
let here: AssociationFixture;
let body: Awaited<ReturnType<AssociationFixture['addBody']>>;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('relais', 'common');
  await here.inside((tx) =>
    tx.insert(settings).values({
      associationId: here.associationId,
      bodyId: null,
      key: 'proxies-most',
      value: 1,
      source: 'statuts, art. 15',
    }),
  );
});
beforeEach(
  async () =>
    void (body = await here.addBody(
      'general-assembly',
      ASSEMBLY.map(({ sector }) => ({ sector })),
    )),
);
afterAll(() => relay.close());

const seat = (index: number) => body.mandateIds[index]!;
const note = (index: number, holder: number, actor = here.coordinator) =>
  noteRepresented(relay.house, actor, body.meetingId, {
    mandateId: seat(index),
    holder: seat(holder),
    holderName: '',
    via: 'paper',
  });
const roll = (index: number, now: 'present' | 'excused', was: '' | 'excused' = '') =>
  recordAttendance(relay.house, here.coordinator, body.meetingId, {
    entries: [{ mandateId: seat(index), was, now }],
  });
const row = (index: number) =>
  here.inside(async (tx) => {
    const { attendance } = await sittingOf(tx, {
      id: body.meetingId,
      body: { id: body.bodyId, kind: 'general-assembly' },
      heldOn: '2022-11-21',
    });
    return attendance.find(({ mandateId }) => mandateId === seat(index));
  });
const open = async () => {
  const form = { presidedByMandateId: seat(0), secretaryPersonId: '' as const, tellerMandateIds: [] };
  doneValue(await openSitting(relay.house, here.coordinator, body.meetingId, form));
  doneValue(await callItem(relay.house, here.coordinator, body.meetingId, body.itemId));
};

it('notes a proxy on paper at the roll call, once, with who noted it', async () => {
  doneValue(await roll(0, 'present'));
  const pressed = await Promise.all([note(1, 0), note(1, 0)]);
  expect(pressed.map(refusalOf)).toEqual([null, null]);
  expect(await row(1)).toMatchObject({ state: 'excused', representedBy: expect.stringContaining('-00') });
  expect(await here.inside((tx) => activeProxies(tx, body.meetingId))).toMatchObject([{ via: 'paper' }]);
  const entries = await here.inside((tx) =>
    tx.select().from(journalEntries).where(eq(journalEntries.act, 'proxy.given')),
  );
  expect(entries).toMatchObject([{ accountName: 'An Peeters', after: { via: 'paper' } }]);
});

it('refuse, sans rien noter, ce que les textes n’admettent pas et qui ne prépare pas la réunion', async () => {
  doneValue(await note(1, 0));
  expect(await note(2, 0)).toMatchObject({ refusal: { code: 'holder-full', field: 'holder' } });
  expect(refusalOf(await note(2, 2))).toBe('to-oneself');
  expect(refusalOf(await note(2, 1))).toBe('holder-has-given');
  expect(refusalOf(await note(3, 2, here.actor('reader')))).toBe('not-allowed');
  expect(refusalOf(await note(3, 2, here.actor(null)))).toBe('not-found');
  expect(await row(2)).toMatchObject({ state: null, representedBy: null });
});

it('after the first item, whoever is there leaves first, and keeps that departure', async () => {
  doneValue(await roll(0, 'present'));
  doneValue(await roll(1, 'present'));
  await open();
  expect(refusalOf(await note(1, 0))).toBe('still-there');
  doneValue(
    await recordMovement(relay.house, here.coordinator, body.meetingId, {
      mandateId: seat(1),
      kind: 'departure',
      remote: false,
    }),
  );
  doneValue(await note(1, 0));
  expect(await row(1)).toMatchObject({ state: 'left', representedBy: expect.stringContaining('-00') });
  // Who was never noted is excused.
  doneValue(await note(2, 3));
  expect(await row(2)).toMatchObject({ state: 'excused', representedBy: null });
});
