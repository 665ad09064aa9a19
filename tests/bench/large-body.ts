import { eq, sql } from 'drizzle-orm';
import { readFileSync } from 'node:fs';
import { request, type Agent, type ClientRequest } from 'node:http';
import { pino } from 'pino';
import { openSession } from '#lib/accounts/server/sessions.ts';
import { associations } from '#lib/associations/server/tables.ts';
import { seedDemonstration } from '#lib/demonstration/server/demonstration.ts';
import { checkExternal } from '#lib/platform/cluster/external.ts';
import { openDatabase } from '#lib/platform/database.ts';
import { migrate } from '#lib/platform/migrations.ts';
import { claimInstallation, openHouse, type OpenHouse } from '#lib/platform/open-house.ts';
import { copyDatabase, openTestServer } from '../fixtures/test-server.ts';

/** Of the meeting. */
const ITEMS = 12;

/** Identifiers as forms take them, that need no look-up: the same word gives the same one. */
const IDENTIFIERS = sql`create function bench_id(word text) returns uuid immutable language sql as
  $$ select overlay(overlay(md5(word) placing '4' from 13) placing '8' from 17)::uuid $$`;

/** A body of so many members, each with an account, and a meeting of it with its sitting open, everyone there. */
const populate = (associationId: string, members: number) =>
  sql.raw(`do $$
begin
  perform set_config('collegial.association', '${associationId}', true);
  insert into accounts (id, email, name, created_at)
    select bench_id('account ' || i), 'membre-' || i || '@bench.example', 'Membre ' || i, now()
    from generate_series(1, ${members}) i;
  insert into organisations (association_id, id, name, sector, partner)
    select '${associationId}', bench_id('organisation ' || i), 'Organisation ' || i, 'associative', true
    from generate_series(1, ${members}) i;
  insert into people (association_id, id, account_id, family_name, given_name)
    select '${associationId}', bench_id('person ' || i), bench_id('account ' || i), 'Nom ' || i, 'Sam'
    from generate_series(1, ${members}) i;
  insert into bodies (association_id, id, code, name, kind, composition, position)
    values ('${associationId}', bench_id('body'), 'FORUM', 'Forum', 'working-group', '', 90);
  insert into mandates (association_id, id, body_id, organisation_id, person_id, sector, office, voting, from_day)
    select '${associationId}', bench_id('mandate ' || i), bench_id('body'), bench_id('organisation ' || i),
      bench_id('person ' || i), 'associative', 'member', true, '2018-01-01'
    from generate_series(1, ${members}) i;
  insert into meetings (association_id, id, body_id, kind, held_on, created_at)
    values ('${associationId}', bench_id('meeting'), bench_id('body'), 'ordinary', '2022-11-21', now());
  insert into agenda_items (association_id, id, meeting_id, position, title, nature)
    select '${associationId}', bench_id('item ' || i), bench_id('meeting'), i, 'Point ' || i, 'decision'
    from generate_series(0, ${ITEMS - 1}) i;
  insert into attendances (association_id, meeting_id, mandate_id, body_id, state)
    select '${associationId}', bench_id('meeting'), bench_id('mandate ' || i), bench_id('body'), 'present'
    from generate_series(1, ${members}) i;
  insert into sittings (association_id, meeting_id, state, opened_at)
    values ('${associationId}', bench_id('meeting'), 'open', '2022-11-21T08:30:00Z');
end $$`);

export interface LargeMember {
  readonly accountId: string;
  readonly mandateId: string;
  /** Of their session. */
  readonly cookie: string;
}

/** A demonstration with a large body whose sitting is open; the built application can be served on its database. */
export interface LargeBody {
  readonly url: string;
  readonly house: OpenHouse;
  readonly associationId: string;
  readonly bodyId: string;
  readonly meetingId: string;
  /** The address of the meeting, without that of the server. */
  readonly meeting: string;
  readonly items: readonly string[];
  readonly members: readonly LargeMember[];
  close(): Promise<void>;
}

