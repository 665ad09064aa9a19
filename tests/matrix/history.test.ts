import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { organisations, people, settings } from '#lib/associations/server/tables.ts';
import { parityAsked } from '#lib/bodies/rules.ts';
import { turnOn, type AlternationRule } from '#lib/bodies/rules/alternation.ts';
import { presidencyOf } from '#lib/bodies/server/alternation.ts';
import { compositionOn, type SeatRow } from '#lib/bodies/server/queries.ts';
import { bodies, mandates, politicalTerms, seats } from '#lib/bodies/server/tables.ts';
import { daysAfter, dayWithin } from '#lib/kernel/days.ts';
import { databaseFault } from '#lib/platform/database.ts';
import {
  FIRST_DAY,
  LAST_DAY,
  makeHistory,
  type HistoryBody,
  type HistoryMandate,
} from '../fixtures/history.ts';
import { openRelay, type AssociationFixture, type Relay } from '../fixtures/relay.ts';

const SEED = 20221121;
/** Days between two days that are looked at whatever happens. */
const EVERY = 61;
/** Days of change that are looked at in one body. */
const MOST = 400;
const TOLERANCE = { value: 0, source: 'Statuts, art. 12', toVerify: false };
const ONCE: readonly string[] = ['chair', 'vice-chair', 'treasurer', 'secretary'];

const history = makeHistory(SEED);
const mandateById = new Map(history.mandates.map((mandate) => [mandate.id, mandate]));

let relay: Relay;
let here: AssociationFixture;
let rule: AlternationRule;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('cinquante-ans', 'common');
  await load();
  ({ rule } = await here.inside((tx) => presidencyOf(tx, history.bodies[1]!, LAST_DAY)));
});
afterAll(() => relay.close());

async function load(): Promise<void> {
  const { associationId } = here;
  await here.inside(async (tx) => {
    for (const [key, value] of [
      ['alternation', 'by-term'],
      ['first-chair-sector', 'public'],
    ] as const)
      await tx
        .insert(settings)
        .values({ associationId, bodyId: null, key, value, source: 'Statuts, art. 15' });
    await tx.insert(politicalTerms).values(
      history.terms.map(({ id, name, from, to }) => ({
        associationId,
        id,
        name,
        beginsOn: from,
        endsOn: to,
      })),
    );
    await tx.insert(organisations).values(
      history.organisations.map(({ id, sector }) => ({
        associationId,
        id,
        sector,
        name: `Organisation ${id}`,
        partner: sector !== 'government',
      })),
    );
    await tx
      .insert(people)
      .values(history.people.map((id) => ({ associationId, id, familyName: id, givenName: 'Dominique' })));
    await tx.insert(bodies).values(
      history.bodies.map(({ id, code, kind, from, to }, position) => ({
        associationId,
        id,
        code,
        kind,
        name: code,
        composition: 'Des sièges.',
        fromDay: from,
        toDay: to,
        position,
      })),
    );
    await tx.insert(seats).values(
      history.seats.map(({ id, bodyId, sector, from, to }, position) => ({
        associationId,
        id,
        bodyId,
        sector,
        fromDay: from,
        toDay: to,
        position,
      })),
    );
    const rows = history.mandates.map(({ from, to, ...mandate }) => ({
      associationId,
      ...mandate,
      fromDay: from,
      toDay: to,
    }));
    for (let at = 0; at < rows.length; at += 500) await tx.insert(mandates).values(rows.slice(at, at + 500));
  });
}

const mandatesOf = Map.groupBy(history.mandates, ({ bodyId }) => bodyId);

/** The mandates of a body on a day, from the list itself. */
const expected = (body: HistoryBody, day: string) =>
  mandatesOf.get(body.id)!.filter(({ from, to }) => dayWithin(day, from, to));

/** What is compared of a mandate: all that the composition says of it. */
const told = (mandate: HistoryMandate | SeatRow) => ({
  id: 'mandateId' in mandate ? mandate.mandateId : mandate.id,
  organisationId: mandate.organisationId,
  personId: 'mandateId' in mandate ? (mandate.person?.id ?? null) : mandate.personId,
  sector: mandate.sector,
  office: mandate.office,
  voting: mandate.voting,
  from: mandate.from,
  to: mandate.to,
});
const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);

