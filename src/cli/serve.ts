import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '#lib/platform/project-root.ts';
import { SECURITY_HEADERS } from '#lib/platform/security-headers.ts';
import type { InstallationKind } from '#lib/platform/open-house.ts';
import { ConfigurationError, type Configuration } from './configuration.ts';
import { drain } from './drain.ts';
import { foreignOrigin, ownHost } from './own-address.ts';
import { isTooLong } from './request-length.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** What the application inside the bundle gives back to be stopped: the streams it holds open, then all the rest. */
declare global {
  var endCollegialStreams: (() => void) | undefined;
  var stopCollegial: (() => Promise<void>) | undefined;
}

/** Milliseconds that a connection stays open between two requests: longer than a proxy keeps it, so that none is closed under one. */
const KEEP_ALIVE = 65_000;
/** Connections that wait to be taken at once: a whole assembly opens its page in the same second. */
const BACKLOG = 4096;

/**
 * Serves the built application until SIGTERM or SIGINT: stops accepting, ends the streams, lets requests end, then, as
 * when it could not open, stops the jobs and closes its connections.
 */
export async function serve(
  url: string,
  configuration: Configuration,
  kind: InstallationKind,
): Promise<void> {
  try {
    const server = await open(url, configuration, kind);
    await new Promise<void>((resolve) => {
      const stop = () => resolve();
      process.once('SIGTERM', stop);
      process.once('SIGINT', stop);
    });
    await drain(server, () => globalThis.endCollegialStreams?.());
  } finally {
    await globalThis.stopCollegial?.();
  }
}

/** The server, once it listens. */
async function open(url: string, configuration: Configuration, kind: InstallationKind): Promise<Server> {
  const bundle = join(projectRoot(), 'build', 'handler.js');
  if (!existsSync(bundle))
    throw new ConfigurationError('L’application n’est pas construite. Lancez d’abord : npm run build');
  process.env.DATABASE_URL = url;
  process.env.PUBLIC_ADDRESS = configuration.publicAddress;
  // The adapter assumes https unless a header says otherwise; these headers are ours, whatever a client sends.
  process.env.PROTOCOL_HEADER = 'x-forwarded-proto';
  process.env.HOST_HEADER = 'x-collegial-host';
  process.env.ADDRESS_HEADER = 'x-collegial-client';
  process.env.BODY_SIZE_LIMIT = String(configuration.longestRequest);
  const { handler } = (await import(pathToFileURL(bundle).href)) as { handler: Handler };
  const protocol = new URL(configuration.publicAddress).protocol.slice(0, -1);

  const server = createServer((request, response) => {
    request.headers['x-forwarded-proto'] = protocol;
    request.headers['x-collegial-host'] = ownHost(request.headers, configuration);
    request.headers['x-collegial-client'] = clientOf(request, configuration.behindProxy);
    // Files of the build are served without passing through the hooks.
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    const foreign = foreignOrigin(request.method!, request.headers, configuration);
    if (foreign !== null) {
      refuse(request, response, 403, foreign);
      return;
    }
    if (isTooLong(request)) {
      refuse(request, response, 413, 'Cet envoi est trop long pour cette page.');
      return;
    }
    handler(request, response, () => {
      response.statusCode = 404;
      response.end();
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new ConfigurationError(
              `Le port ${configuration.port} est déjà pris. Arrêtez l’autre programme, ou choisissez un port : PORT=3001 npm run ${kind === 'demonstration' ? 'demo' : 'start'}`,
            )
          : error.code === 'EACCES'
            ? new ConfigurationError(
                `Ce compte n’a pas le droit d’écouter sur le port ${configuration.port}. Choisissez un port au-dessus de 1024.`,
              )
            : error,
      ),
    );
    server.listen(configuration.port, configuration.host, BACKLOG, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : configuration.port;
  console.log(
    kind === 'demonstration'
      ? `La démonstration est ouverte : http://${configuration.host}:${port}`
      : `Collégial est ouvert : ${configuration.publicAddress} (écoute sur ${configuration.host}:${port})`,
  );
  return server;
}

/** Says why a request is not read: to a page that sent a form in place, as the answer of that form. */
function refuse(request: IncomingMessage, response: ServerResponse, status: number, sentence: string): void {
  const inPlace = request.headers['x-sveltekit-action'] === 'true';
  response.writeHead(status, {
    'content-type': inPlace ? 'application/json' : 'text/plain; charset=utf-8',
    connection: 'close',
  });
  response.end(inPlace ? JSON.stringify({ type: 'error', error: { message: sentence } }) : sentence);
}

function clientOf(request: IncomingMessage, behindProxy: boolean): string {
  const forwarded = request.headers['x-forwarded-for'];
  if (behindProxy && typeof forwarded === 'string') return forwarded.split(',').at(-1)!.trim();
  return request.socket.remoteAddress ?? '';
}
