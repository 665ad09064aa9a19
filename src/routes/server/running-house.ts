import { openHouse, type OpenHouse } from '#lib/platform/open-house.ts';
import type { Clock } from '#lib/platform/clock.ts';

let running: OpenHouse | null = null;

/** Opens the house of this process once, on the database and address that the command line prepared. */
export async function startHouse(): Promise<OpenHouse> {
  const { DATABASE_URL, PUBLIC_ADDRESS } = process.env;
  if (!DATABASE_URL || !PUBLIC_ADDRESS)
    throw new Error('The server is started by "npm start", "npm run dev" or "npm run demo".');
  running = await openHouse({ url: DATABASE_URL, publicAddress: PUBLIC_ADDRESS });
  return running;
}

export function runningHouse(): OpenHouse {
  if (!running) throw new Error('The house is not open.');
  return running;
}

/** The demonstration begins again: its clock goes back to the start of the story. */
export function setClock(clock: Clock): void {
  running = { ...runningHouse(), clock };
}
