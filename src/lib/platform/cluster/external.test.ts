import { rmSync } from 'node:fs';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reachableFolder } from '../../../../tests/fixtures/folders.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { checkExternal, type Facts, judge } from './external.ts';
import { freePort } from './home.ts';

const dataDir = reachableFolder('collegial-external-');
let cluster: Cluster;
let admin: postgres.Sql;

beforeAll(async () => {
  cluster = await startCluster({ dataDir, kind: 'demonstration', log: () => undefined, durable: false });
  admin = postgres(cluster.adminUrl, { max: 1, onnotice: () => undefined });
  await admin`create role owner login password 's3cret'`;
  await admin`create role guest login password 's3cret'`;
  await admin`create role piercing login bypassrls password 's3cret'`;
  await admin`create database good owner owner`;
  await admin`create database latin owner owner encoding 'LATIN1' template template0
    locale_provider libc locale 'C'`;
});

afterAll(async () => {
  await admin.end();
  await cluster.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

function at(user: string, database: string, password = 's3cret'): string {
  const url = new URL(cluster.url);
  Object.assign(url, { username: user, password, pathname: `/${database}` });
  return url.href;
}

test('an owner without privileges is welcome', async () => {
  await expect(checkExternal(at('owner', 'good'), 'real')).resolves.toBeUndefined();
});

test('a wrong password is told without showing it', async () => {
  const refusal = await checkExternal(at('owner', 'good', 'hunter2'), 'real').catch(
    (error: unknown) => error,
  );
  expect(refusal).toMatchObject({ code: 'wrong-password' });
  expect(String(refusal)).not.toContain('hunter2');
  expect(JSON.stringify(refusal)).not.toContain('hunter2');
});

test('what is not an address is told without showing it', async () => {
  for (const url of ['postgres://owner:hunter2@', 'mysql://owner:hunter2@127.0.0.1/good', 'hunter2']) {
    const refusal = await checkExternal(url, 'real').catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'invalid-url' });
    expect(String(refusal)).not.toContain('hunter2');
  }
});

test('a server that does not answer', async () => {
  const url = `postgres://owner:s3cret@127.0.0.1:${await freePort()}/good`;
  await expect(checkExternal(url, 'real')).rejects.toMatchObject({ code: 'unreachable' });
  const unknown = 'postgres://owner:s3cret@serveur.invalid/good';
  await expect(checkExternal(unknown, 'real')).rejects.toMatchObject({ code: 'unreachable' });
});

test.each([
  ['owner', 'nowhere', 'database-missing'],
  ['nobody-here', 'good', 'wrong-password'],
  ['piercing', 'good', 'privileged-role'],
  ['guest', 'good', 'cannot-create'],
  ['owner', 'latin', 'not-utf8'],
])('the role %s on the database %s: %s', async (user, database, code) => {
  await expect(checkExternal(at(user, database), 'real')).rejects.toMatchObject({ code });
});

test('the application never connects as a superuser', async () => {
  await expect(checkExternal(cluster.adminUrl, 'real')).rejects.toMatchObject({ code: 'privileged-role' });
});

test('the demonstration takes an empty database, keeps it, and never one that holds data', async () => {
  await admin`create database play owner owner`;
  await checkExternal(at('owner', 'play'), 'demonstration');
  const owner = postgres(at('owner', 'play'), { max: 1 });
  await owner`create table meetings (day date)`;
  await checkExternal(at('owner', 'play'), 'demonstration');
  await expect(checkExternal(at('owner', 'play'), 'real')).rejects.toMatchObject({ code: 'other-kind' });

  await owner`drop schema collegial_demonstration`;
  await expect(checkExternal(at('owner', 'play'), 'demonstration')).rejects.toMatchObject({
    code: 'other-kind',
  });
  await owner.end();
});

describe('what a server of this machine cannot show', () => {
  const good: Facts = {
    role: 'owner',
    version: 15,
    privileged: false,
    creates: true,
    encoding: 'UTF8',
    missing: [],
    demonstration: false,
    empty: true,
  };

  test.each<[string | undefined, Partial<Facts>]>([
    [undefined, {}],
    ['too-old', { version: 14 }],
    ['extension-missing', { missing: ['unaccent'] }],
  ])('%s', (code, facts) => {
    expect(judge({ ...good, ...facts }, 'real', '« base »')?.code).toBe(code);
  });
});
