import { Agent } from 'node:http';
import { performance } from 'node:perf_hooks';
import { serve, type Served } from '../e2e/server.ts';
import { enter } from '../fixtures/demonstration-process.ts';
import { at, cpuOf, get, listen, memoryOf, openLargeBody, post, type LargeBody } from './large-body.ts';

const MEMBERS = 500;
const CHANGES = 12;

/** Milliseconds. */
interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

export interface LiveFigures {
  readonly members: number;
  readonly changes: number;
  /** From the press that changes the sitting to a screen that has heard of it. */
  readonly heard: Spread;
  /** The same, to a screen that has read it again and shows it. */
  readonly shown: Spread;
  /** Milliseconds of the server's CPU to have one screen heard and shown again. */
  readonly cpu: number;
  /** MB of the server, at rest and with all screens open. */
  readonly memory: { readonly before: number; readonly after: number };
}

/** Five hundred members follow one sitting over as many connections; items are called one after the other. */
export async function followersOfOneSitting(): Promise<LiveFigures> {
  const body = await openLargeBody(MEMBERS);
  try {
    const app = await serve(body.url);
    try {
      return await follow(body, app);
    } finally {
      await app.stop();
    }
  } finally {
    await body.close();
  }
}

async function follow({ meeting, items, members }: LargeBody, app: Served): Promise<LiveFigures> {
  const coordinator = await enter(app.address);
  const pages = new Agent({ keepAlive: true, maxSockets: 24 });
  await get(pages, `${app.address}${meeting}/live/follow`, members[0]!.cookie);
  const before = memoryOf(app.pid);

  let revision = 0;
  let begun = 0;
  let heard: number[] = [];
  let shown: number[] = [];
  let all = Promise.withResolvers<void>();
  const streams = new Agent({ maxSockets: Infinity });
  for (const { cookie } of members)
    await listen(streams, `${app.address}${meeting}/live?since=1`, cookie, (id) => {
      if (id <= revision) return;
      heard.push(performance.now() - begun);
      get(pages, `${app.address}${meeting}/live/follow`, cookie).then(() => {
        shown.push(performance.now() - begun);
        if (shown.length === MEMBERS) all.resolve();
      }, all.reject);
    });
  const after = memoryOf(app.pid);

  const every: { heard: number[]; shown: number[] } = { heard: [], shown: [] };
  revision = 1;
  const cpu = cpuOf(app.pid);
  for (const itemId of items.slice(0, CHANGES)) {
    [heard, shown, all] = [[], [], Promise.withResolvers<void>()];
    begun = performance.now();
    await post(pages, `${app.address}${meeting}/console?/call`, coordinator, { itemId });
    await all.promise;
    every.heard.push(...heard);
    every.shown.push(...shown);
    revision += 1;
  }
  const spent = (cpuOf(app.pid) - cpu) / (CHANGES * MEMBERS);
  streams.destroy();
  pages.destroy();
  const spread = (times: number[]) => ({ p50: at(times, 0.5), p95: at(times, 0.95), max: at(times, 1) });
  return {
    members: MEMBERS,
    changes: CHANGES,
    heard: spread(every.heard),
    shown: spread(every.shown),
    cpu: spent,
    memory: { before, after },
  };
}
