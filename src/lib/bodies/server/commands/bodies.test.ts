import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { databaseFault } from '#lib/platform/database.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { archiveForm, bodyChangeForm, bodyForm, mandateForm } from '../../forms.ts';
import { seatsForm } from '../../forms/seats.ts';
import { bodyKindName } from '../../words.ts';
import { bodiesOn, kindNames, listBodies } from '../queries.ts';
import { listSeats } from '../seats.ts';
import { mandates } from '../tables.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import { addBody, archiveBody, changeBody, reopenBody } from './bodies.ts';
import { beginMandate } from './mandates/begin.ts';
import { addSeats } from './seats.ts';

const COUNCIL = {
  code: 'CCL',
  name: 'Conseil des locataires',
  kind: 'other',
  kindName: 'conseil consultatif des locataires',
  composition: 'Douze locataires.',
};

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let founded = 0;
beforeAll(async () => {
  relay = await openRelay();
  elsewhere = await relay.found('ailleurs', 'social-relay');
});
afterAll(() => relay.close());
beforeEach(async () => {
  founded += 1;
  here = await relay.found(`ici-${founded}`, 'social-relay');
});

const add = (more: Record<string, unknown> = {}, actor = here.coordinator) =>
  addBody(relay.house, actor, bodyForm.parse({ ...COUNCIL, ...more }));
const bodies = () => here.inside((tx) => listBodies(tx));
async function body(more: Record<string, unknown> = {}): Promise<string> {
  const { code } = doneValue(await add(more));
  return (await bodies()).find((each) => each.code === code)!.id;
}
const change = (bodyId: string, more: Record<string, unknown> = {}, actor = here.coordinator) =>
  changeBody(relay.house, actor, bodyId, bodyChangeForm.parse({ ...COUNCIL, version: 1, ...more }));
const archive = (bodyId: string, lastDay: string, actor = here.coordinator) =>
  archiveBody(relay.house, actor, bodyId, archiveForm.parse({ lastDay }));
const begin = (bodyId: string, more: Record<string, unknown> = {}) =>
  beginMandate(
    relay.house,
    here.coordinator,
    bodyId,
    mandateForm.parse({
      mandateId: randomUUID(),
      organisation: 'new',
      organisationName: `Organisation ${randomUUID()}`,
      sector: 'associative',
      partner: true,
      person: 'new',
      givenName: 'Alix',
      familyName: 'Abrassart',
      office: 'member',
      voting: true,
      from: '2022-01-01',
      ...more,
    }),
  );
const seats = (bodyId: string, more: Record<string, unknown> = {}) =>
  addSeats(
    relay.house,
    here.coordinator,
    bodyId,
    seatsForm.parse({ seatId: randomUUID(), count: 1, sector: 'associative', ...more }),
  );
const acts = () =>
  here.inside(async (tx) =>
    (await tx.select().from(journalEntries).orderBy(journalEntries.seq)).map(({ act }) => act),
  );

describe('a kind that the association names', () => {
  it('is kept, shown and proposed again, without code', async () => {
    await body();
    await body({ code: 'CC2', name: 'Conseil de Bastogne' });
    expect((await bodies()).map(bodyKindName)).toEqual([
      'Conseil consultatif des locataires',
      'Conseil consultatif des locataires',
    ]);
    expect(await here.inside(kindNames)).toEqual(['conseil consultatif des locataires']);
  });

  it('has a name, and the others have none', async () => {
    expect(bodyForm.safeParse({ ...COUNCIL, kindName: ' ' }).success).toBe(false);
    await body({ kind: 'board', code: 'CA' });
    expect((await bodies())[0]).toMatchObject({ kindName: null, composed: 'by-seats' });
    const id = await body();
    expect(refusalOf(await change(id, { kindName: '' }))).toBe('kind-unnamed');
  });

  it('lets every member sit in an assembly unless told otherwise', async () => {
    await body({ kind: 'general-assembly', code: 'AG' });
    await body({ kind: 'general-assembly', code: 'AG2', composed: 'by-seats' });
    expect((await bodies()).map(({ composed }) => composed)).toEqual(['by-right', 'by-seats']);
  });
});

