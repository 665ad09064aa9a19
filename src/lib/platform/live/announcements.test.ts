import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../../../../tests/fixtures/database.ts';
import { openDatabase, type Connection, type Tx } from '../database.ts';
import { announcement, startAnnouncements, type Announcements } from './announcements.ts';

let drop: () => Promise<void>;
let writer: Connection;
const instances: Announcements[] = [];

beforeAll(async () => {
  const database = await freshDatabase();
  ({ drop } = database);
  writer = openDatabase(database.url, { max: 1 });
  for (let n = 0; n < 2; n += 1) instances.push(await startAnnouncements(database.url));
});
afterAll(async () => {
  for (const instance of instances) await instance.stop();
  await writer.close();
  await drop();
});

/** What is heard of a topic on both instances, one promise for each next time. */
function nextOn(topic: string) {
  const stops: (() => void)[] = [];
  const heard = instances.map(
    (instance) =>
      new Promise<void>((resolve) => {
        stops.push(instance.hear(topic, resolve));
      }),
  );
  return Promise.all(heard).then(() => stops.forEach((stop) => stop()));
}
const announce = (tx: Tx, topic: string) => tx.execute(sql`select ${announcement(topic)}`);
const say = (topic: string) => writer.db.transaction((tx) => announce(tx, topic));

test('tells every instance of a topic at the commit, and nobody of another one or of what was rolled back', async () => {
  let others = 0;
  const stop = instances[0]!.hear('other', () => (others += 1));
  const heard = nextOn('one');
  await writer.db
    .transaction(async (tx) => {
      await announce(tx, 'other');
      throw new Error('given up');
    })
    .catch(() => undefined);
  await say('one');
  await heard;
  expect(others).toBe(0);
  await say('other');
  await nextOnAfter('one');
  expect(others).toBe(1);
  stop();
  await say('other');
  await nextOnAfter('one');
  expect(others).toBe(1);
});

/** Notifications come in order: what was announced before has been heard when this ends. */
async function nextOnAfter(topic: string) {
  const heard = nextOn(topic);
  await say(topic);
  await heard;
}

test('comes back when the connection is lost, and has everybody look again', async () => {
  const heard = nextOn('any');
  await writer.db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and query ilike 'listen%'`);
  await heard;
  await nextOnAfter('one');
});
