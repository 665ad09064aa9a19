import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import { join } from 'node:path';
import postgres from 'postgres';
import { projectRoot } from './project-root.ts';

/** Two servers that start together must not both migrate. The number is this application's own. */
const MIGRATION_LOCK = 7_263_511;

/** Applies the migrations of `drizzle/` that this database has not seen, one process at a time. */
export async function migrate(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await applyMigrations(drizzle(client), { migrationsFolder: join(projectRoot(), 'drizzle') });
  } finally {
    await client.end({ timeout: 5 });
  }
}
