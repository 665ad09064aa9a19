import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase } from '../../../tests/fixtures/database.ts';
import { openDatabase, type Connection } from './database.ts';

let connection: Connection;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await freshDatabase();
  drop = database.drop;
  connection = openDatabase(database.url);
});
afterAll(async () => {
  await connection.close();
  await drop();
});

/** Which associations know an account: read before one is entered, so no association can be set. */
const READ_BEFORE_ENTERING = 'account_associations';

// A generated migration can lose the guards without any other test failing.
it('forces row level security, with a policy, on every table of an association', async () => {
  const tables = await connection.db.execute<{ name: string; forced: boolean; policies: number }>(sql`
    select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
      (select count(*)::int from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname) as policies
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'association_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> ${READ_BEFORE_ENTERING}`);
  expect(tables.length).toBeGreaterThan(10);
  for (const { name, forced, policies } of tables)
    expect({ name, forced, policies: policies > 0 }).toEqual({ name, forced: true, policies: true });
});

it('runs as a role that row level security binds', async () => {
  const [role] = await connection.db.execute(
    sql`select rolsuper, rolbypassrls from pg_roles where rolname = current_user`,
  );
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false });
});

it('keeps the journal append-only', async () => {
  const change = sql`truncate journal_entries`;
  await expect(connection.db.execute(change)).rejects.toMatchObject({
    cause: { message: 'journal_entries is append-only' },
  });
});
