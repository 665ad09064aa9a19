import { openFollowers, type Followers } from '#lib/meetings/server/live/followers.ts';
import { startAnnouncements } from '#lib/platform/live/announcements.ts';
import { openEventStreams, type EventStreams } from '#lib/platform/live/streams.ts';
import { runningHouse } from './running-house.ts';

/** Screens that one process serves at once: far above the largest assembly, far below what memory holds. */
const MOST_STREAMS = 5000;

interface Live {
  readonly streams: EventStreams;
  readonly followers: Followers;
}

let running: Live | null = null;

/** Begins to listen to what changes; answers how to end the streams, and then the listening. */
export async function startLive(url: string): Promise<{ endStreams(): void; stop(): Promise<void> }> {
  const announcements = await startAnnouncements(url);
  const streams = openEventStreams(MOST_STREAMS);
  running = { streams, followers: openFollowers(runningHouse, announcements) };
  return { endStreams: () => streams.endAll(), stop: () => announcements.stop() };
}

export function runningLive(): Live {
  if (!running) throw new Error('Nothing listens yet.');
  return running;
}
