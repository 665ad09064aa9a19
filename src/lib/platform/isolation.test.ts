import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { atDatabase } from '../../../tests/fixtures/test-server.ts';
import { openReferenceCase, type ReferenceCase } from '../../../tests/fixtures/reference-case.ts';
import { foundAssociation } from '../../../tests/fixtures/second-association.ts';

/** SQLSTATE: a policy said no · the append-only guard said no · a foreign key said no. */
const POLICY = '42501';
const APPEND_ONLY = '23001';
const FOREIGN_KEY = '23503';

/** Says which associations an account may try to enter, before any is entered: outside row level security on purpose. */
const OPEN_TABLES = ['account_associations'];
/** What no update ever reaches: a guard says no before the policy does. */
const UNCHANGING = [
  'journal_entries',
  'convocations',
  'files',
  'file_chunks',
  'register_entries',
  'secret_ballots',
  'vote_receipts',
  'minutes_versions',
  'minutes_signatures',
  'minutes_seals',
  'paper_votes',
  'election_rounds',
  'election_withdrawals',
  'election_ties',
  'house_styles',
];

type Row = Record<string, postgres.JSONValue>;
interface ForeignKey {
  readonly name: string;
  readonly table: string;
  readonly target: string;
  readonly columns: string[];
  readonly targetColumns: string[];
  readonly targetIndex: number;
}

// The catalogue is read before the tests are collected: they are generated from it.
const { applicationUrl, template } = inject('database');
const catalogue = postgres(atDatabase(applicationUrl, template), { max: 1, onnotice: () => undefined });
const tables = await catalogue<{ name: string; enabled: boolean; forced: boolean; policies: number }[]>`
  select relname as name, relrowsecurity as enabled, relforcerowsecurity as forced,
    (select count(*)::int from pg_policy where polrelid = class.oid) as policies
  from pg_class class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    and exists (select from pg_attribute where attrelid = class.oid and attname = 'association_id')
    and relname <> all (${OPEN_TABLES})
  order by relname`;
const names = tables.map(({ name }) => name);
const foreignKeys = await catalogue<ForeignKey[]>`
  select conname as name, conrelid::regclass::text as table, confrelid::regclass::text as target,
    conindid::int as "targetIndex",
    array(select attname::text from unnest(conkey) with ordinality as k (num, at)
      join pg_attribute on attrelid = conrelid and attnum = num order by at) as columns,
    array(select attname::text from unnest(confkey) with ordinality as k (num, at)
      join pg_attribute on attrelid = confrelid and attnum = num order by at) as "targetColumns"
  from pg_constraint
  where contype = 'f' and conrelid::regclass::text = any (${names}) and confrelid::regclass::text = any (${names})
  order by 1`;
await catalogue.end();

let reference: ReferenceCase;
let sql: postgres.Sql;
const associations = { a: '', b: '' };
/** One row of each table for each association. */
const samples = { a: new Map<string, Row>(), b: new Map<string, Row>() };

beforeAll(async () => {
  reference = await openReferenceCase();
  sql = reference.house.connection.sql;
  associations.a = (await foundAssociation(reference.house, 'atelier')).associationId;
  associations.b = (await foundAssociation(reference.house, 'passerelle')).associationId;
  for (const which of ['a', 'b'] as const)
    for (const name of names) {
      const [row] = await inside(
        associations[which],
        // The oldest: of what goes on, most often, where the guards of what is over would answer before the keys.
        (tx) => tx<{ row: Row }[]>`select to_jsonb(t) as row from ${tx(name)} t order by t.ctid limit 1`,
      );
      if (!row) throw new Error(`The fixtures have no row of ${name} in association ${which}.`);
      samples[which].set(name, row.row);
    }
});
afterAll(() => reference.close());

class Undo extends Error {}

/** Works in a transaction of this association (none: null), and undoes it. */
async function inside<T>(associationId: string | null, work: (tx: postgres.TransactionSql) => Promise<T>) {
  let answer: { value: T } | undefined;
  await sql
    .begin(async (tx) => {
      if (associationId !== null)
        await tx`select set_config('collegial.association', ${associationId}, true)`;
      answer = { value: await work(tx) };
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  return answer!.value;
}

const insert = (tx: postgres.TransactionSql, table: string, row: Row) =>
  tx`insert into ${tx(table)} select * from jsonb_populate_record(null::${tx(table)}, ${JSON.stringify(row)}::text::jsonb)`;

async function stateOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof postgres.PostgresError) return error.code;
    throw error;
  }
}

it('the application’s role has no privilege that would pierce row level security', async () => {
  const [role] = await sql`
    select rolsuper, rolbypassrls, pg_has_role(current_user, 'pg_write_all_data', 'member') as writes_all
    from pg_roles where rolname = current_user`;
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false, writes_all: false });
});

