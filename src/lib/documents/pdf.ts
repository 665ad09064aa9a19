import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Tinypool } from 'tinypool';
import type { Document } from './blocks.ts';

/** Longest time given to one document, waiting included, in milliseconds. */
const TIME_LIMIT = 30_000;

let pool: Tinypool | undefined;

/**
 * Writes a document as PDF (tagged, fonts embedded, title and language set) in a worker thread, so that a
 * long document never holds the server. The same document gives the same bytes.
 * Throws an Error that names the document when it cannot be written in time (`timeLimit`, milliseconds) or at all.
 */
export async function renderPdf(
  document: Document,
  timeLimit = TIME_LIMIT,
): Promise<Uint8Array<ArrayBuffer>> {
  pool ??= startPool();
  try {
    return (await pool.run(document, { signal: AbortSignal.timeout(timeLimit) })) as Uint8Array<ArrayBuffer>;
  } catch (cause) {
    throw new Error(`The PDF of “${document.title}” could not be written.`, { cause });
  }
}

/** Ends the worker threads. A later document starts new ones. */
export async function stopPdfWorkers(): Promise<void> {
  const stopping = pool;
  pool = undefined;
  await stopping?.destroy();
}

function startPool(): Tinypool {
  const started = new Tinypool({
    // The worker stays TypeScript source, run by Node itself: the bundle of the server does not contain it.
    filename: join(projectRoot(), 'src/lib/documents/pdf-worker.ts'),
    name: 'render',
    runtime: 'worker_threads',
    // Options meant for the process that starts the worker (--eval, --test) would keep it from starting.
    execArgv: [],
    minThreads: 0,
    maxThreads: 2,
    idleTimeout: 60_000,
    resourceLimits: { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 64 },
  });
  // A worker that cannot even start has no document to blame: those who wait are told, and the next try starts afresh.
  started.on('error', () => {
    if (pool === started) pool = undefined;
    void started.destroy();
  });
  return started;
}

/** The folder of this project, seen from the sources as well as from the built server. */
function projectRoot(): string {
  for (const start of [dirname(fileURLToPath(import.meta.url)), process.cwd()]) {
    for (let folder = start; ; folder = dirname(folder)) {
      const manifest = join(folder, 'package.json');
      if (existsSync(manifest) && /"name": "collegial"/.test(readFileSync(manifest, 'utf8'))) return folder;
      if (folder === dirname(folder)) break;
    }
  }
  throw new Error('The folder of Collégial was not found: start it from its own folder.');
}
