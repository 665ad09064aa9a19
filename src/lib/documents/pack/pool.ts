import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { Tinypool } from 'tinypool';
import { projectRoot } from '#lib/platform/project-root.ts';
import type { Assembly, Fault } from './parts.ts';

/** Longest times, in milliseconds: a file is looked at while someone waits; a pack of hundreds of pages is not. */
const INSPECTION = 30_000;
const ASSEMBLY = 600_000;

let pool: Tinypool | undefined;

function workers(): Tinypool {
  if (pool) return pool;
  const started = new Tinypool({
    filename: join(projectRoot(), 'src/lib/documents/pack/worker.ts'),
    runtime: 'worker_threads',
    // Options meant for the process that starts the worker (--eval, --test) would keep it from starting.
    execArgv: [],
    minThreads: 0,
    // One for a pack, one for whoever sends a file meanwhile.
    maxThreads: 2,
    idleTimeout: 30_000,
    resourceLimits: { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 64 },
  });
  started.on('error', () => {
    if (pool === started) pool = undefined;
    void started.destroy();
  });
  pool = started;
  return started;
}

/** Whether a PDF or an image can be part of a pack; null: it can. A file that no worker survives is broken. */
export async function inspectPart(kind: 'pdf' | 'png' | 'jpeg', path: string): Promise<Fault | null> {
  try {
    const options = { name: 'inspect', signal: AbortSignal.timeout(INSPECTION) };
    return (await workers().run({ kind, path }, options)) as Fault | null;
  } catch {
    return 'broken';
  }
}

/**
 * Puts a pack together in a worker thread; `onProgress` is told after each part how many are done. The same content gives
 * the same bytes. Throws an Error whose message names the part that could not be put in.
 */
export async function assemblePack(assembly: Assembly, onProgress: (done: number) => void): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  port1.on('message', (done: number) => onProgress(done));
  try {
    await workers().run(
      { assembly, port: port2 },
      { name: 'assemble', transferList: [port2], signal: AbortSignal.timeout(ASSEMBLY) },
    );
  } finally {
    port1.close();
  }
}

/** Ends the worker threads. A later pack starts new ones. */
export async function stopPackWorkers(): Promise<void> {
  const stopping = pool;
  pool = undefined;
  await stopping?.destroy();
}
