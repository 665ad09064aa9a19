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

const DELIVER = 'mail.deliver';
/** Finds what waited for its next attempt, and what a lost notification left behind. */
const SWEEP_INTERVAL = 60_000;

/**
 * Starts the background work of one instance of the application, on the same database (schema `pgboss`, created and
 * migrated by pg-boss itself; the role of `url` needs CREATE on the database, no more). Several instances may run
 * side by side: jobs are only hints to look at the outbox, and the outbox decides who sends what.
 */
export async function startJobs(
  house: House,
  url: string,
  { transport }: { transport: Transport | null },
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
  // `short`: at most one hint waits, however often it is given. A hint that failed is not given again: the next is.
  await boss.createQueue(DELIVER, {
    policy: 'short',
    retryLimit: 0,
    retentionSeconds: 3600,
    deleteAfterSeconds: 3600,
  });
  const worker = await boss.work(DELIVER, { pollingIntervalSeconds: 30 }, async ([job]) => {
    delivering = deliverDue(house, transport, AbortSignal.any([stopping.signal, job!.signal])).catch(
      (error) => house.log.error({ err: error }, 'a delivery run ended early; the next sweep goes on'),
    );
    await delivering;
  });

  const wake = async () => {
    if (stopping.signal.aborted) return;
    try {
      await boss.send(DELIVER);
      boss.notifyWorker(worker);
    } catch (error) {
      house.log.error({ err: error }, 'the mail worker could not be woken; the next sweep will');
    }
  };
  const listener = openDatabase(url, { max: 1 });
  // Also woken each time the listening begins (again): what was queued meanwhile is not left waiting.
  await listener.sql.listen(
    OUTBOX_CHANNEL,
    () => void wake(),
    () => void wake(),
  );
  const sweep = setInterval(() => void wake(), SWEEP_INTERVAL);

  return {
    async stop() {
      stopping.abort();
      clearInterval(sweep);
      await listener.close();
      await delivering;
      await boss.stop({ graceful: true });
      transport?.close();
    },
  };
}
