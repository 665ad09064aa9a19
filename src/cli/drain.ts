import type { Server } from 'node:http';

const DRAIN_SECONDS = 10;

/**
 * Closes a server: stops accepting, ends the streams, lets requests end. Settles when the last connection is closed, at
 * most ten seconds later.
 */
export async function drain(server: Server, endStreams: () => void): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  endStreams();
  // Whoever asks again on a connection that was busy is answered, and comes back to another instance.
  server.prependListener('request', (_request, response) => response.setHeader('connection', 'close'));
  server.closeIdleConnections();
  // A connection that is busy now becomes idle when its answer ends: browsers would keep it for the next one.
  const sweep = setInterval(() => server.closeIdleConnections(), 100);
  const limit = setTimeout(() => server.closeAllConnections(), DRAIN_SECONDS * 1000);
  await closed;
  clearTimeout(limit);
  clearInterval(sweep);
}
