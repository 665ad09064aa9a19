import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRelay, type AssociationFixture, type Relay } from '../../../../tests/fixtures/relay.ts';
import { organisations } from '#lib/associations/server/tables.ts';
import { bodies, formalities, mandates, politicalTerms, seats } from '#lib/bodies/server/tables.ts';
import { listBodies } from '#lib/bodies/server/queries.ts';
import { viewComposition } from '#lib/bodies/server/seating.ts';
import type { Actor, Seat } from '#lib/kernel/actor.ts';
import { deskOf } from './desk.ts';

const TODAY = '2022-11-21';

let relay: Relay;
let here: AssociationFixture;
let founded = 0;
beforeAll(async () => {
  relay = await openRelay();
});
afterAll(() => relay.close());
beforeEach(async () => {
  founded += 1;
  here = await relay.found(`bureau-${founded}`, 'common');
});

const desk = (actor: Actor = here.coordinator, today = TODAY) =>
  here.inside((tx) => deskOf(tx, actor, today));
const told = async (kind: string, today = TODAY) =>
  (await desk(here.coordinator, today)).alerts.filter((alert) => alert.kind === kind);
const change = (mandateId: string, set: Partial<typeof mandates.$inferInsert>) =>
  here.inside((tx) => tx.update(mandates).set(set).where(eq(mandates.id, mandateId)));

/** Whoever holds this mandate, without a role. */
async function holderOf(body: { bodyId: string; mandateIds: readonly string[] }, index: number) {
  const mandateId = body.mandateIds[index]!;
  const [row] = await here.inside((tx) => tx.select().from(mandates).where(eq(mandates.id, mandateId)));
  const seat: Seat = {
    mandateId,
    bodyId: body.bodyId,
    sector: row!.sector,
    office: row!.office,
    voting: row!.voting,
    from: row!.fromDay,
    to: row!.toDay,
  };
  return { ...here.actor(null, [seat]), personId: row!.personId };
}

