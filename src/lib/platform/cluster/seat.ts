import { setTimeout } from 'node:timers/promises';
import postgres from 'postgres';

/** The advisory lock, on the database `postgres`, that every process using the cluster shares. */
const SEATS = 20030717;

/**
 * A process's seat at the cluster: a session that PostgreSQL itself ends when the process dies, so that the
 * last one to leave is known without any file to go stale.
 */
export interface Seat {
  /** Gives the seat back and closes the door behind the last one: calls `close` when nobody else sits. */
  leave(close: () => Promise<void>): Promise<void>;
}

/** Sits at the cluster of this address, or answers why not: starting, stopping, gone, another server's port. */
export async function sit(url: string): Promise<Seat | Error> {
  let seated = false;
  let left = false;
  const sql = postgres(url, {
    max: 1,
    max_lifetime: null,
    connect_timeout: 10,
    onnotice: () => undefined,
    onclose: () => {
      // PostgreSQL restarts all its sessions when one of them crashes.
      if (seated && !left) void sitAgain();
      seated = false;
    },
  });

  async function take(): Promise<void> {
    await sql`select pg_advisory_lock_shared(${SEATS})`;
    seated = true;
  }

  async function sitAgain(): Promise<void> {
    for (let attempt = 0; attempt < 60 && !left; attempt += 1) {
      try {
        return await take();
      } catch {
        await setTimeout(500, undefined, { ref: false });
      }
    }
  }

  try {
    await take();
  } catch (error) {
    left = true;
    await sql.end({ timeout: 0 });
    return error as Error;
  }
  return {
    async leave(close) {
      if (left) return;
      left = true;
      try {
        await sql`select pg_advisory_unlock_shared(${SEATS})`;
        const [row] = await sql<{ alone: boolean }[]>`select pg_try_advisory_lock(${SEATS}) as alone`;
        // Whoever arrives from here on waits for this lock, is sent away by the shutdown, and starts again.
        if (row?.alone) await close();
      } catch {
        // No server to ask: nothing to stop.
      }
      await sql.end({ timeout: 0 });
    },
  };
}
