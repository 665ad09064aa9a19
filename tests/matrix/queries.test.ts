import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { organisationSheet, personSheet, searchOrganisations } from '#lib/associations/server/queries.ts';
import { mandatesOf } from '#lib/bodies/server/mandates.ts';
import { compositionOn, listBodies } from '#lib/bodies/server/queries.ts';
import { viewComposition, viewSeats } from '#lib/bodies/server/seating.ts';
import { decisionsOf } from '#lib/decisions/server/queries.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { listMeetings, meetingView, meetingYears } from '#lib/meetings/server/queries.ts';
import { sittingOf } from '#lib/meetings/server/sitting.ts';
import { inAssociation, type Tx } from '#lib/platform/database.ts';
import { verifyChain } from '#lib/platform/journal.ts';
import type { OpenHouse } from '#lib/platform/open-house.ts';
import { doneValue } from '../fixtures/account-house.ts';
import { freshDatabase } from '../fixtures/database.ts';
import { openTestHouse } from '../fixtures/test-house.ts';

const ASSOCIATIONS = 200;
const TODAY = '2022-11-21';
const SIZES = [1, 3, 30];

let house: OpenHouse;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await freshDatabase();
  ({ drop } = database);
  house = await openTestHouse(database.url, 'real');
  await house.db.execute(
    populate(1, ASSOCIATIONS, {
      bodies: 4,
      seats: 8,
      meetings: 16,
      items: 5,
      from: '2019-01-15',
      every: 400,
    }),
  );
  for (const size of SIZES)
    await house.db.execute(
      populate(1000 + size, 1000 + size, {
        bodies: 1,
        seats: size,
        meetings: size,
        items: size,
        from: '2022-01-01',
        every: 10,
      }),
    );
  await house.db.execute(sql`analyze`);
});
afterAll(async () => {
  await house.connection.close();
  await drop();
});

interface Sizes {
  readonly bodies: number;
  /** Of each body. */
  readonly seats: number;
  readonly meetings: number;
  /** Of each meeting; each has its notes and a decision. */
  readonly items: number;
  readonly from: string;
  /** Days from one meeting of a body to the next. */
  readonly every: number;
}

/** Associations of these numbers, filled to these sizes. Identifiers are made of numbers, so that a test can say them. */
const populate = (first: number, last: number, sizes: Sizes) => {
  const { bodies, seats, meetings, items, from, every } = sizes;
  const people = bodies * seats - 1;
  return sql.raw(`do $$
declare a uuid;
begin
  for n in ${first}..${last} loop
    a := md5('association ' || n)::uuid;
    insert into associations (id, slug, short_name, name, legal_form, created_at)
      values (a, 'association-' || n, 'A' || n, 'Association ' || n, 'ASBL', now());
    perform set_config('collegial.association', a::text, true);
    insert into organisations (association_id, id, name, sector, partner)
      select a, md5('organisation ' || i)::uuid, 'Organisation ' || i, 'public', true
      from generate_series(0, ${people}) i;
    insert into people (association_id, id, family_name, given_name)
      select a, md5('person ' || i)::uuid, 'Nom ' || i, 'Sam' from generate_series(0, ${people}) i;
    insert into bodies (association_id, id, code, name, kind, composition, position)
      select a, md5('body ' || i)::uuid, 'B' || i, 'Body ' || i, 'working-group', '', i
      from generate_series(0, ${bodies - 1}) i;
    insert into mandates (association_id, id, body_id, organisation_id, person_id, sector, office, voting, from_day)
      select a, md5('mandate ' || i)::uuid, md5('body ' || i / ${seats})::uuid, md5('organisation ' || i)::uuid,
        md5('person ' || i)::uuid, 'public', 'member', true, '2018-01-01' from generate_series(0, ${people}) i;
    insert into meetings (association_id, id, body_id, kind, held_on, created_at)
      select a, md5('meeting ' || i)::uuid, md5('body ' || i % ${bodies})::uuid, 'ordinary',
        date '${from}' + (i / ${bodies}) * ${every}, now() from generate_series(0, ${meetings - 1}) i;
    insert into agenda_items (association_id, id, meeting_id, position, title, nature)
      select a, md5('item ' || i)::uuid, md5('meeting ' || i / ${items})::uuid, i % ${items}, 'Point', 'decision'
      from generate_series(0, ${meetings * items - 1}) i;
    insert into item_notes (association_id, item_id, content, version, saved_at, saved_by)
      select a, id, '{"type":"doc","content":[]}', 1, now(), 'Sam' from agenda_items;
    insert into decisions (association_id, meeting_id, item_id, position, kind, proposal, verdict, recorded_at)
      select a, meeting_id, id, 1, 'ordinary', 'Oui', '{}', now() from agenda_items;
    insert into register_entries (association_id, body_id, year, number, decision_id, decided_on, allotted_at)
      select a, body_id, extract(year from held_on), row_number() over (partition by body_id, extract(year from held_on)),
        decisions.id, held_on, now() from decisions join meetings on meetings.id = meeting_id;
    insert into attendances (association_id, meeting_id, mandate_id, body_id, state)
      select a, meetings.id, mandates.id, mandates.body_id, 'present' from meetings join mandates using (body_id);
    insert into journal_entries (chain, seq, association_id, act, at, account_name, subject_kind, subject_id,
        previous_hash, hash)
      select a, i, a, 'meeting.created', now(), 'Sam', 'meeting', i::text, '', '' from generate_series(1, 40) i;
  end loop;
end $$`);
};

