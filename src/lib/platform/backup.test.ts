import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, expect, inject, test } from 'vitest';
import { ASSEMBLY, openRelay } from '../../../tests/fixtures/relay.ts';

// What pg_dump does, by SQL: it turns row security off, so that a table is read whole or refused, and copies each one.

const relay = await openRelay();
const { makerUrl } = inject('database');
const here = new URL(relay.url);
const connect = (user: string, password: string) => {
  const url = new URL(here);
  url.username = user;
  url.password = password;
  return postgres(url.href, { max: 1, onnotice: () => undefined, connection: { row_security: 'off' } });
};
const maker = postgres(makerUrl, { max: 1, onnotice: () => undefined });
const [power] = await maker<{ super: boolean }[]>`
  select rolsuper as super from pg_roles where rolname = current_user`;
afterAll(async () => {
  await maker.end();
  await relay.close();
});

/** Every table and sequence that a dump copies. */
const kept = (sql: postgres.Sql) => sql<{ name: string }[]>`
  select format('%I.%I', nspname, relname) as name from pg_class
  join pg_namespace on pg_namespace.oid = relnamespace
  where relkind in ('r', 'S') and nspname not in ('pg_catalog', 'information_schema')`;

// Only a superuser creates the role; the suite's own is ordinary on a server that it is given.
test.runIf(power!.super)('the role of the README reads all of it, in every association', async () => {
  for (const slug of ['premiere', 'seconde']) {
    const association = await relay.found(slug, 'common');
    await association.addBody('general-assembly', [...ASSEMBLY]);
  }
  const role = `backup_${randomBytes(4).toString('hex')}`;
  await maker.unsafe(`create role ${role} login password 'y' bypassrls in role pg_read_all_data`);
  const backup = connect(role, 'y');
  const names = (await kept(backup)).map(({ name }) => name);
  expect(names).toContain('public.journal_entries');
  for (const name of names) await backup.unsafe(`select * from ${name}`);
  expect(await backup`select count(distinct association_id)::int as n from bodies`).toEqual([{ n: 2 }]);
  await backup.end();
  await maker.unsafe(`drop role ${role}`);
});

test('the role of the application is refused, and does not take home a part', async () => {
  const own = connect(here.username, here.password);
  await expect(own`select * from bodies`).rejects.toMatchObject({ code: '42501' });
  await own.end();
});
