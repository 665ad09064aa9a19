import { rmSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterEach, expect, test, vi } from 'vitest';
import { freshDatabase } from '../../tests/fixtures/database.ts';
import { reachableFolder } from '../../tests/fixtures/folders.ts';
import { openDatabaseHome } from './database-home.ts';

const log = () => undefined;

afterEach(() => vi.unstubAllEnvs());

test('DATABASE_URL is used when it is given, and checked', async () => {
  const { url, drop } = await freshDatabase();
  vi.stubEnv('DATABASE_URL', url);
  const home = await openDatabaseHome({ kind: 'real', log });
  expect(home.url).toBe(url);
  await home.stop();

  await expect(openDatabaseHome({ kind: 'demonstration', log })).rejects.toMatchObject({
    code: 'other-kind',
  });
  await drop();
  await expect(openDatabaseHome({ kind: 'real', log })).rejects.toMatchObject({ code: 'database-missing' });
});

test('without it, the embedded PostgreSQL of DATA_DIR', async () => {
  const folder = reachableFolder('collegial-home-');
  vi.stubEnv('DATABASE_URL', '');
  vi.stubEnv('DATA_DIR', join(folder, 'data'));
  const home = await openDatabaseHome({ kind: 'real', log });
  const sql = postgres(home.url, { max: 1 });
  expect(await sql`select current_user as role`).toEqual([{ role: 'collegial' }]);
  await sql.end();
  await home.stop();
  await expect(openDatabaseHome({ kind: 'demonstration', log })).rejects.toMatchObject({
    code: 'other-kind',
  });
  rmSync(folder, { recursive: true });
});

test('each test file has its own database, migrated and owned by the application', async () => {
  const [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
  const sql = postgres(one.url, { max: 1, onnotice: () => undefined });
  await sql`create table mine (number int)`;
  const tables = await sql`select count(*)::int as count from pg_tables where schemaname = 'public'`;
  expect(tables[0]?.count).toBeGreaterThan(1);
  await sql.end();
  const beside = postgres(other.url, { max: 1 });
  expect(await beside`select to_regclass('mine') as found`).toEqual([{ found: null }]);
  await beside.end();
  await one.drop();
  await other.drop();
  await expect(postgres(one.url, { max: 1 })`select 1`).rejects.toMatchObject({ code: '3D000' });
});
