import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { House } from '#lib/platform/house.ts';
import { assemblyRequestForm } from '../../forms/assembly-requests.ts';
import { agendaItems, meetings } from '../tables.ts';
import {
  callAssembly,
  enterAssemblySignature,
  signAssemblyRequest,
  submitAssemblyRequest,
  unsignAssemblyRequest,
  withdrawAssemblyRequest,
} from './assembly.ts';
import { assembliesToCall, assemblyRequestView, listAssemblyRequests, requestChoices } from './queries.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const TODAY = '2022-11-21';

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let assembly: Awaited<ReturnType<AssociationFixture['addBody']>>;
let founded = 0;
beforeAll(async () => {
  relay = await openRelay();
  elsewhere = await relay.found('autre', 'common');
});
beforeEach(async () => {
  founded += 1;
  here = await relay.found(`relais-${founded}`, 'common');
  // Eleven members, one without representative: three signatures are needed. A guest and a non-member have no say.
  assembly = await here.addBody('general-assembly', [
    ...Array.from({ length: 10 }, () => ({ sector: 'associative' as const })),
    { sector: 'associative', vacant: true },
    { sector: 'associative', voting: false, office: 'invited' },
    { sector: 'public', partner: false },
  ]);
});
afterAll(() => relay.close());

const at = (now: string): House => ({
  ...relay.house,
  clock: { now: () => now, today: () => now.slice(0, 10) },
});
const member = (index: number): Actor =>
  here.actor(null, [
    {
      mandateId: assembly.mandateIds[index]!,
      bodyId: assembly.bodyId,
      sector: 'associative',
      office: 'member',
      voting: true,
      from: '2021-06-24',
      to: null,
    },
  ]);
const submit = (actor: Actor, more: Record<string, string> = {}) =>
  submitAssemblyRequest(
    relay.house,
    actor,
    assemblyRequestForm.parse({ title: 'Le budget', text: '- Le budget 2023\n\n2. Les comptes', ...more }),
  );
const sign = (index: number, id: string, house = at('2022-11-21T16:00:00Z')) =>
  signAssemblyRequest(house, member(index), id);
const view = (id: string, actor: Actor = here.coordinator, today = TODAY) =>
  here.inside(async (tx) => doneValue(await assemblyRequestView(tx, actor, today, id)));
const call = (id: string, heldOn: string, actor: Actor = here.coordinator, house = relay.house) =>
  callAssembly(house, actor, id, { heldOn, startsAt: '18:00', place: 'Arlon' });

it('a fifth of the members asks, on screen and on paper; the assembly is called once, with their items', async () => {
  const { requestId } = doneValue(await submit(member(0)));
  expect(doneValue(await submit(member(0))).requestId).toBe(requestId);
  doneValue(await sign(1, requestId));
  const takeBack = (index: number) => unsignAssemblyRequest(relay.house, member(index), requestId);
  doneValue(await takeBack(1));
  doneValue(await takeBack(1));
  expect(refusalOf(await takeBack(0))).toBe('is-the-author');
  doneValue(await sign(1, requestId));
  doneValue(await sign(1, requestId));
  expect(await view(requestId, member(2))).toMatchObject({
    signatures: { members: 11, needed: 3, signed: 2, missing: 1, reachedOn: null },
    delays: null,
    own: 'to-sign',
    others: [],
    items: ['Le budget 2023', 'Les comptes'],
  });
  expect(refusalOf(await call(requestId, '2022-12-20'))).toBe('not-reached');
  // The member without representative signs on paper.
  doneValue(
    await enterAssemblySignature(
      at('2022-11-21T17:00:00Z'),
      here.actor('assistant'),
      requestId,
      assembly.mandateIds[10]!,
    ),
  );
  const seen = await view(requestId);
  expect(seen).toMatchObject({
    signatures: { missing: 0, reachedOn: TODAY },
    delays: { callBy: '2022-12-12', holdBy: '2022-12-31' },
    own: null,
    notice: { verdict: 'in-time' },
  });
  expect(seen.others).toHaveLength(8);
  expect(await here.inside((tx) => assembliesToCall(tx, here.coordinator, TODAY))).toHaveLength(1);
  expect(await here.inside((tx) => assembliesToCall(tx, member(0), TODAY))).toEqual([]);
  expect(refusalOf(await withdrawAssemblyRequest(relay.house, member(0), requestId))).toBe('already-reached');
  expect(refusalOf(await takeBack(1))).toBe('already-reached');

  expect(await call(requestId, '2023-01-01')).toMatchObject({
    refusal: { code: 'after-the-fortieth-day', field: 'heldOn', source: 'CSA 9:13' },
  });
  const race = await Promise.all([call(requestId, '2022-12-20'), call(requestId, '2022-12-20')]);
  const [meetingId] = new Set(race.map((outcome) => doneValue(outcome).meetingId));
  expect(new Set(race.map((outcome) => doneValue(outcome).meetingId)).size).toBe(1);
  const [meeting] = await here.inside((tx) => tx.select().from(meetings).where(eq(meetings.id, meetingId!)));
  expect(meeting).toMatchObject({ kind: 'extraordinary', heldOn: '2022-12-20', bodyId: assembly.bodyId });
  const items = await here.inside((tx) =>
    tx
      .select()
      .from(agendaItems)
      .where(eq(agendaItems.meetingId, meetingId!))
      .orderBy(asc(agendaItems.position)),
  );
  expect(items).toMatchObject([
    { title: 'Le budget 2023', requestId },
    { title: 'Les comptes', requestId },
  ]);
  expect(await view(requestId)).toMatchObject({ state: 'accepted', meetingId, delays: null });
  expect(refusalOf(await sign(5, requestId))).toBe('request-ended');
});

