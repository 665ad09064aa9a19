import { performance } from 'node:perf_hooks';
import { sql } from 'drizzle-orm';
import { compositionOn } from '#lib/bodies/server/queries.ts';
import { inAssociation, openDatabase, type Connection } from '#lib/platform/database.ts';
import { migrate } from '#lib/platform/migrations.ts';
import { copyDatabase, openTestServer } from '../fixtures/test-server.ts';

const MANY = 1000;
const SEATS = 30;
const READS = 200;
const WARM_UP = 30;
const DAY = '2022-11-21';

/** So many associations, each with a body whose seats were held by one person until 2020, and by another one since. */
const populate = (count: number) =>
  sql.raw(`do $$
declare a uuid;
begin
  for n in 1..${count} loop
    a := md5('association ' || n)::uuid;
    insert into associations (id, slug, short_name, name, legal_form, created_at)
      values (a, 'association-' || n, 'A' || n, 'Association ' || n, 'ASBL', now());
    perform set_config('collegial.association', a::text, true);
    insert into organisations (association_id, id, name, sector, partner)
      select a, md5('organisation ' || i)::uuid, 'Organisation ' || i, 'public', true
      from generate_series(1, ${SEATS}) i;
    insert into people (association_id, id, family_name, given_name)
      select a, md5('person ' || i)::uuid, 'Nom ' || i, 'Sam' from generate_series(1, ${2 * SEATS}) i;
    insert into bodies (association_id, id, code, name, kind, composition, position)
      values (a, md5('body')::uuid, 'CA', 'Organe d''administration', 'board', '', 0);
    insert into mandates (association_id, body_id, organisation_id, person_id, sector, office, voting, from_day, to_day)
      select a, md5('body')::uuid, md5('organisation ' || i)::uuid, md5('person ' || (i + term * ${SEATS}))::uuid,
        'public', 'member', true, case term when 0 then date '2014-12-01' else '2020-12-01' end,
        case term when 0 then date '2020-11-30' end
      from generate_series(1, ${SEATS}) i, generate_series(0, 1) term;
  end loop;
end $$`);

interface Bench {
  readonly connection: Connection;
  readonly associationId: string;
  readonly bodyId: string;
}

async function open(url: string, count: number): Promise<Bench> {
  const connection = openDatabase(url, { max: 1 });
  await connection.db.execute(populate(count));
  await connection.db.execute(sql`analyze`);
  const [ids] = await connection.db.execute<{ association: string; body: string }>(
    sql`select md5('association 1')::uuid as association, md5('body')::uuid as body`,
  );
  return { connection, associationId: ids!.association, bodyId: ids!.body };
}

/** Milliseconds of one reading of the composition of the same body. */
async function read({ connection, associationId, bodyId }: Bench): Promise<number> {
  const begun = performance.now();
  const seats = await inAssociation(connection.db, associationId, (tx) => compositionOn(tx, bodyId, DAY));
  if (seats.length !== SEATS) throw new Error(`The composition has ${seats.length} seats.`);
  return performance.now() - begun;
}

const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;

/**
 * Milliseconds (medians) to read who sits in a body on a day, with one association in the database and with a thousand:
 * the readings of both alternate, so that whatever else the machine does weighs on both.
 */
export async function compositionAmong(): Promise<{
  one: number;
  many: number;
  associations: number;
  reads: number;
}> {
  const server = await openTestServer(migrate);
  const databases = [await copyDatabase(server, 'one'), await copyDatabase(server, 'many')] as const;
  const benches = [await open(databases[0].url, 1), await open(databases[1].url, MANY)] as const;
  const times: [number[], number[]] = [[], []];
  for (let turn = -WARM_UP; turn < READS; turn += 1)
    for (const which of [0, 1] as const) {
      const time = await read(benches[which]);
      if (turn >= 0) times[which].push(time);
    }
  for (const { connection } of benches) await connection.close();
  await server.close();
  return { one: median(times[0]), many: median(times[1]), associations: MANY, reads: READS };
}
