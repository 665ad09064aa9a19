import { performance } from 'node:perf_hooks';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import { readRegister } from '#lib/decisions/server/register/queries.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { inAssociation, openDatabase } from '#lib/platform/database.ts';
import { migrate } from '#lib/platform/migrations.ts';
import { copyDatabase, openTestServer } from '../fixtures/test-server.ts';

const DECISIONS = 100_000;
/** Of each meeting. */
const ITEMS = 20;
const READS = 15;
const DAY = '2022-11-21';
const NOTHING = { text: '', body: null, year: null, kind: null, outcome: null, execution: null } as const;

/** One association with that many decisions: a rare word in one of a thousand, a common one in each. */
const POPULATE = sql.raw(`do $$
declare a uuid := md5('association')::uuid;
begin
  insert into associations (id, slug, short_name, name, legal_form, created_at)
    values (a, 'registre', 'R', 'Registre', 'ASBL', now());
  perform set_config('collegial.association', a::text, true);
  insert into bodies (association_id, id, code, name, kind, composition, position)
    values (a, md5('body')::uuid, 'CA', 'Organe d''administration', 'board', '', 0);
  insert into meetings (association_id, id, body_id, kind, held_on, created_at)
    select a, md5('meeting ' || i)::uuid, md5('body')::uuid, 'ordinary', date '2000-01-01' + i, now()
    from generate_series(0, ${DECISIONS / ITEMS - 1}) i;
  insert into agenda_items (association_id, id, meeting_id, position, title, nature)
    select a, md5('item ' || i)::uuid, md5('meeting ' || i / ${ITEMS})::uuid, i % ${ITEMS}, 'Point numéro ' || i % 997, 'decision'
    from generate_series(0, ${DECISIONS - 1}) i;
  insert into decisions (association_id, id, meeting_id, item_id, position, kind, proposal, verdict, recorded_at)
    select a, md5('decision ' || i)::uuid, md5('meeting ' || i / ${ITEMS})::uuid, md5('item ' || i)::uuid, 1, 'ordinary',
      'Le conseil approuve la proposition du trésorier' || case when i % 1000 = 0 then ', imprimante comprise' else '' end,
      '{"outcome":"adopted","secret":false,"counts":[],"total":{"for":8,"against":1,"abstention":0,"blank":0,"invalid":0},"voters":9,"members":12,"explanation":["8 pour, 1 contre."]}',
      now()
    from generate_series(0, ${DECISIONS - 1}) i;
  insert into register_entries (association_id, body_id, year, number, decision_id, decided_on, allotted_at)
    select a, md5('body')::uuid, extract(year from held_on), row_number() over (partition by extract(year from held_on) order by held_on, d.id), d.id, held_on, now()
    from decisions d join meetings m on m.id = d.meeting_id;
end $$`);

const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;

export interface RegisterBench {
  readonly decisions: number;
  /** Milliseconds: a statement that reads nothing, then a page of the register, as a whole and by words. */
  readonly trivial: number;
  readonly pages: readonly { readonly name: string; readonly found: number; readonly time: number }[];
  /** The indexes of words that the search by a rare word goes by. */
  readonly indexes: readonly string[];
}

/** The time of a page of the register among 100,000 decisions, beside that of a statement that reads nothing. */
export async function searchInRegister(): Promise<RegisterBench> {
  const server = await openTestServer(migrate);
  const { url } = await copyDatabase(server, 'register');
  const connection = openDatabase(url, { max: 1 });
  await connection.db.execute(POPULATE);
  await connection.db.execute(sql`analyze`);
  const [row] = await connection.db.execute<{ id: string }>(sql`select md5('association')::uuid as id`);
  const associationId = row!.id;
  const actor: Actor = {
    associationId,
    accountId: null,
    name: 'Banc d’essai',
    personId: null,
    role: 'coordination',
    seats: [],
  };
  const page = (text: string) =>
    inAssociation(connection.db, associationId, (tx) =>
      readRegister(tx, actor, DAY, { ...NOTHING, text }, 1),
    );
  const timed = async (work: () => Promise<unknown>) => {
    const times: number[] = [];
    for (let turn = -2; turn < READS; turn += 1) {
      const begun = performance.now();
      await work();
      if (turn >= 0) times.push(performance.now() - begun);
    }
    return median(times);
  };
  const trivial = await timed(() =>
    inAssociation(connection.db, associationId, (tx) => tx.execute(sql`select 1`)),
  );
  const pages = [];
  for (const [name, text] of [
    ['a rare word', 'imprimantes'],
    ['two words', 'imprimante trésorier'],
    ['a reference', 'CA-2005-7'],
    ['a common word', 'approuver'],
    ['everything', ''],
  ] as const)
    pages.push({ name, found: (await page(text)).total, time: await timed(() => page(text)) });

  const sent: { query: string; params: unknown[] }[] = [];
  const logger = { logQuery: (query: string, params: unknown[]) => void sent.push({ query, params }) };
  await inAssociation(drizzle(connection.sql, { casing: 'snake_case', logger }), associationId, (tx) =>
    readRegister(tx, actor, DAY, { ...NOTHING, text: 'imprimantes' }, 1),
  );
  const search = sent.find(({ query }) => query.includes('"register_words"'))!;
  const plan = await connection.sql.begin(async (tx) => {
    await tx`select set_config('collegial.association', ${associationId}, true)`;
    return tx.unsafe(`explain ${search.query}`, search.params as string[]);
  });
  const indexes = plan.flatMap(
    (line) => /using (register_words\w*)/.exec(String(line['QUERY PLAN']))?.[1] ?? [],
  );
  await connection.close();
  await server.close();
  if (indexes.length === 0) throw new Error('The search in the register goes by no index of words.');
  return { decisions: DECISIONS, trivial, pages, indexes };
}
