import { eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import { inAssociation, openDatabase } from '#lib/platform/database.ts';
import { decisionForm, withdrawalForm } from '../../forms.ts';
import type { RegisterFilter } from '../../register-filter.ts';
import { recordDecision, withdrawDecision } from '../commands.ts';
import { decisions } from '../tables.ts';
import { readRegister, registerYears } from './queries.ts';
import { registerEntries } from './tables.ts';

type Meeting = Awaited<ReturnType<AssociationFixture['addBody']>>;

/** Their codes: the fixture names a body after its kind and its place. */
const BOARD = 'board-1';
const COMMITTEE = 'management-committee-2';

let relay: Relay;
let here: AssociationFixture;
let board: Meeting;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('registre', 'social-relay');
  board = await here.addBody('board');
});
afterAll(() => relay.close());

const VOTES = { publicFor: 3, publicAbstention: 1, associativeFor: 3, associativeAgainst: 1 };
const record = (proposal: string, meeting = board, more: Record<string, unknown> = {}) =>
  recordDecision(
    relay.house,
    here.coordinator,
    meeting.meetingId,
    decisionForm.parse({ itemId: meeting.itemId, kind: 'ordinary', proposal, ...VOTES, ...more }),
  );
const ALL: RegisterFilter = { text: '', body: null, year: null, kind: null, outcome: null, execution: null };
const find = async (filter: Partial<RegisterFilter> = {}, actor = here.coordinator) => {
  const { rows } = await here.inside((tx) =>
    readRegister(tx, actor, '2022-11-21', { ...ALL, ...filter }, null),
  );
  return rows.map(({ reference, proposal }) => `${reference} ${proposal}`);
};

describe('numbers', () => {
  it('follow each other without gap, also when ten are recorded at once and some are refused', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        record(`Proposition ${index}.`, board, index % 3 === 2 ? { publicFor: 99 } : {}),
      ),
    );
    expect(outcomes.filter((outcome) => refusalOf(outcome) === null)).toHaveLength(7);
    const taken = await here.inside((tx) =>
      tx.select({ number: registerEntries.number, year: registerEntries.year }).from(registerEntries),
    );
    expect(taken.map(({ number }) => number).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(new Set(taken.map(({ year }) => year))).toEqual(new Set([2022]));
  });

  it('begin at one in each body', async () => {
    doneValue(
      await record('Le comité propose.', await here.addBody('management-committee'), {
        ...Object.fromEntries(Object.keys(VOTES).map((name) => [name, 0])),
        overallFor: 5,
      }),
    );
    expect(await find({ body: COMMITTEE })).toEqual([`${COMMITTEE}-2022-1 Le comité propose.`]);
  });

  it('of a withdrawn decision are never used again', async () => {
    const { decisionId } = doneValue(await record('À retirer.'));
    expect(await find({ text: 'retirer' })).toEqual([`${BOARD}-2022-8 À retirer.`]);
    doneValue(
      await withdrawDecision(
        relay.house,
        here.coordinator,
        board.meetingId,
        withdrawalForm.parse({ decisionId, version: 1 }),
      ),
    );
    expect(await find({ text: 'retirer' })).toEqual([]);
    doneValue(await record('La suivante.'));
    expect(await find({ text: 'suivante' })).toEqual([`${BOARD}-2022-9 La suivante.`]);
  });

  it('neither change nor go', async () => {
    for (const statement of [
      'update register_entries set number = number + 100',
      "update register_entries set decided_on = '2022-11-22'",
      'delete from register_entries',
    ])
      await expect(here.inside((tx) => tx.execute(sql.raw(statement)))).rejects.toMatchObject({
        cause: { code: '23001' },
      });
  });

  it('follow the day of their meeting, and keep their words, when it moves', async () => {
    const before = await find({ text: 'suivante' });
    const moveTo = (heldOn: string) =>
      here.inside(async (tx) => {
        await tx.update(meetings).set({ heldOn }).where(eq(meetings.id, board.meetingId));
        const days = await tx
          .selectDistinct({ decidedOn: registerEntries.decidedOn })
          .from(registerEntries)
          .innerJoin(decisions, eq(decisions.id, registerEntries.decisionId))
          .where(eq(decisions.meetingId, board.meetingId));
        return days.map(({ decidedOn }) => decidedOn);
      });
    expect(await moveTo('2022-11-28')).toEqual(['2022-11-28']);
    expect(await find({ text: 'suivante' })).toEqual(before);
    expect(await moveTo('2022-11-21')).toEqual(['2022-11-21']);
  });
});