/** Everything that must hold of the composition of a body as it was read on a day. */
function check(body: HistoryBody, day: string, rows: readonly SeatRow[]): void {
  const about = `${body.code} on ${day}`;
  const naive = expected(body, day);
  const [found, wanted] = [rows.map(told).sort(byId), naive.map(told).sort(byId)];
  // As texts first: thousands of days are compared, and Vitest's own comparison is for the one that differs.
  if (JSON.stringify(found) !== JSON.stringify(wanted)) expect(found, about).toEqual(wanted);

  const holders = rows
    .filter(({ office }) => office !== 'substitute')
    .flatMap(({ mandateId }) => mandateById.get(mandateId)!.seatId ?? []);
  expect(new Set(holders).size, about).toBe(holders.length);
  const offices = rows.map(({ office }) => office).filter((office) => ONCE.includes(office));
  expect(new Set(offices).size, about).toBe(offices.length);

  const count = { public: 0, associative: 0, government: 0 };
  for (const { sector, voting } of naive) if (voting) count[sector] += 1;
  const difference = Math.abs(count.public - count.associative);
  const parity = parityAsked(TOLERANCE, rows);
  if (rows.length === 0) expect(parity, about).toBeNull();
  else expect(parity, about).toMatchObject({ difference, met: difference === 0 });

  const term = history.terms.find(({ from, to }) => dayWithin(day, from, to))!;
  const turn = turnOn(history.terms, rule, day)!;
  expect(turn.chair, about).toBe(term.chair);
  const sectorsOf = (office: string) =>
    rows.filter((row) => row.office === office).map(({ sector }) => sector);
  expect([...sectorsOf('chair'), ...sectorsOf('vice-chair')], about).toEqual(
    rows.length === 0 ? [] : [turn.chair, turn.viceChair],
  );
}

/** At most so many of them, spread over all. */
const spread = (days: readonly string[], most: number) =>
  days.filter(
    (_, index) => Math.floor((index * most) / days.length) !== Math.floor(((index - 1) * most) / days.length),
  );

const read = (body: HistoryBody, days: readonly string[]) =>
  here.inside(async (tx) => {
    for (const day of days) check(body, day, await compositionOn(tx, body.id, day));
  });

it('is a history: eight renewals, two thousand mandates, the same for the same seed', () => {
  expect(history.terms.length - 1).toBeGreaterThanOrEqual(5);
  expect(history.mandates.length).toBeGreaterThanOrEqual(2000);
  expect(makeHistory(SEED)).toEqual(history);
  expect(makeHistory(SEED + 1)).not.toEqual(history);
});

describe.each(history.bodies)('$code, from $from', (body) => {
  it('is composed as the list says on days where something changes, and on their eves', async () => {
    const changes = new Set(
      mandatesOf
        .get(body.id)!
        .flatMap(({ from, to }) => [daysAfter(from, -1), from, ...(to ? [to, daysAfter(to, 1)] : [])]),
    );
    const days = [...changes].filter((day) => dayWithin(day, FIRST_DAY, LAST_DAY)).sort();
    expect(days.length).toBeGreaterThan(100);
    await read(body, spread(days, MOST));
  });

  it('is composed as the list says on days taken at regular intervals over fifty years', async () => {
    const days: string[] = [];
    for (let day = FIRST_DAY; day <= LAST_DAY; day = daysAfter(day, EVERY)) days.push(day);
    await read(body, days);
  });

  it('has presiding sectors that follow the turns of the terms, as they are read back', async () => {
    const { terms, holders } = await here.inside((tx) => presidencyOf(tx, body, LAST_DAY));
    expect(terms).toMatchObject(history.terms.map(({ id, from, to }) => ({ id, from, to })));
    for (const holder of holders) {
      const turn = turnOn(terms, rule, holder.from)!;
      expect(holder.sector).toBe(holder.office === 'chair' ? turn.chair : turn.viceChair);
      expect(turn.period!.to === null || holder.to! <= turn.period!.to).toBe(true);
    }
  });
});

describe('the database', () => {
  it('leaves no day of a seat uncovered from one mandate to the next', async () => {
    const uncovered = await here.inside((tx) =>
      tx.execute(sql`
        select s.id from seats s left join mandates m
          on m.association_id = s.association_id and m.seat_id = s.id and m.office <> 'substitute'
        group by s.association_id, s.id, s.from_day, s.to_day
        having coalesce(range_agg(daterange(m.from_day, m.to_day, '[]')), '{}')
          <> datemultirange(daterange(s.from_day, s.to_day, '[]'))`),
    );
    expect([...uncovered]).toEqual([]);
  });

  it('holds no mandate outside the life of its body, and refuses one', async () => {
    const outside = await here.inside((tx) =>
      tx.execute(sql`
        select m.id from mandates m join bodies b on b.association_id = m.association_id and b.id = m.body_id
        where not daterange(b.from_day, b.to_day, '[]') @> daterange(m.from_day, m.to_day, '[]')`),
    );
    expect([...outside]).toEqual([]);
    const ended = history.bodies.find(({ to }) => to !== null)!;
    const guest = history.mandates.find(({ bodyId, seatId }) => bodyId === ended.id && seatId === null)!;
    const late = here.inside((tx) =>
      tx.insert(mandates).values({
        ...guest,
        associationId: here.associationId,
        id: crypto.randomUUID(),
        personId: null,
        endReason: null,
        fromDay: daysAfter(ended.to!, 1),
      }),
    );
    await expect(late.catch((error: unknown) => databaseFault(error)?.constraint)).resolves.toBe(
      'inside_body_life',
    );
  });
});
