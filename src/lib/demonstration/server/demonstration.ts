import { getTableName, sql } from 'drizzle-orm';
import { associations } from '#lib/associations/server/tables.ts';
import { shiftedClock } from '#lib/platform/clock.ts';
import type { Database, Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { DEMONSTRATION_START } from '#lib/platform/open-house.ts';
import { installation, journalEntries } from '#lib/platform/tables.ts';
import { playInventedPast } from './invented-past.ts';
import { seedReference } from './seed.ts';

/** Nothing that is not marked as a demonstration is ever filled or emptied here. */
async function lockDemonstration(tx: Tx): Promise<void> {
  const [row] = await tx.select().from(installation).for('update');
  if (row?.kind !== 'demonstration') throw new Error('Only a demonstration can be seeded or begun again.');
}

async function seed(house: House, tx: Tx): Promise<void> {
  const coordinator = await seedReference(tx, DEMONSTRATION_START, async (associationId) => {
    await tx.execute(sql`select set_config('collegial.association', ${associationId}, true)`);
  });
  // Commands open a transaction of their own: inside this one, a savepoint.
  await playInventedPast({ ...house, db: tx as unknown as Database }, coordinator);
}

/** Fills an empty demonstration with the reference case; leaves one that is already filled as it is. */
export function seedDemonstration(house: House): Promise<void> {
  return house.db.transaction(async (tx) => {
    await lockDemonstration(tx);
    const [filled] = await tx.select({ id: associations.id }).from(associations).limit(1);
    if (!filled) await seed(house, tx);
  });
}

/**
 * Begins the demonstration again: everything goes, the story and its clock start anew, everybody is signed out.
 * One transaction: nobody sees it half empty. Answers the clock to use from now on.
 */
export async function beginAgain(house: House, realNow: string): Promise<House['clock']> {
  await house.db.transaction(async (tx) => {
    await lockDemonstration(tx);
    const tables = await tx.execute<{ name: string }>(
      sql`select quote_ident(tablename) as name from pg_tables
          where schemaname = 'public' and tablename <> ${getTableName(installation)}`,
    );
    // The journal refuses to be emptied by anyone; its owner lifts the guard for this one transaction.
    const journal = sql.identifier(getTableName(journalEntries));
    await tx.execute(sql`alter table ${journal} disable trigger user`);
    await tx.execute(sql.raw(`truncate ${tables.map((table) => table.name).join(', ')} cascade`));
    await tx.execute(sql`alter table ${journal} enable trigger user`);
    await tx.update(installation).set({ createdAt: realNow });
    await seed(house, tx);
  });
  return shiftedClock(DEMONSTRATION_START, realNow);
}