it('every table of associations is found, and no other table points into one', async () => {
  expect(names).toEqual(expect.arrayContaining(['meetings', 'decisions', 'journal_entries', 'people']));
  const [{ count } = { count: -1 }] = await sql<{ count: number }[]>`
    select count(*)::int as count from pg_constraint
    where contype = 'f' and confrelid::regclass::text = any (${names})
      and conrelid::regclass::text <> all (${names})`;
  expect(count).toBe(0);
});

describe.each(tables)('$name', ({ name, enabled, forced, policies }) => {
  it('has row level security, enabled and forced, with one policy', () => {
    expect({ enabled, forced, policies }).toEqual({ enabled: true, forced: true, policies: 1 });
  });

  it('shows nothing and takes nothing outside an association', async () => {
    const seen = await inside(null, (tx) => tx`select 1 from ${tx(name)} where association_id is not null`);
    expect(seen).toHaveLength(0);
    expect(await stateOf(inside(null, (tx) => insert(tx, name, samples.a.get(name)!)))).toBe(POLICY);
  });

  it('shows its own rows, and none of another association', async () => {
    const seen = await inside(
      associations.a,
      (tx) => tx<{ id: string }[]>`select distinct association_id as id from ${tx(name)}`,
    );
    expect(seen.map(({ id }) => id)).toEqual([associations.a]);
  });

  it('lets nothing of another association be changed, removed or taken away', async () => {
    const of = (id: string) =>
      inside(id, (tx) => tx`select to_jsonb(t) as row from ${tx(name)} t order by 1`);
    const before = await of(associations.b);
    const { b } = associations;
    const touched = await inside(associations.a, async (tx) => [
      (await tx`update ${tx(name)} set association_id = association_id where association_id = ${b}`).count,
      (await tx`delete from ${tx(name)} where association_id = ${b}`).count,
    ]);
    expect(touched).toEqual([0, 0]);
    expect(await of(b)).toEqual(before);
  });

  it('takes no row of another association, copied or moved', async () => {
    const theirs = samples.b.get(name)!;
    expect(await stateOf(inside(associations.a, (tx) => insert(tx, name, theirs)))).toBe(POLICY);
    const copied = { ...samples.a.get(name)!, association_id: associations.b };
    expect(await stateOf(inside(associations.a, (tx) => insert(tx, name, copied)))).toBe(POLICY);
    const moved = stateOf(
      inside(associations.a, (tx) => tx`update ${tx(name)} set association_id = ${associations.b}`),
    );
    expect(await moved).toBe(UNCHANGING.includes(name) ? APPEND_ONLY : POLICY);
  });
});

describe.each(foreignKeys)(
  '$table: $name',
  ({ name, table, target, columns, targetColumns, targetIndex }) => {
    it('holds the association on both sides', () => {
      expect(targetColumns[columns.indexOf('association_id')]).toBe('association_id');
    });

    it('cannot point into another association', async () => {
      const theirs = samples.b.get(target)!;
      const stolen = Object.fromEntries(
        columns.flatMap((column, index) =>
          column === 'association_id' ? [] : [[column, theirs[targetColumns[index]!]!]],
        ),
      );
      const mine = samples.a.get(table)!;
      const copy = { ...mine, ...('id' in mine && { id: crypto.randomUUID() }) };
      const attempt = (row: Row) =>
        inside(associations.a, async (tx) => {
          // Only the foreign key in question is left to say no.
          const others = await tx<{ name: string }[]>`
          select conname as name from pg_constraint
          where conrelid = ${table}::regclass and contype in ('f', 'u', 'p', 'x', 'c') and conname <> ${name}
            and (contype = 'f' or conindid <> ${targetIndex})`;
          for (const other of others)
            await tx`alter table ${tx(table)} drop constraint if exists ${tx(other.name)} cascade`;
          await insert(tx, table, row);
        });
      await attempt(copy);
      await expect(attempt({ ...copy, ...stolen })).rejects.toMatchObject({
        code: FOREIGN_KEY,
        constraint_name: name,
      });
    });
  },
);

it('the journal of the installation is written outside associations only', async () => {
  const installation = {
    ...samples.a.get('journal_entries')!,
    association_id: null,
    chain: '00000000-0000-0000-0000-000000000000',
    seq: 1_000_000,
  };
  expect(await stateOf(inside(null, (tx) => insert(tx, 'journal_entries', installation)))).toBe('done');
  expect(await stateOf(inside(associations.a, (tx) => insert(tx, 'journal_entries', installation)))).toBe(
    POLICY,
  );
});
