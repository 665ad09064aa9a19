import { PgBoss } from 'pg-boss';
import { openDatabase } from './database.ts';
import type { House } from './house.ts';
import { deliverDue } from './mail/delivery.ts';
import { OUTBOX_CHANNEL } from './mail/outbox.ts';
import type { Transport } from './mail/transport.ts';

export interface Jobs {
  /** Finishes the message in hand, starts no other, and closes the transport and its own connections. */
  stop(): Promise<void>;
}

/** Work to look at every hour, in any number of instances at once: it finds out by itself whether there is any. */
export interface Chore {
  /** Its queue: "alerts.write". */
  readonly name: string;
  run(): Promise<void>;
}

/** Work that a notification of the database wakes, in one instance or another: it finds out by itself what there is. */
export interface Errand {
  /** Its queue: "packs.make". */
  readonly name: string;
  /** The channel of the database (LISTEN) that says that there may be some. */
  readonly channel: string;
  /** Ends early when told to, with what it has in hand. */
  run(signal: AbortSignal): Promise<void>;
}

const DELIVER = 'mail.deliver';
/** Finds what waited for its next attempt, and what a lost notification left behind. */
const SWEEP_INTERVAL = 60_000;
const CHORE_INTERVAL = 3_600_000;
/** A hint to look whether there is work: at most one waits, however often it is given, and one that failed is not repeated. */
const HINTS = { policy: 'short', retryLimit: 0, retentionSeconds: 3600, deleteAfterSeconds: 3600 } as const;

/**
 * Starts the background work of one instance of the application, on the same database (schema `pgboss`, created and
 * migrated by pg-boss itself; the role of `url` needs CREATE on the database, no more). Several instances may run
 * side by side: jobs are only hints to look at the outbox, and the outbox decides who sends what.
 */
export async function startJobs(
  house: House,
  url: string,
  {
    transport,
    chores = [],
    errands = [],
  }: { transport: Transport | null; chores?: readonly Chore[]; errands?: readonly Errand[] },
): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'collegial jobs',
    max: 2,
    // A notification of the outbox wakes the worker; everything that polls may then be slow.
    schedule: false,
    superviseIntervalSeconds: 600,
    monitorIntervalSeconds: 600,
    bamIntervalSeconds: 600,
    flowIntervalSeconds: 600,
    queueCacheIntervalSeconds: 600,
  });
  boss.on('error', (error) => house.log.error({ err: error }, 'background jobs'));
  boss.on('warning', (warning) => house.log.warn({ warning }, 'background jobs'));
  await boss.start();

  const stopping = new AbortController();
  let delivering: Promise<void> = Promise.resolve();
  await boss.createQueue(DELIVER, HINTS);
  const worker = await boss.work(DELIVER, { pollingIntervalSeconds: 30 }, async ([job]) => {
    delivering = deliverDue(house, transport, AbortSignal.any([stopping.signal, job!.signal])).catch(
      (error) => house.log.error({ err: error }, 'a delivery run ended early; the next sweep goes on'),
    );
    await delivering;
  });

  const hint = async (queue: string, id: string) => {
    if (stopping.signal.aborted) return;
    try {
      await boss.send(queue);
      boss.notifyWorker(id);
    } catch (error) {
      house.log.error({ err: error, queue }, 'a worker could not be woken; the next hint will');
    }
  };
  const wake = () => hint(DELIVER, worker);
  const listener = openDatabase(url, { max: 1 });
  // Also woken each time the listening begins (again): what was queued meanwhile is not left waiting.
  await listener.sql.listen(
    OUTBOX_CHANNEL,
    () => void wake(),
    () => void wake(),
  );
  const intervals = [setInterval(() => void wake(), SWEEP_INTERVAL)];

  const doing = new Map<string, Promise<void>>();
  for (const { name, run } of chores) {
    await boss.createQueue(name, HINTS);
    const id = await boss.work(name, { pollingIntervalSeconds: 600 }, async () => {
      const work = run().catch((error) =>
        house.log.error({ err: error, chore: name }, 'a chore ended early; it is looked at again'),
      );
      doing.set(name, work);
      await work;
    });
    await hint(name, id);
    intervals.push(setInterval(() => void hint(name, id), CHORE_INTERVAL));
  }

  for (const { name, channel, run } of errands) {
    await boss.createQueue(name, HINTS);
    const id = await boss.work(name, { pollingIntervalSeconds: 30 }, async () => {
      const work = run(stopping.signal).catch((error) =>
        house.log.error({ err: error, errand: name }, 'an errand ended early; the next hint goes on'),
      );
      doing.set(name, work);
      await work;
    });
    const wakeErrand = () => void hint(name, id);
    await listener.sql.listen(channel, wakeErrand, wakeErrand);
    intervals.push(setInterval(wakeErrand, SWEEP_INTERVAL));
  }
  return {
    async stop() {
      stopping.abort();
      for (const interval of intervals) clearInterval(interval);
      await listener.close();
      await Promise.all([delivering, ...doing.values()]);
      await boss.stop({ graceful: true });
      transport?.close();
    },
  };
}