/** Prepares a meeting of so many members on a PostgreSQL of its own. */
export async function openLargeBody(members: number): Promise<LargeBody> {
  const server = await openTestServer(async (url) => {
    await checkExternal(url, 'demonstration');
    await migrate(url);
    const { db, close } = openDatabase(url, { max: 1 });
    await claimInstallation(db, 'demonstration');
    await close();
  });
  const { url } = await copyDatabase(server, 'large');
  const log = pino({ enabled: false });
  const house = await openHouse({ url, publicAddress: 'http://127.0.0.1', log });
  await seedDemonstration(house);
  const [association] = await house.db.select().from(associations).where(eq(associations.slug, 'rslux'));
  const associationId = association!.id;
  await house.db.execute(IDENTIFIERS);
  await house.db.execute(populate(associationId, members));
  await house.db.execute(sql`analyze`);
  const identifiers = async (what: string, from: number, to: number) => {
    const rows = await house.db.execute<{ id: string }>(
      sql`select bench_id(${what} || ' ' || i) as id from generate_series(${from}::int, ${to}::int) i`,
    );
    return rows.map(({ id }) => id);
  };
  const accountIds = await identifiers('account', 1, members);
  const mandateIds = await identifiers('mandate', 1, members);
  const items = await identifiers('item', 0, ITEMS - 1);
  const [one] = await house.db.execute<{ meeting: string; body: string }>(
    sql`select bench_id('meeting') as meeting, bench_id('body') as body`,
  );
  const visitor = { address: '127.0.0.1', userAgent: null };
  const moment = { now: house.clock.now(), secondFactorPassed: false };
  const people = await house.db.transaction(async (tx) => {
    const made: LargeMember[] = [];
    for (const [index, accountId] of accountIds.entries()) {
      const { token } = await openSession(tx, accountId, visitor, moment);
      made.push({ accountId, mandateId: mandateIds[index]!, cookie: `collegial_session=${token}` });
    }
    return made;
  });
  return {
    url,
    house,
    associationId,
    bodyId: one!.body,
    meetingId: one!.meeting,
    meeting: `/rslux/meetings/${one!.meeting}`,
    items,
    members: people,
    close: async () => {
      await house.connection.close();
      await server.close();
    },
  };
}

/** MB that a process holds; Linux only. */
export const memoryOf = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;

/** Milliseconds of CPU of a process so far; Linux only. */
export const cpuOf = (pid: number) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
};

/** Answers the body, once it is all there. */
export function get(agent: Agent, url: string, cookie: string): Promise<string> {
  return answered(() => request(url, { agent, headers: { cookie } }));
}

/** Sends what a form of a page sends, by its script; answers what the action answered. */
export function post(
  agent: Agent,
  url: string,
  cookie: string,
  form: Readonly<Record<string, string>>,
): Promise<string> {
  const headers = {
    cookie,
    origin: new URL(url).origin,
    accept: 'application/json',
    'x-sveltekit-action': 'true',
    'content-type': 'application/x-www-form-urlencoded',
  };
  const body = new URLSearchParams(form).toString();
  return answered(() => request(url, { agent, method: 'POST', headers }), body);
}

/** Milliseconds that anyone waits for an answer. */
const PATIENCE = 30_000;

/** As a browser does, tries again where a connection that was kept was closed by the other end meanwhile. */
function answered(open: () => ClientRequest, body = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = open();
    sent
      .setTimeout(PATIENCE, () => sent.destroy(new Error(`No answer within ${PATIENCE} ms.`)))
      .once('response', (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
        answer.once('error', reject);
        answer.once('end', () =>
          answer.statusCode === 200 ? resolve(text) : reject(new Error(`${answer.statusCode}: ${text}`)),
        );
      })
      .once('error', (error: NodeJS.ErrnoException) =>
        sent.reusedSocket && error.code === 'ECONNRESET'
          ? answered(open, body).then(resolve, reject)
          : reject(error),
      )
      .end(body);
  });
}

/** Opens the stream of a sitting as a screen does; settles once it is open. `heard`: each revision that it tells. */
export function listen(
  agent: Agent,
  url: string,
  cookie: string,
  heard: (revision: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers: { cookie } }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`The stream answered ${answer.statusCode}.`));
      resolve();
      answer.on('data', (chunk: Buffer) => {
        const id = /id: (\d+)/.exec(chunk.toString())?.[1];
        if (id !== undefined) heard(Number(id));
      });
    });
    // Also once it is open: it ends with the bench.
    sent.on('error', reject).end();
  });
}

/** What share of these milliseconds lies below: they are sorted on the way. */
export function at(times: number[], share: number): number {
  times.sort((a, b) => a - b);
  return times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;
}