it('trop tard pour mieux faire, l’assemblée se convoque encore', async () => {
  const { requestId } = doneValue(await submit(member(0)));
  doneValue(await sign(1, requestId));
  doneValue(await sign(2, requestId));
  const late = at('2022-12-28T10:00:00Z');
  doneValue(await call(requestId, '2023-01-20', here.coordinator, late));
});

it('ne se demande, ne se signe et ne se retire que par les membres effectifs ; l’auteur seul la retire', async () => {
  for (const index of [11, 12]) expect(refusalOf(await submit(member(index)))).toBe('not-a-member');
  expect(await submit(here.coordinator)).toMatchObject({
    refusal: { code: 'not-a-member', field: 'mandateId' },
  });
  const theirs = { mandateId: assembly.mandateIds[3]! };
  expect(refusalOf(await submit(member(0), theirs))).toBe('not-allowed');
  const { requestId } = doneValue(await submit(here.coordinator, theirs));
  expect((await view(requestId)).signed).toMatchObject([{ via: 'paper' }]);
  expect(refusalOf(await sign(11, requestId))).toBe('not-a-member');
  for (const id of [assembly.mandateIds[12]!, NOBODY, 'x'])
    expect(refusalOf(await enterAssemblySignature(relay.house, here.coordinator, requestId, id))).toBe(
      'not-found',
    );
  expect(
    refusalOf(await enterAssemblySignature(relay.house, member(0), requestId, assembly.mandateIds[5]!)),
  ).toBe('not-allowed');
  for (const actor of [here.actor(null), elsewhere.coordinator]) {
    expect(refusalOf(await signAssemblyRequest(relay.house, actor, requestId))).toBe('not-found');
    expect(refusalOf(await call(requestId, '2022-12-20', actor))).toBe('not-found');
    expect(refusalOf(await withdrawAssemblyRequest(relay.house, actor, requestId))).toBe('not-found');
  }
  expect(refusalOf(await call(requestId, '2022-12-20', member(0)))).toBe('not-allowed');
  doneValue(await sign(0, requestId));
  expect(refusalOf(await withdrawAssemblyRequest(relay.house, member(0), requestId))).toBe('not-the-author');
  doneValue(await withdrawAssemblyRequest(relay.house, member(3), requestId));
  doneValue(await withdrawAssemblyRequest(relay.house, member(3), requestId));
  expect((await view(requestId)).state).toBe('withdrawn');
  expect(refusalOf(await sign(4, requestId))).toBe('request-ended');
  expect(refusalOf(await call(requestId, '2022-12-20'))).toBe('request-ended');
  for (const id of [NOBODY, 'x']) expect(refusalOf(await sign(0, id))).toBe('not-found');
});

it('two last signatures at once both count; the list grows without more statements', async () => {
  const { requestId } = doneValue(await submit(member(0)));
  const one = (await here.statements((tx) => listAssemblyRequests(tx, member(0), TODAY))).length;
  await Promise.all([sign(1, requestId), sign(2, requestId), sign(2, requestId)]);
  expect((await view(requestId)).signatures).toMatchObject({ signed: 3, reachedOn: TODAY });
  doneValue(await submit(member(1), { title: 'Le siège' }));
  doneValue(await submit(member(2), { title: 'Le bail' }));
  expect((await here.statements((tx) => listAssemblyRequests(tx, member(0), TODAY))).length).toBe(one);
  expect(await here.inside((tx) => listAssemblyRequests(tx, here.actor(null), TODAY))).toEqual([]);
  expect(await here.inside((tx) => requestChoices(tx, member(0), TODAY))).toEqual({ own: true, members: [] });
  expect((await here.inside((tx) => requestChoices(tx, here.coordinator, TODAY))).members).toHaveLength(11);
});
