import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMailHouse, transportTo } from '../../../tests/fixtures/mail-house.ts';
import { startMailServer, type MailServer } from '../../../tests/fixtures/mail-server.ts';
import { startJobs, type Chore, type Errand, type Jobs } from './jobs.ts';

let mail: Awaited<ReturnType<typeof openMailHouse>>;
let server: MailServer;
const running: Jobs[] = [];

beforeEach(async () => {
  mail = await openMailHouse('2026-03-02T08:00:00Z');
  server = await startMailServer();
});

afterEach(async () => {
  for (const jobs of running.splice(0)) await jobs.stop();
  await server.close();
  await mail.close();
});

async function start(chores: readonly Chore[] = [], errands: readonly Errand[] = []): Promise<Jobs> {
  const transport = transportTo(server.port);
  const jobs = await startJobs(mail.house, mail.url, { transport, chores, errands });
  running.push(jobs);
  return jobs;
}

/** Settles when the server has the whole text of a message. */
function nextArrival(): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  server.behave({
    textEnds: (email) => {
      resolve(email.subject ?? '');
      return 'ok';
    },
  });
  return promise;
}

test('what waited leaves at the start, what is queued later leaves at its commit', async () => {
  await mail.queue({ subject: 'En attente' });
  const first = nextArrival();
  const jobs = await start();
  expect(await first).toBe('En attente');

  const second = nextArrival();
  await mail.queue({ subject: 'Plus tard' });
  expect(await second).toBe('Plus tard');
  await jobs.stop();
  expect((await mail.rows()).map(({ state }) => state)).toEqual(['sent', 'sent']);
});

test('several instances side by side send each message once', async () => {
  const instances = await Promise.all([start(), start(), start()]);
  const all = Promise.withResolvers<void>();
  server.behave({
    textEnds: () => {
      if (server.received.length === 20) all.resolve();
      return 'ok';
    },
  });
  for (let count = 0; count < 20; count += 1) {
    await mail.queue({ to: `m${count}@exemple.be` });
  }
  await all.promise;
  await Promise.all(instances.map((jobs) => jobs.stop()));
  expect(new Set(server.received.map(({ to }) => to?.[0]?.address)).size).toBe(20);
  expect((await mail.rows()).every(({ state, attempts }) => state === 'sent' && attempts === 1)).toBe(true);
});

test('stopping waits for the message in hand, and starts no other', async () => {
  const arrived = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<'ok'>();
  server.behave({
    textEnds: () => {
      arrived.resolve();
      return answer.promise;
    },
  });
  await mail.queue();
  await mail.queue();
  const jobs = await start();
  await arrived.promise;
  const stopped = jobs.stop();
  answer.resolve('ok');
  await stopped;
  expect((await mail.rows()).map(({ state }) => state).sort()).toEqual(['sent', 'waiting']);
});

test('a chore is looked at when an instance starts, and waited for when it stops', async () => {
  const begun = Promise.withResolvers<void>();
  const work = Promise.withResolvers<void>();
  let ended = false;
  const jobs = await start([
    {
      name: 'tests.chore',
      run: async () => {
        begun.resolve();
        await work.promise;
        ended = true;
      },
    },
  ]);
  await begun.promise;
  const stopped = jobs.stop();
  work.resolve();
  await stopped;
  expect(ended).toBe(true);
});

test('a chore that fails is looked at again by the next instance', async () => {
  const failed = Promise.withResolvers<void>();
  const jobs = await start([
    {
      name: 'tests.chore',
      run: () => {
        failed.resolve();
        return Promise.reject(new Error('Not today.'));
      },
    },
  ]);
  await failed.promise;
  await jobs.stop();
  const again = Promise.withResolvers<void>();
  await start([{ name: 'tests.chore', run: () => Promise.resolve(again.resolve()) }]);
  await again.promise;
});

test('an errand runs when an instance starts and at each notification, and a failure is looked at again', async () => {
  const runs = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let count = 0;
  const run = () => {
    runs[count]?.resolve();
    count += 1;
    return count === 1 ? Promise.reject(new Error('Not yet.')) : Promise.resolve();
  };
  await start([], [{ name: 'tests.errand', channel: 'tests_errand', run }]);
  await runs[0]!.promise;
  await mail.house.db.execute(`select pg_notify('tests_errand', '')`);
  await runs[1]!.promise;
});

test('the jobs keep to their own schema, created by the role of the application', async () => {
  await start();
  const schemas = await mail.house.db.execute(
    `select nspname from pg_namespace where nspowner = (select oid from pg_roles where rolname = current_user)`,
  );
  expect(schemas.map(({ nspname }) => nspname)).toContain('pgboss');
});
