import { pino } from 'pino';
import { seedDemonstration } from '#lib/demonstration/server/demonstration.ts';
import { checkExternal } from '#lib/platform/cluster/external.ts';
import { openDatabase } from '#lib/platform/database.ts';
import { migrate } from '#lib/platform/migrations.ts';
import { claimInstallation, openHouse } from '#lib/platform/open-house.ts';
import { openTestServer } from '../fixtures/test-server.ts';

/** One PostgreSQL for the run, with one demonstration on the morning of its story, that each worker copies. */
export default async function setup(): Promise<() => Promise<void>> {
  const { close, ...facts } = await openTestServer(demonstrationIn);
  process.env.COLLEGIAL_TEST_DATABASE = JSON.stringify(facts);
  return close;
}

async function demonstrationIn(url: string): Promise<void> {
  await checkExternal(url, 'demonstration');
  await migrate(url);
  const { db, close } = openDatabase(url, { max: 1 });
  await claimInstallation(db, 'demonstration');
  await close();
  const house = await openHouse({ url, publicAddress: 'http://127.0.0.1', log: pino({ enabled: false }) });
  await seedDemonstration(house);
  await house.connection.close();
}
