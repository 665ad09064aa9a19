import { eq, sql } from 'drizzle-orm';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { pino } from 'pino';
import { openSession } from '#lib/accounts/server/sessions.ts';
import { associations } from '#lib/associations/server/tables.ts';
import { seedDemonstration } from '#lib/demonstration/server/demonstration.ts';
import { checkExternal } from '#lib/platform/cluster/external.ts';
import { openDatabase } from '#lib/platform/database.ts';
import { migrate } from '#lib/platform/migrations.ts';
import { claimInstallation, openHouse, type OpenHouse } from '#lib/platform/open-house.ts';
import { serve } from '../e2e/server.ts';
import { enter } from '../fixtures/demonstration-process.ts';
import { openTestServer, copyDatabase } from '../fixtures/test-server.ts';

const MEMBERS = 500;
const CHANGES = 12;

/** A body of so many members, each with an account, and a meeting of it with its sitting open, everyone there. */
const populate = (associationId: string) =>
  sql.raw(`do $$
begin
  perform set_config('collegial.association', '${associationId}', true);
  insert into accounts (id, email, name, created_at)
    select md5('account ' || i)::uuid, 'membre-' || i || '@bench.example', 'Membre ' || i, now()
    from generate_series(1, ${MEMBERS}) i;
  insert into organisations (association_id, id, name, sector, partner)
    select '${associationId}', md5('organisation ' || i)::uuid, 'Organisation ' || i, 'associative', true
    from generate_series(1, ${MEMBERS}) i;
  insert into people (association_id, id, account_id, family_name, given_name)
    select '${associationId}', md5('person ' || i)::uuid, md5('account ' || i)::uuid, 'Nom ' || i, 'Sam'
    from generate_series(1, ${MEMBERS}) i;
  insert into bodies (association_id, id, code, name, kind, composition, position)
    values ('${associationId}', md5('body')::uuid, 'FORUM', 'Forum', 'working-group', '', 90);
  insert into mandates (association_id, id, body_id, organisation_id, person_id, sector, office, voting, from_day)
    select '${associationId}', md5('mandate ' || i)::uuid, md5('body')::uuid, md5('organisation ' || i)::uuid,
      md5('person ' || i)::uuid, 'associative', 'member', true, '2018-01-01'
    from generate_series(1, ${MEMBERS}) i;
  insert into meetings (association_id, id, body_id, kind, held_on, created_at)
    values ('${associationId}', md5('meeting')::uuid, md5('body')::uuid, 'ordinary', '2022-11-21', now());
  insert into agenda_items (association_id, id, meeting_id, position, title, nature)
    select '${associationId}', md5('item ' || i)::uuid, md5('meeting')::uuid, i, 'Point ' || i, 'decision'
    from generate_series(0, 11) i;
  insert into attendances (association_id, meeting_id, mandate_id, body_id, state)
    select '${associationId}', md5('meeting')::uuid, md5('mandate ' || i)::uuid, md5('body')::uuid, 'present'
    from generate_series(1, ${MEMBERS}) i;
  insert into sittings (association_id, meeting_id, state, opened_at, check_in_code)
    values ('${associationId}', md5('meeting')::uuid, 'open', '2022-11-21T08:30:00Z', 'code');
end $$`);

interface Prepared {
  readonly meeting: string;
  readonly items: readonly string[];
  /** The cookie of each member. */
  readonly cookies: readonly string[];
}

async function prepare(house: OpenHouse): Promise<Prepared> {
  const [association] = await house.db.select().from(associations).where(eq(associations.slug, 'rslux'));
  await house.db.execute(populate(association!.id));
  await house.db.execute(sql`analyze`);
  const ids = await house.db.execute<{ account: string }>(
    sql`select md5('account ' || i)::uuid as account from generate_series(1, ${sql.raw(String(MEMBERS))}) i`,
  );
  const items = await house.db.execute<{ id: string }>(
    sql`select md5('item ' || i)::uuid as id from generate_series(0, 11) i`,
  );
  const [meeting] = await house.db.execute<{ id: string }>(sql`select md5('meeting')::uuid as id`);
  const cookies = await house.db.transaction(async (tx) => {
    const made: string[] = [];
    for (const { account } of ids) {
      const { token } = await openSession(
        tx,
        account,
        { address: '127.0.0.1', userAgent: null },
        { now: house.clock.now(), secondFactorPassed: false },
      );
      made.push(`collegial_session=${token}`);
    }
    return made;
  });
  return { meeting: `/rslux/meetings/${meeting!.id}`, items: items.map(({ id }) => id), cookies };
}