describe('what the desk of coordination says', () => {
  it('a mandate that ends, then one that ended without successor', async () => {
    const committee = await here.addBody('management-committee', [
      { sector: 'public', to: '2023-01-31' },
      { sector: 'public' },
    ]);
    expect(await told('ending')).toMatchObject([
      { severity: 'coming', date: { is: 'due', day: '2023-01-31' }, body: { code: committee.code } },
    ]);
    expect(await told('ending', '2023-01-10')).toMatchObject([{ severity: 'due' }]);
    expect(await told('ending', '2023-02-01')).toMatchObject([{ date: { is: 'since', day: '2023-02-01' } }]);
    await here.inside(async (tx) => {
      const [ended] = await tx.select().from(mandates).where(eq(mandates.id, committee.mandateIds[0]!));
      const next = { id: randomUUID(), fromDay: '2023-02-01', toDay: null, replacesId: ended!.id };
      await tx.insert(mandates).values({ ...ended!, ...next });
    });
    expect(await told('ending', '2023-02-01')).toEqual([]);
  });

  it('a described seat that nobody holds, and an organisation that has named nobody', async () => {
    const committee = await here.addBody('management-committee', [
      { sector: 'public', to: '2022-09-07' },
      { sector: 'associative', vacant: true },
    ]);
    const { associationId } = here;
    await here.inside(async (tx) => {
      const { bodyId } = committee;
      const [seat] = await tx
        .insert(seats)
        .values({ associationId, bodyId, sector: 'public', category: 'cpas', position: 0 })
        .returning({ id: seats.id });
      const seatId = seat!.id;
      await tx.update(mandates).set({ seatId }).where(eq(mandates.id, committee.mandateIds[0]!));
    });
    const [alert, ...rest] = await told('vacancy');
    expect(rest).toEqual([]);
    expect(alert!.sentence.replaceAll('\u00a0', ' ')).toBe(
      `2 sièges sont vacants : secteur public (CPAS) (depuis le 8 septembre 2022) et Organisation ${committee.code}-01 (depuis le 24 juin 2021).`,
    );
  });

  it('in an assembly composed by right, a member without representative', async () => {
    const { bodyId } = await here.addBody('general-assembly', [{ sector: 'public' }]);
    await here.inside(async (tx) => {
      await tx.update(bodies).set({ composed: 'by-right' }).where(eq(bodies.id, bodyId));
      const { associationId } = here;
      await tx.insert(organisations).values([
        { associationId, name: 'Solaix', sector: 'associative', partner: true, memberSince: '2022-02-24' },
        { associationId, name: 'Parti', sector: 'associative', partner: true, memberUntil: '2022-01-01' },
        { associationId, name: 'Voisin', sector: 'associative', partner: false },
      ]);
    });
    expect(await told('vacancy')).toMatchObject([
      { sentence: 'Un membre n’a pas de représentant\u00a0: Solaix.', date: { day: '2022-02-24' } },
    ]);
  });

  it('a broken parity, a presidency to fill, its passage, and the seats of the decree', async () => {
    here = await relay.found(`relais-${founded}`, 'social-relay');
    const { associationId } = here;
    await here.inside((tx) =>
      tx.insert(politicalTerms).values({
        associationId,
        name: 'Mandature 2018-2024',
        beginsOn: '2018-12-03',
        endsOn: '2024-12-01',
      }),
    );
    const board = await here.addBody('board', [
      { sector: 'public', office: 'chair' },
      { sector: 'public' },
      { sector: 'public' },
      { sector: 'associative', office: 'vice-chair' },
    ]);
    await change(board.mandateIds[0]!, { toDay: '2022-10-31' });
    const kinds = async (today: string) =>
      (await desk(here.coordinator, today)).alerts.map(({ kind }) => kind);
    expect(await told('parity')).toMatchObject([{ date: { day: '2021-06-24' } }]);
    expect(await told('presidency')).toMatchObject([{ date: { is: 'since', day: '2022-11-01' } }]);
    expect(await told('composition')).toMatchObject([{ source: 'décret du 17 juillet 2003, art. 12' }]);
    expect(await kinds(TODAY)).not.toContain('passage');
    expect(await told('passage', '2024-10-01')).toMatchObject([{ date: { is: 'due', day: '2024-12-02' } }]);
  });

  it.each<[string, Parameters<AssociationFixture['addBody']>[1], number[]]>([
    ['no seat is described', [{ sector: 'public' }, { sector: 'public' }, { sector: 'associative' }], []],
    ['some are, and one is held', [{ sector: 'public' }, { sector: 'associative' }], [0]],
    ['a director sits without vote', [{ sector: 'public', voting: false }, { sector: 'public' }], []],
    ['nobody was named', [{ sector: 'public', vacant: true }], [0]],
    ['everybody left', [{ sector: 'public', to: '2022-10-31' }], []],
    ['nobody ever sat', [], []],
  ])('what the page of a board says where %s', async (_, sitting, seated) => {
    here = await relay.found(`relais-${founded}`, 'social-relay');
    const { associationId } = here;
    const { bodyId, code, mandateIds } = await here.addBody('board', sitting);
    await here.inside(async (tx) => {
      for (const index of seated) {
        const [seat] = await tx
          .insert(seats)
          .values({ associationId, bodyId, sector: 'public', category: 'cpas', position: index })
          .returning({ id: seats.id });
        await tx.update(mandates).set({ seatId: seat!.id }).where(eq(mandates.id, mandateIds[index]!));
      }
    });
    const page = await here.inside(async (tx) => {
      const body = (await listBodies(tx)).find((each) => each.code === code)!;
      return viewComposition(tx, body, TODAY);
    });
    const said = async (...kinds: string[]) =>
      (await desk()).alerts.filter(({ kind }) => kinds.includes(kind)).map(({ sentence }) => sentence);
    const lacks = page.warnings.filter((warning) => warning.code !== 'unseated');
    expect((await said('composition', 'categories')).toSorted()).toEqual(
      lacks.map(({ sentence }) => sentence).toSorted(),
    );
    expect(await said('parity')).toEqual(page.parity?.met === false ? [page.parity.sentence] : []);
  });

  it('a co-optation that waits for the assembly, then one that it forgot', async () => {
    const board = await here.addBody('board', [{ sector: 'public', from: '2022-10-03' }]);
    await change(board.mandateIds[0]!, { coOptation: 'pending' });
    const assembly = await here.addBody('general-assembly', [], '2022-12-15');
    expect(await told('co-optation')).toMatchObject([
      { severity: 'coming', date: { is: 'due', day: '2022-12-15' } },
    ]);
    expect(await told('co-optation', '2022-12-16')).toMatchObject([{ severity: 'late' }]);
    await here.meetAgain(assembly, [], '2022-11-10');
    expect(await told('co-optation')).toMatchObject([{ severity: 'late' }]);
  });

  it('a change of directors to publish, until it is ticked', async () => {
    const { associationId } = here;
    const board = await here.addBody('board', [{ sector: 'public' }, { sector: 'public', to: '2022-10-31' }]);
    expect((await told('aftercare')).map(({ date }) => date)).toEqual([
      { is: 'due', day: '2022-12-01' },
      { is: 'due', day: '2022-12-01' },
    ]);
    const tick = (step: 'publication' | 'ubo') =>
      here.inside((tx) =>
        tx.insert(formalities).values({
          associationId,
          bodyId: board.bodyId,
          changedOn: '2022-11-01',
          step,
          doneOn: TODAY,
        }),
      );
    await tick('publication');
    expect(await told('aftercare', '2022-12-02')).toMatchObject([{ severity: 'late' }]);
    await tick('ubo');
    expect(await told('aftercare')).toEqual([]);
  });

  it('the next meetings of every body, the first one first, at most five, and none of the past', async () => {
    const board = await here.addBody('board', [], '2022-11-20');
    for (const day of ['2022-12-24', '2022-11-21', '2022-12-21', '2022-12-22', '2022-12-23', '2023-01-02'])
      await here.meetAgain(board, [], day);
    expect((await desk()).meetings.map(({ heldOn }) => heldOn)).toEqual([
      '2022-11-21',
      '2022-12-21',
      '2022-12-22',
      '2022-12-23',
      '2022-12-24',
    ]);
  });

  it('where to begin, to whoever may, while there is nothing', async () => {
    const nothing = { alerts: [], tasks: [], meetings: [], mandates: [], mayAct: true };
    expect(await desk()).toEqual({ ...nothing, begins: true });
    expect(await desk(here.actor('reader'))).toMatchObject({ begins: false });
    await here.addBody('working-group', []);
    expect(await desk()).toMatchObject({ begins: false });
  });

  it('and nothing of another association', async () => {
    const other = await relay.found(`voisine-${founded}`, 'common');
    await other.addBody('board', [{ sector: 'public', vacant: true }]);
    expect((await desk()).alerts).toEqual([]);
  });
});

