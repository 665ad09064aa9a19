import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { seedDemonstration } from '#lib/demonstration/server/demonstration.ts';
import { projectRoot } from '#lib/platform/project-root.ts';
import { openHouse } from '#lib/platform/open-house.ts';
import type { Configuration } from './configuration.ts';
import { onDatabase } from './database.ts';
import { serve } from './serve.ts';

/** Builds the application if need be, fills an empty demonstration with the reference case, and serves it. */
export async function demonstrate(configuration: Configuration): Promise<void> {
  if (!existsSync(join(projectRoot(), 'build', 'handler.js'))) {
    console.log('Construction de l’application (une fois)…');
    const { createBuilder } = await import('vite');
    const builder = await createBuilder({ logLevel: 'error', root: projectRoot() });
    await builder.buildApp();
  }
  await onDatabase('demonstration', async (url) => {
    const house = await openHouse({
      url,
      publicAddress: configuration.publicAddress,
      log: pino({ enabled: false }),
    });
    try {
      await seedDemonstration(house);
    } finally {
      await house.connection.close();
    }
    await serve(url, configuration, 'demonstration');
  });
}
