import { sql } from 'drizzle-orm';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { keepStatements } from './kept-statements.ts';

export type Database = PostgresJsDatabase<Record<string, never>>;
/** A transaction of one association: only its rows exist inside. */
export type Tx = Parameters<Parameters<Database['transaction']>[0]>[0];

export interface Connection {
  readonly sql: postgres.Sql;
  readonly db: Database;
  close(): Promise<void>;
}

/** Opens a pool of at most `max` connections. Nothing connects before the first query. */
export function openDatabase(url: string, { max = 10 } = {}): Connection {
  const client = postgres(url, {
    max,
    connection: { TimeZone: 'UTC', application_name: 'collegial' },
    onnotice: () => undefined,
  });
  return {
    sql: client,
    db: drizzle(keepStatements(client), { casing: 'snake_case' }),
    close: () => client.end({ timeout: 5 }),
  };
}

/**
 * Runs `work` in a transaction in which the rows of one association, and no others, can be seen and written
 * (row level security reads this setting; outside such a transaction nothing is visible).
 */
export function inAssociation<T>(
  db: Database,
  associationId: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('collegial.association', ${associationId}, true)`);
    return work(tx);
  });
}

export interface DatabaseFault {
  /** SQLSTATE. */
  readonly code: string;
  readonly constraint: string | undefined;
  /** What a trigger of ours says besides: see the guards. */
  readonly detail: string | undefined;
}

/** What the database says of an error; Drizzle keeps it in the cause. Null for any other error. */
export function databaseFault(error: unknown): DatabaseFault | null {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  if (!(cause instanceof postgres.PostgresError)) return null;
  return { code: cause.code, constraint: cause.constraint_name, detail: cause.detail };
}