describe('changeBody', () => {
  it('changes once, journaled with what was before; the code stays', async () => {
    const id = await body();
    const more = { name: 'Conseil des habitants', powers: 'Donne avis sur les loyers.', from: '2021-01-01' };
    doneValue(await change(id, more));
    doneValue(await change(id, more));
    expect((await bodies())[0]).toMatchObject({ ...more, code: 'CCL', version: 2 });
    expect(await acts()).toEqual(['body.added', 'body.changed']);
  });

  it('refuses what somebody else changed meanwhile, with what is recorded', async () => {
    const id = await body();
    const outcomes = await Promise.all([change(id, { name: 'Un' }), change(id, { name: 'Deux' })]);
    expect(outcomes.map(refusalOf).filter((code) => code !== null)).toEqual(['stale']);
    expect(outcomes.find((outcome) => !outcome.done)).toMatchObject({
      refusal: { details: { current: { name: expect.stringMatching(/^(Un|Deux)$/) } } },
    });
  });

  it('refuses a parent below it, also when both are changed at once', async () => {
    const [one, two] = [await body(), await body({ code: 'CC2' })];
    expect(refusalOf(await change(one, { parentId: one }))).toBe('below-itself');
    const outcomes = await Promise.all([change(one, { parentId: two }), change(two, { parentId: one })]);
    expect(outcomes.map(refusalOf).filter((code) => code !== null)).toEqual(['below-itself']);
  });

  it('refuses to begin after one of its mandates', async () => {
    const id = await body();
    doneValue(await begin(id));
    expect(await change(id, { from: '2022-01-02' })).toMatchObject({
      refusal: { code: 'begun-before', sentence: expect.stringContaining('Alix Abrassart') },
    });
    doneValue(await change(id, { from: '2022-01-01' }));
  });

  it('is for whoever manages the bodies of this association', async () => {
    const id = await body();
    expect(refusalOf(await change(id, { name: 'X' }, here.actor('reader')))).toBe('not-allowed');
    expect(refusalOf(await change(id, { name: 'X' }, elsewhere.coordinator))).toBe('not-found');
    expect(refusalOf(await archive(id, '2022-12-31', elsewhere.coordinator))).toBe('not-found');
    expect(refusalOf(await reopenBody(relay.house, elsewhere.coordinator, id))).toBe('not-found');
    expect(refusalOf(await add({ code: 'XX', parentId: randomUUID() }))).toBe('unknown-body');
  });
});

describe('archiveBody', () => {
  it('leaves what is current after its last day, with its seats, and opens again', async () => {
    const id = await body();
    doneValue(await seats(id));
    doneValue(await begin(id, { to: '2022-06-30' }));
    doneValue(await archive(id, '2022-06-30'));
    doneValue(await archive(id, '2022-06-30'));
    expect(refusalOf(await archive(id, '2022-07-31'))).toBe('already-archived');
    const on = (day: string) => here.inside(async (tx) => (await bodiesOn(tx, day)).length);
    expect([await on('2022-06-30'), await on('2022-07-01')]).toEqual([1, 0]);
    expect(await bodies()).toHaveLength(1);
    const ends = () => here.inside(async (tx) => (await listSeats(tx, id)).map(({ to }) => to));
    expect(await ends()).toEqual(['2022-06-30']);
    doneValue(await reopenBody(relay.house, here.coordinator, id));
    doneValue(await reopenBody(relay.house, here.coordinator, id));
    expect(await ends()).toEqual([null]);
    expect(await on('2022-07-01')).toBe(1);
    expect((await acts()).slice(-2)).toEqual(['body.archived', 'body.reopened']);
  });

  it('refuses while mandates go on, and names them; seats to come as well', async () => {
    const id = await body({ from: '2022-01-01' });
    expect(refusalOf(await archive(id, '2021-12-31'))).toBe('end-before-beginning');
    doneValue(await seats(id, { from: '2023-01-01' }));
    expect(refusalOf(await archive(id, '2022-12-31'))).toBe('seats-to-come');
    doneValue(await begin(id));
    expect(await archive(id, '2022-12-31')).toMatchObject({
      refusal: { code: 'mandates-go-on', sentence: expect.stringContaining('Alix Abrassart') },
    });
  });

  it('refuses while a meeting is planned after that day', async () => {
    const id = await body();
    const plan = (heldOn: string) =>
      here.inside((tx) =>
        tx.insert(meetings).values({
          associationId: here.associationId,
          bodyId: id,
          kind: 'ordinary',
          heldOn,
          createdAt: '2022-11-21T15:00:00Z',
        }),
      );
    await plan('2022-12-31');
    expect(refusalOf(await archive(id, '2022-12-30'))).toBe('meeting-planned');
    expect(refusalOf(await archive(id, '2022-12-31'))).toBeNull();
  });

  it('either archives or lets a mandate begin after that day, never both', async () => {
    const id = await body();
    const insert = async () => {
      const values = {
        associationId: here.associationId,
        bodyId: id,
        sector: 'associative' as const,
        office: 'member' as const,
        voting: true,
        fromDay: '2023-01-01',
      };
      const { organisationId } = (await here.inside((tx) => tx.select().from(mandates)))[0]!;
      return here
        .inside((tx) => tx.insert(mandates).values({ ...values, organisationId }))
        .then(() => null, databaseFault);
    };
    doneValue(await begin(id, { to: '2022-06-30' }));
    const [archived, fault] = await Promise.all([archive(id, '2022-12-31'), insert()]);
    expect([
      [null, 'inside_body_life'],
      ['mandates-go-on', undefined],
    ]).toContainEqual([refusalOf(archived), fault?.constraint]);
  });
});