/** What `md5('text')::uuid` is in PostgreSQL. */
async function uuidOf(text: string): Promise<string> {
  const [row] = await house.db.execute<{ id: string }>(sql`select md5(${text})::uuid as id`);
  return row!.id;
}

interface Statement {
  readonly query: string;
  readonly params: unknown[];
}

/** The statements that `work` sends in an association, the opening of its transaction left aside. */
async function statements(associationId: string, work: (tx: Tx) => Promise<unknown>): Promise<Statement[]> {
  const sent: Statement[] = [];
  const logger = { logQuery: (query: string, params: unknown[]) => void sent.push({ query, params }) };
  await inAssociation(drizzle(house.connection.sql, { casing: 'snake_case', logger }), associationId, work);
  return sent.filter(({ query }) => !query.includes('set_config'));
}

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: Plan[];
}
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

const BIG = [
  'meetings',
  'agenda_items',
  'item_notes',
  'decisions',
  'attendances',
  'mandates',
  'people',
  'organisations',
  'journal_entries',
];

/** Someone who sits in the first body, or who has this role. */
async function actorOf(associationId: string, role: Actor['role']): Promise<Actor> {
  const personId = await uuidOf('person 0');
  const seat = {
    mandateId: await uuidOf('mandate 0'),
    bodyId: await uuidOf('body 0'),
    sector: 'public',
    office: 'member',
    voting: true,
    from: '2018-01-01',
    to: null,
  } as const;
  return { associationId, accountId: personId, name: 'Sam', personId, role, seats: role ? [] : [seat] };
}

const meetingPage = async (tx: Tx, actor: Actor, meetingId: string) => {
  const meeting = doneValue(await meetingView(tx, actor, TODAY, meetingId));
  return { meeting, sitting: await sittingOf(tx, meeting), decisions: await decisionsOf(tx, meetingId) };
};

describe.each([
  ['coordination', 'coordination' as const],
  ['a member', null],
])('the number of statements does not grow with the rows, read by %s', (_, role) => {
  it.each(SIZES)('%i meetings, items, notes, decisions and seats', async (size) => {
    const associationId = await uuidOf(`association ${1000 + size}`);
    const actor = await actorOf(associationId, role);
    const meetingId = await uuidOf('meeting 0');
    const list = await statements(associationId, async (tx) => {
      const rows = await listMeetings(tx, actor, TODAY, { year: 2022, body: null });
      expect(rows).toHaveLength(size);
      expect(rows[0]).toMatchObject({ items: size, present: size });
    });
    expect(list).toHaveLength(1);
    const page = await statements(associationId, async (tx) => {
      const { meeting, sitting, decisions } = await meetingPage(tx, actor, meetingId);
      expect(meeting.agenda.filter(({ notes }) => notes !== null)).toHaveLength(size);
      expect([sitting.recorded, sitting.attendance.length, decisions.length]).toEqual([size, size, size]);
    });
    // The meeting, its agenda with the notes, its notices; the composition, the attendance, the statutes, the proxies;
    // the decisions.
    expect(page).toHaveLength(8);
  });
});

