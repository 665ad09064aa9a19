import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accounts } from '#lib/accounts/server/tables.ts';
import { associationRoles, people } from '#lib/associations/server/tables.ts';
import { tickFormality } from '#lib/bodies/server/commands/formalities.ts';
import { mayReadFormalities } from '#lib/bodies/policy.ts';
import type { AlertKind } from '#lib/bodies/rules/alert.ts';
import { enterAssociation, loadActor } from '#lib/bodies/server/actor.ts';
import { bodies, mandates, seats } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { deskOf } from '#lib/reports/server/desk.ts';
import { rehearse } from '../fixtures/rehearsal.ts';
import { openReferenceCase, type ReferenceCase } from '../fixtures/reference-case.ts';
import { foundAssociation } from '../fixtures/second-association.ts';

const TODAY = '2022-11-21';

/** What the reference case asks for, once two mandates of its board end, one of them since October, and one waits. */
const EVERY: readonly AlertKind[] = ['aftercare', 'categories', 'co-optation', 'ending', 'parity', 'vacancy'];
const NONE: readonly AlertKind[] = [];

/** role × alert, whether it is theirs to settle, and the meetings to come that each finds. */
const MATRIX: Record<
  string,
  { alerts: readonly AlertKind[]; acts: boolean; checklist: 'ticks' | 'reads' | 'none'; meetings: string[] }
> = {
  coordination: { alerts: EVERY, acts: true, checklist: 'ticks', meetings: ['CA', 'CG'] },
  'coordination without its second factor': { alerts: NONE, acts: false, checklist: 'none', meetings: [] },
  assistant: { alerts: EVERY, acts: true, checklist: 'ticks', meetings: ['CA', 'CG'] },
  reader: { alerts: EVERY, acts: false, checklist: 'reads', meetings: ['CA', 'CG'] },
  chair: { alerts: NONE, acts: false, checklist: 'none', meetings: ['CA', 'CG'] },
  'board member whose mandate ends': { alerts: ['ending'], acts: false, checklist: 'none', meetings: ['CA'] },
  'board member': { alerts: NONE, acts: false, checklist: 'none', meetings: ['CA'] },
  'assembly member': { alerts: NONE, acts: false, checklist: 'none', meetings: [] },
};

let reference: ReferenceCase;
let boardId: string;
const actors = new Map<string, Actor>();

beforeAll(async () => {
  reference = await openReferenceCase();
  const { house, associationId, inside } = reference;
  await inside(async (tx) => {
    const [board] = await tx.select().from(bodies).where(eq(bodies.code, 'CA'));
    boardId = board!.id;
    const rows = await tx
      .select({ id: mandates.id, familyName: people.familyName })
      .from(mandates)
      .innerJoin(people, eq(people.id, mandates.personId))
      .where(eq(mandates.bodyId, boardId));
    const set = async (familyName: string, values: Partial<typeof mandates.$inferInsert>) => {
      const { id } = rows.find((row) => row.familyName === familyName)!;
      await tx.update(mandates).set(values).where(eq(mandates.id, id));
    };
    await set('Bodelet', { toDay: '2022-12-15' });
    await set('Goffaux', { toDay: '2022-10-15' });
    await set('Englebert', { coOptation: 'pending' });
    await tx
      .insert(seats)
      .values({ associationId, bodyId: boardId, sector: 'public', fromDay: '2022-01-01', position: 99 });
  });
  const load = async (role: string, accountId: string, secondFactorPassed = true) => {
    const actor = await inside((tx) => loadActor(tx, { associationId, accountId, secondFactorPassed }));
    if (actor) actors.set(role, actor);
  };
  const accountOf = async (email: string) =>
    (await house.db.select({ id: accounts.id }).from(accounts).where(eq(accounts.email, email)))[0]!.id;
  const newAccount = async (name: string) =>
    (
      await house.db
        .insert(accounts)
        .values({ email: `${name}@rslux.example`, name, createdAt: house.clock.now() })
        .returning({ id: accounts.id })
    )[0]!.id;
  const coordinator = await accountOf('isaline.jadot@rslux.example');
  await load('coordination', coordinator);
  await load('coordination without its second factor', coordinator, false);
  await load('assistant', await accountOf('maelle.kinet@rslux.example'));
  const reader = await newAccount('auditor');
  const grantedAt = house.clock.now();
  await inside((tx) =>
    tx.insert(associationRoles).values({ associationId, accountId: reader, role: 'reader', grantedAt }),
  );
  await load('reader', reader);
  await load('chair', await accountOf('alix.abrassart@rslux.example'));
  await load('board member whose mandate ends', await accountOf('bastien.bodelet@rslux.example'));
  await load('board member', await accountOf('zacharie.zune@rslux.example'));
  const assembly = await newAccount('dumonceau');
  await inside((tx) =>
    tx.update(people).set({ accountId: assembly }).where(eq(people.familyName, 'Dumonceau')),
  );
  await load('assembly member', assembly);
});
afterAll(() => reference.close());

it('the matrix has every role', () => {
  expect([...actors.keys()].sort()).toEqual(Object.keys(MATRIX).sort());
});

describe.each(Object.entries(MATRIX))('%s', (role, { alerts, acts, checklist, meetings }) => {
  it('finds its alerts and its meetings on the desk', async () => {
    const desk = await reference.inside((tx) => deskOf(tx, actors.get(role)!, TODAY));
    expect([...new Set(desk.alerts.map(({ kind }) => kind))].sort()).toEqual(alerts);
    expect(desk.mayAct).toBe(acts);
    const names: Record<string, string> = { CA: 'Organe d’administration', CG: 'Comité de gestion' };
    expect(desk.meetings.map(({ bodyName }) => bodyName)).toEqual(meetings.map((code) => names[code]));
  });

  it('reads and ticks the checklist as its part allows', async () => {
    const actor = actors.get(role)!;
    expect(mayReadFormalities(actor).done).toBe(checklist !== 'none');
    const outcome = await rehearse(reference.house, (house) =>
      tickFormality(house, actor, {
        bodyId: boardId,
        changedOn: '2022-10-16',
        step: 'ubo',
        doneOn: '2022-10-20',
        note: '',
      }),
    );
    const code = outcome.done ? 'done' : outcome.refusal.code;
    expect(code).toBe({ ticks: 'done', reads: 'not-allowed', none: 'not-found' }[checklist]);
  });
});

describe('who is not of the association', () => {
  it('a candidate does not enter, and coordination of another association reads its own desk', async () => {
    const { house } = reference;
    const [candidate] = await house.db
      .select()
      .from(accounts)
      .where(eq(accounts.email, 'capucine.noirhomme@candidate.example'));
    const who = { slug: 'rslux', accountId: candidate!.id, secondFactorPassed: true };
    expect(await enterAssociation(house, who)).toBeNull();
    const other = await foundAssociation(house, 'passerelle');
    const desk = await other.inside((tx) => deskOf(tx, other.coordinator, TODAY));
    expect(JSON.stringify(desk)).not.toContain('Gouvernement Wallon');
  });
});
