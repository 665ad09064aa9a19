import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/fixtures/database.ts';
import { openDatabase, type Connection } from './database.ts';

let drop: () => Promise<void>;
let connection: Connection;

beforeAll(async () => {
  const database = await freshDatabase();
  drop = database.drop;
  connection = openDatabase(database.url, { max: 1 });
});

afterAll(async () => {
  await connection.close();
  await drop();
});

/** How many times the connection has run the statement of this mark without reading it anew; null: not kept. */
async function timesKept(mark: string): Promise<number | null> {
  const [row] = await connection.sql<{ times: string }[]>`
    select generic_plans + custom_plans as times from pg_prepared_statements where starts_with(statement, ${mark})`;
  return row ? Number(row.times) : null;
}

test('a statement is read once by its connection, in and out of transactions', async () => {
  const { db } = connection;
  const statement = (value: number) => sql`select 'kept' as mark, ${value}::int as value`;
  expect(await db.execute(statement(1))).toMatchObject([{ value: 1 }]);
  await db.transaction(async (tx) => {
    expect(await tx.execute(statement(2))).toMatchObject([{ value: 2 }]);
    await tx.transaction(async (nested) => {
      expect(await nested.execute(statement(3))).toMatchObject([{ value: 3 }]);
    });
  });
  expect(await timesKept("select 'kept'")).toBe(3);
});

test('one of many lengths is not kept', async () => {
  const values = sql.join(
    Array.from({ length: 51 }, (_, index) => sql`${index}::int`),
    sql`, `,
  );
  await connection.db.execute(sql`select 'long' as mark, ${values}`);
  expect(await timesKept("select 'long'")).toBeNull();
});

test('a refusal inside a savepoint leaves the transaction, and what it kept, usable', async () => {
  const { db } = connection;
  const divide = (by: number) => sql`select 'divide' as mark, 1 / ${by}::int as value`;
  await db.transaction(async (tx) => {
    expect(await tx.execute(divide(1))).toMatchObject([{ value: 1 }]);
    await expect(tx.transaction((nested) => nested.execute(divide(0)))).rejects.toThrow();
    expect(await tx.execute(divide(1))).toMatchObject([{ value: 1 }]);
  });
});
