import { createServer } from 'vite';
import { onDatabase } from './database.ts';

/** Serves the application from its source, on a database of its own kind of data: never the demonstration's. */
export function develop(): Promise<void> {
  return onDatabase('real', serveSources);
}

async function serveSources(url: string): Promise<void> {
  process.env.DATABASE_URL = url;
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
}
