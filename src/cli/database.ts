import { openDatabase } from '#lib/platform/database.ts';
import { migrate } from '#lib/platform/migrations.ts';
import { claimInstallation, type InstallationKind } from '#lib/platform/open-house.ts';
import { ConfigurationError } from './configuration.ts';
import { openDatabaseHome } from './database-home.ts';

/**
 * Works on the database of this installation, migrated and known to be of this kind. However the work ends, the cluster
 * is given back: a process that failed would otherwise stay, holding it.
 */
export async function onDatabase<T>(kind: InstallationKind, work: (url: string) => Promise<T>): Promise<T> {
  const { url, stop } = await openDatabaseHome({ kind, log: (sentence) => console.error(sentence) });
  try {
    await migrate(url);
    const { db, close } = openDatabase(url, { max: 1 });
    const claim = await claimInstallation(db, kind);
    await close();
    if (!claim.claimed) throw new ConfigurationError(claim.sentence);
    return await work(url);
  } finally {
    await stop();
  }
}
