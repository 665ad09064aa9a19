import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';

/** What every command and query of the server stands on. Built once per process. */
export interface House {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** The address people type, without a trailing slash: "https://gouvernance.example.be". */
  readonly publicAddress: string;
  /** A demonstration asks for no second factor and shows a banner. */
  readonly demonstration: boolean;
}