/** Read whole for an association: its few bodies, its organisations to search their names, and its meetings to say their years. */
const READ_WHOLE = [
  'body_code_once',
  'bodies_association_id_id_pk',
  'meetings_by_day',
  'organisations_association_id_id_pk',
  'organisation_name_once',
  'organisation_enterprise_number_once',
];

/** The nodes of the plan of a statement inside an association. */
async function planOf(associationId: string, { query, params }: Statement): Promise<Plan[]> {
  return house.connection.sql.begin(async (tx) => {
    await tx`select set_config('collegial.association', ${associationId}, true)`;
    const [row] = await tx.unsafe(`explain (format json) ${query}`, params as string[]);
    const plan = row!['QUERY PLAN'] as string | [{ Plan: Plan }];
    const [{ Plan: top }] = (typeof plan === 'string' ? JSON.parse(plan) : plan) as [{ Plan: Plan }];
    return nodesOf(top);
  });
}

it('with many associations, the index of the mandates of a body leads to its composition on a day', async () => {
  const associationId = await uuidOf('association 77');
  const bodyId = await uuidOf('body 0');
  const [sent] = await statements(associationId, (tx) => compositionOn(tx, bodyId, TODAY));
  const onMandates = (await planOf(associationId, sent!)).filter(({ 'Index Name': name }) =>
    name?.startsWith('mandate'),
  );
  expect(onMandates).toMatchObject([
    { 'Index Name': 'mandates_of_body', 'Index Cond': expect.stringContaining('from_day <=') as string },
  ]);
});

describe('with many associations, an index leads to the rows read', () => {
  const READS: Record<string, (tx: Tx, actor: Actor, meetingId: string, bodyId: string) => Promise<unknown>> =
    {
      'the list of a year': (tx, actor) => listMeetings(tx, actor, TODAY, { year: 2022, body: null }),
      'the list of a body': (tx, actor) => listMeetings(tx, actor, TODAY, { year: 2022, body: 'B0' }),
      'the years': (tx, actor) => meetingYears(tx, actor, TODAY),
      'the page of a meeting': (tx, actor, meetingId) => meetingPage(tx, actor, meetingId),
      'the composition of a body': (tx, _, __, bodyId) => compositionOn(tx, bodyId, TODAY),
      'the page of a body': async (tx, _, __, bodyId) => {
        const body = (await listBodies(tx)).find(({ id }) => id === bodyId)!;
        expect((await viewComposition(tx, body, TODAY)).lines).not.toEqual([]);
        await viewSeats(tx, body, TODAY);
      },
      'the organisations': (tx) => searchOrganisations(tx, { name: 'on 1', sector: null }),
      'the page of an organisation': async (tx) => {
        const organisationId = await uuidOf('organisation 7');
        doneValue(await organisationSheet(tx, organisationId));
        expect(await mandatesOf(tx, { organisationId })).toHaveLength(1);
      },
      'the page of a person': async (tx, actor) => {
        const personId = await uuidOf('person 7');
        doneValue(await personSheet(tx, actor, personId));
        expect(await mandatesOf(tx, { personId })).toHaveLength(1);
      },
      'the verification of the journal': (tx, actor) => verifyChain(tx, actor.associationId),
    };
  describe.each(Object.entries(READS))('%s', (_, read) => {
    it.each([
      ['coordination', 'coordination' as const],
      ['a member', null],
    ])('read by %s', async (__, role) => {
      const associationId = await uuidOf('association 77');
      const actor = await actorOf(associationId, role);
      const meetingId = await uuidOf('meeting 0');
      const bodyId = await uuidOf('body 0');
      const sent = await statements(associationId, (tx) => read(tx, actor, meetingId, bodyId));
      expect(sent.length).toBeGreaterThan(0);
      for (const statement of sent) {
        const { query } = statement;
        const nodes = await planOf(associationId, statement);
        const scanned = nodes.filter(
          (node) => node['Node Type'] === 'Seq Scan' && BIG.includes(node['Relation Name'] ?? ''),
        );
        expect(
          scanned.map((node) => node['Relation Name']),
          query,
        ).toEqual([]);
        const whole = nodes.filter(
          (node) =>
            node['Index Cond'] &&
            !node['Index Cond'].includes(' AND ') &&
            !READ_WHOLE.includes(node['Index Name']!),
        );
        expect(
          whole.map((node) => node['Index Name']),
          query,
        ).toEqual([]);
      }
    });
  });
});