describe('the register', () => {
  it('finds words whatever their accents and inflections, in the proposal and the title, and references', async () => {
    doneValue(await record('Le CA approuve les comptes annuels et le budget présentés.'));
    const found = [`${BOARD}-2022-10 Le CA approuve les comptes annuels et le budget présentés.`];
    for (const text of ['compte annuel', 'presente', 'BUDGETS', '"comptes annuels"', 'Board-1-2022-10'])
      expect(await find({ text }), text).toEqual(found);
    expect(await find({ text: 'comptes -budget' })).toEqual([]);
    expect(await find({ text: "l'!&|:*(" })).toEqual([]);
  });

  it('is filtered by body, year, kind and outcome', async () => {
    expect(await find({ body: COMMITTEE, year: 2022, kind: 'ordinary', outcome: 'adopted' })).toHaveLength(1);
    expect(await find({ outcome: 'not-adopted' })).toEqual([]);
    expect(await find({ year: 2021 })).toEqual([]);
    expect(await here.inside((tx) => registerYears(tx, here.coordinator, '2022-11-21'))).toEqual([2022]);
  });

  it('shows each person the meetings that they may read, and nobody else anything', async () => {
    const nobody = { ...here.coordinator, role: null, personId: null };
    expect(await find({}, nobody)).toEqual([]);
    expect(await here.inside((tx) => registerYears(tx, nobody, '2022-11-21'))).toEqual([]);
  });
});

it('looks words up in their index, row security included', async () => {
  const [search] = await here.inside(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    await tx.execute(sql`set local enable_bitmapscan = off`);
    return tx.execute<{ 'QUERY PLAN': unknown }>(
      sql`explain (format json) select entry_id from register_words where word = 'budget'`,
    );
  });
  const plan = JSON.stringify(search);
  expect(plan).toMatch(/register_words_association_id_word_entry_id_pk/);
  expect(plan).toMatch(/Index Cond[^}]*word = 'budget'/);
});

it('reads a page from the index of days, and a reference from that of numbers', async () => {
  const sent: { query: string; params: unknown[] }[] = [];
  const connection = openDatabase(relay.url, { max: 1 });
  const db = drizzle(connection.sql, {
    casing: 'snake_case',
    logger: { logQuery: (query, params) => void sent.push({ query, params }) },
  });
  const planOf = async (text: string) => {
    const answer = await inAssociation(db, here.associationId, (tx) =>
      readRegister(tx, here.coordinator, '2022-11-21', { ...ALL, text }, 1),
    );
    const { query, params } = sent.splice(0).find((each) => /limit/.test(each.query))!;
    const plan = await connection.sql.begin(async (tx) => {
      await tx`select set_config('collegial.association', ${here.associationId}, true)`;
      for (const way of ['seqscan', 'bitmapscan', 'sort', 'hashjoin', 'mergejoin'])
        await tx.unsafe(`set local enable_${way} = off`);
      return tx.unsafe(`explain ${query}`, params as string[]);
    });
    return { total: answer.total, plan: plan.map((line) => String(line['QUERY PLAN'])).join('\n') };
  };
  const all = await planOf('');
  expect(all.total).toBe((await find()).length);
  expect(all.plan).toMatch(
    /Incremental Sort[^]*Presorted Key: register_entries.decided_on[^]*using register_latest/,
  );
  expect(all.plan).not.toMatch(/decisions|meetings/);
  const one = await planOf(`${BOARD}-2022-3`);
  expect(one.total).toBe(1);
  expect(one.plan).toMatch(/register_entries_association_id_body_id_year_number_pk/);
  await connection.close();
});