describe('who sees what', () => {
  it('staff sees all and acts, an auditor sees all and does not act, a member sees their own', async () => {
    const board = await here.addBody('board', [
      { sector: 'public', to: '2022-12-15' },
      { sector: 'public', to: '2022-12-15' },
      { sector: 'public', vacant: true },
    ]);
    await here.addBody('management-committee', [{ sector: 'public' }], '2022-12-01');
    const all = (await desk()).alerts;
    expect(all.length).toBeGreaterThan(2);
    for (const [role, mayAct] of [
      ['coordination', true],
      ['assistant', true],
      ['reader', false],
    ] as const) {
      const seen = await desk(here.actor(role));
      expect(seen.alerts).toEqual(all);
      expect(seen.mayAct).toBe(mayAct);
      expect(seen.meetings).toHaveLength(2);
    }
    const member = await desk(await holderOf(board, 1));
    expect(member.alerts.map(({ keys }) => keys)).toEqual([
      [`mandate/${board.mandateIds[1]}/2022-12-15/again`],
    ]);
    expect(member.alerts[0]!.sentence).toMatch(/^Votre mandat pour/);
    expect(member.mayAct).toBe(false);
    expect(member.meetings.map(({ id }) => id)).toEqual([board.meetingId]);
    expect(member.mandates).toMatchObject([{ id: board.mandateIds[1], to: '2022-12-15' }]);
  });

  it('who has no mandate any more has an empty desk, and so has an account without person', async () => {
    const board = await here.addBody('board', [{ sector: 'public', to: '2022-11-01' }]);
    const empty = { alerts: [], tasks: [], meetings: [], mandates: [], mayAct: false, begins: false };
    expect(await desk(await holderOf(board, 0))).toEqual(empty);
    expect(await desk(here.actor(null))).toEqual(empty);
  });
});

it('sends the same number of statements for one body and for three', async () => {
  const count = async (actor: Actor) => (await here.statements((tx) => deskOf(tx, actor, TODAY))).length;
  const first = await here.addBody('board');
  const member = await holderOf(first, 0);
  const one = [await count(here.coordinator), await count(member)];
  await here.addBody('general-assembly');
  await here.addBody('management-committee');
  expect([await count(here.coordinator), await count(member)]).toEqual(one);
  // Bodies, settings, seats, mandates; terms, members, steps ticked; meetings; the after-care of decisions, or own tasks and
  // the votes to give before a sitting.
  expect(one).toEqual([9, 10]);
});
