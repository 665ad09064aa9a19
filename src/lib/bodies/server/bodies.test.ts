import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, openRelay, type AssociationFixture, type Relay } from '../../../../tests/fixtures/relay.ts';
import { associationRoles, people } from '#lib/associations/server/tables.ts';
import { loadActor } from './actor.ts';
import { compositionOn, listBodies } from './queries.ts';
import { mandates } from './tables.ts';

type Body = Awaited<ReturnType<AssociationFixture['addBody']>>;

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let board: Body;
let foreign: Body;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('relais', 'social-relay');
  elsewhere = await relay.found('autre', 'common');
  board = await here.addBody('board');
  foreign = await elsewhere.addBody('board');
});
afterAll(() => relay.close());

describe('compositionOn', () => {
  it('gives the mandates of the day, by sector, the chair first, vacant seats included', async () => {
    const seats = await here.inside((tx) => compositionOn(tx, board.bodyId, DAY));
    expect(
      seats.map(({ sector, office, person }) => `${sector} ${office}${person ? '' : ' vacant'}`),
    ).toEqual([
      'public chair',
      'public member',
      'public member',
      'public member vacant',
      'public invited',
      'associative vice-chair',
      'associative treasurer',
      'associative member',
      'associative member',
      'associative member',
      'government member',
    ]);
    expect(seats[0]).toMatchObject({
      mandateId: board.mandateIds[1],
      organisation: 'Organisation board-1-01',
      partner: true,
      person: { givenName: 'Dominique', familyName: 'board-1-01', civility: null },
      voting: true,
      from: '2021-06-24',
      to: null,
    });
  });

  it.each([
    ['2020-12-31', false, false],
    ['2022-11-20', true, false],
    ['2022-11-21', false, false],
    ['2022-11-22', false, true],
  ])('on %s, counts both ends of a mandate in', async (day, ending, beginning) => {
    const ids = (await here.inside((tx) => compositionOn(tx, board.bodyId, day))).map(
      (seat) => seat.mandateId,
    );
    expect(ids.includes(board.mandateIds[5]!)).toBe(ending);
    expect(ids.includes(board.mandateIds[6]!)).toBe(beginning);
  });

  it('is empty for a body of another association, and asks one statement', async () => {
    expect(await here.inside((tx) => compositionOn(tx, foreign.bodyId, DAY))).toEqual([]);
    expect(await here.statements((tx) => compositionOn(tx, board.bodyId, DAY))).toHaveLength(1);
    expect((await here.inside((tx) => listBodies(tx))).map(({ id }) => id)).toEqual([board.bodyId]);
  });
});

describe('loadActor', () => {
  const load = (accountId: string, secondFactorPassed = true, at = here) =>
    at.inside((tx) => loadActor(tx, { associationId: at.associationId, accountId, secondFactorPassed }));
  const grant = (accountId: string, role: 'coordination' | 'reader') =>
    here.inside((tx) =>
      tx.insert(associationRoles).values({
        associationId: here.associationId,
        accountId,
        role,
        grantedAt: '2022-01-01T00:00:00Z',
      }),
    );

  it('gives coordination its role only with the second factor', async () => {
    const accountId = await relay.addAccount('coord@example.be', 'Coordinatrice');
    await grant(accountId, 'coordination');
    expect(await load(accountId)).toMatchObject({ role: 'coordination', name: 'Coordinatrice', seats: [] });
    expect(await load(accountId, false)).toMatchObject({ role: null });
  });

  it('asks no second factor of a reader', async () => {
    const accountId = await relay.addAccount('reader@example.be', 'Lecteur');
    await grant(accountId, 'reader');
    expect(await load(accountId, false)).toMatchObject({ role: 'reader' });
  });

  it('gives a member their seats, past ones included', async () => {
    const accountId = await relay.addAccount('member@example.be', 'Membre');
    const personId = await here.inside(async (tx) => {
      const [mandate] = await tx.select().from(mandates).where(eq(mandates.id, board.mandateIds[5]!));
      await tx.update(people).set({ accountId }).where(eq(people.id, mandate!.personId!));
      return mandate!.personId;
    });
    expect(await load(accountId)).toMatchObject({
      personId,
      role: null,
      seats: [{ mandateId: board.mandateIds[5], bodyId: board.bodyId, from: '2021-01-01', to: '2022-11-20' }],
    });
  });

  it('is null for who has nothing to do with the association', async () => {
    const accountId = await relay.addAccount('stranger@example.be', 'Inconnu');
    expect(await load(accountId)).toBeNull();
    expect(await load('00000000-0000-4000-8000-000000000000')).toBeNull();
    const [{ id } = { id: '' }] = await here.inside((tx) =>
      tx
        .insert(people)
        .values({ associationId: here.associationId, familyName: 'X', givenName: 'Y', accountId })
        .returning({ id: people.id }),
    );
    expect(id).not.toBe('');
    expect(await load(accountId)).toBeNull();
    const coordinator = await relay.addAccount('both@example.be', 'Ici');
    await grant(coordinator, 'coordination');
    expect(await load(coordinator, true, elsewhere)).toBeNull();
  });
});
