import { openDatabase } from '#lib/platform/database.ts';
import { migrate } from '#lib/platform/migrations.ts';
import { claimInstallation, type InstallationKind } from '#lib/platform/open-house.ts';
import { ConfigurationError } from './configuration.ts';
import { openDatabaseHome, type DatabaseHome } from './database-home.ts';

/** The database of this installation, migrated and known to be of this kind. */
export async function readyDatabase(kind: InstallationKind): Promise<DatabaseHome> {
  const home = await openDatabaseHome({ kind, log: (sentence) => console.error(sentence) });
  try {
    await migrate(home.url);
    const { db, close } = openDatabase(home.url, { max: 1 });
    const claim = await claimInstallation(db, kind);
    await close();
    if (!claim.claimed) throw new ConfigurationError(claim.sentence);
    return home;
  } catch (error) {
    await home.stop();
    throw error;
  }
}
