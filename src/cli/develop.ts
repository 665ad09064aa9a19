import { createServer } from 'vite';
import { readyDatabase } from './database.ts';

/** Serves the application from its source, on a database of its own kind of data: never the demonstration's. */
export async function develop(): Promise<void> {
  const home = await readyDatabase('real');
  process.env.DATABASE_URL = home.url;
  const port = Number(process.env.PORT || '5173');
  process.env.PUBLIC_ADDRESS ||= `http://localhost:${port}`;
  const server = await createServer({ server: { port, host: process.env.HOST || '127.0.0.1' } });
  await server.listen();
  server.printUrls();
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
  await server.close();
  await globalThis.stopCollegial?.();
  await home.stop();
}
