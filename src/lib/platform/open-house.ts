import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { Temporal } from 'temporal-polyfill';
import { shiftedClock, systemClock, type Clock } from './clock.ts';
import { openLog } from './log.ts';
import { openDatabase, type Connection, type Database } from './database.ts';
import type { House } from './house.ts';
import { installation } from './tables.ts';

export type InstallationKind = (typeof installation.$inferSelect)['kind'];

/** The day and hour at which the story of the demonstration begins: the morning of the board of 21 November 2022. */
export const DEMONSTRATION_START = '2022-11-21T08:30:00Z';

/**
 * Says what this database is, on its first day. A database of the other kind is refused: a demonstration, which can be
 * emptied, never runs on real data.
 */
export async function claimInstallation(
  db: Database,
  kind: InstallationKind,
): Promise<{ claimed: true } | { claimed: false; sentence: string }> {
  await db
    .insert(installation)
    .values({
      kind,
      createdAt: Temporal.Now.instant().round('millisecond').toString(),
      secret: randomBytes(32).toString('base64url'),
    })
    .onConflictDoNothing();
  const [row] = await db.select({ kind: installation.kind }).from(installation);
  if (row!.kind === kind) return { claimed: true };
  return {
    claimed: false,
    sentence:
      kind === 'demonstration'
        ? 'Cette base contient de vraies données : la démonstration ne s’y lance pas. Lancez-la sans DATABASE_URL, ou sur une base vide.'
        : 'Cette base est celle d’une démonstration. Donnez une autre base, ou un autre dossier par DATA_DIR.',
  };
}

/** In a demonstration, time starts with the story on the day the demonstration was last begun. */
export function clockOf(row: { kind: InstallationKind; createdAt: string }): Clock {
  return row.kind === 'demonstration' ? shiftedClock(DEMONSTRATION_START, row.createdAt) : systemClock();
}

export interface OpenHouse extends House {
  readonly connection: Connection;
}

/** Opens the house on a migrated and claimed database. */
export async function openHouse(options: {
  readonly url: string;
  readonly publicAddress: string;
  readonly log?: Logger;
  readonly clock?: Clock;
}): Promise<OpenHouse> {
  const connection = openDatabase(options.url);
  const [row] = await connection.db.select().from(installation);
  if (!row) throw new Error('This database was not claimed by an installation.');
  return {
    connection,
    db: connection.db,
    clock: options.clock ?? clockOf(row),
    log: options.log ?? openLog(),
    publicAddress: options.publicAddress,
    demonstration: row.kind === 'demonstration',
  };
}