const memoryOf = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;

const cpuOf = (pid: number) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
};

/** Answers the body, once it is all there. */
function get(agent: Agent, url: string, cookie: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, { agent, headers: { cookie } }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.once('end', () => (answer.statusCode === 200 ? resolve(text) : reject(new Error(text))));
    })
      .once('error', reject)
      .end();
  });
}

/** Milliseconds, smallest first. */
type Times = number[];
const at = (times: Times, share: number) =>
  times[Math.min(times.length - 1, Math.floor(times.length * share))]!;

export interface LiveFigures {
  readonly members: number;
  readonly changes: number;
  /** From the press that changes the sitting to a screen that has heard of it. */
  readonly heard: { readonly p50: number; readonly p95: number; readonly max: number };
  /** The same, to a screen that has read it again and shows it. */
  readonly shown: { readonly p50: number; readonly p95: number; readonly max: number };
  /** Milliseconds of the server's CPU to have one screen heard and shown again. */
  readonly cpu: number;
  /** MB of the server, at rest and with all screens open. */
  readonly memory: { readonly before: number; readonly after: number };
}

/** Five hundred members follow one sitting over as many connections; items are called one after the other. */
export async function followersOfOneSitting(): Promise<LiveFigures> {
  const server = await openTestServer(async (url) => {
    await checkExternal(url, 'demonstration');
    await migrate(url);
    const { db, close } = openDatabase(url, { max: 1 });
    await claimInstallation(db, 'demonstration');
    await close();
  });
  const database = await copyDatabase(server, 'live');
  const house = await openHouse({
    url: database.url,
    publicAddress: 'http://127.0.0.1',
    log: pino({ enabled: false }),
  });
  await seedDemonstration(house);
  const { meeting, items, cookies } = await prepare(house);
  await house.connection.close();
  const app = await serve(database.url);
  const coordinator = await enter(app.address);
  const pages = new Agent({ keepAlive: true, maxSockets: 24 });
  await get(pages, `${app.address}${meeting}/live/follow`, cookies[0]!);
  const before = memoryOf(app.pid);

  let revision = 0;
  let heard: Times = [];
  let shown: Times = [];
  let begun = 0;
  let all = Promise.withResolvers<void>();
  const streams = new Agent({ maxSockets: Infinity });
  for (const cookie of cookies)
    await new Promise<void>((resolve, reject) => {
      request(`${app.address}${meeting}/live?since=1`, { agent: streams, headers: { cookie } }, (answer) => {
        if (answer.statusCode !== 200) return reject(new Error(`The stream answered ${answer.statusCode}.`));
        resolve();
        answer.on('data', (chunk: Buffer) => {
          const id = Number(/id: (\d+)/.exec(chunk.toString())?.[1] ?? 0);
          if (id <= revision) return;
          heard.push(performance.now() - begun);
          void get(pages, `${app.address}${meeting}/live/follow`, cookie).then(() => {
            shown.push(performance.now() - begun);
            if (shown.length === MEMBERS) all.resolve();
          });
        });
      })
        .once('error', reject)
        .end();
    });
  const after = memoryOf(app.pid);

  const everyHeard: Times = [];
  const everyShown: Times = [];
  revision = 1;
  const cpu = cpuOf(app.pid);
  for (const itemId of items.slice(0, CHANGES)) {
    [heard, shown, all] = [[], [], Promise.withResolvers<void>()];
    begun = performance.now();
    const answer = await fetch(`${app.address}${meeting}/console?/call`, {
      method: 'POST',
      headers: {
        cookie: coordinator,
        origin: app.address,
        accept: 'application/json',
        'x-sveltekit-action': 'true',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: `itemId=${itemId}`,
    });
    if (!answer.ok) throw new Error(`An item could not be called: ${answer.status}.`);
    await all.promise;
    everyHeard.push(...heard);
    everyShown.push(...shown);
    revision += 1;
  }
  const spent = (cpuOf(app.pid) - cpu) / (CHANGES * MEMBERS);
  streams.destroy();
  pages.destroy();
  await app.stop();
  await server.close();
  const summary = (times: Times) => {
    times.sort((a, b) => a - b);
    return { p50: at(times, 0.5), p95: at(times, 0.95), max: times.at(-1)! };
  };
  return {
    members: MEMBERS,
    changes: CHANGES,
    heard: summary(everyHeard),
    shown: summary(everyShown),
    cpu: spent,
    memory: { before, after },
  };
}
