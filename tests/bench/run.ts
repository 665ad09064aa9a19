import { readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import {
  enter,
  startDemonstration,
  stop,
  type DemonstrationProcess,
} from '../fixtures/demonstration-process.ts';
import { reachableFolder } from '../fixtures/folders.ts';
import { compositionAmong } from './composition.ts';
import { followersOfOneSitting } from './live.ts';
import { minutesOf, othersOn } from './minutes.ts';
import { packOf } from './pack.ts';
import { searchInRegister } from './register.ts';
import { votesOnScreens } from './votes.ts';

/**
 * Speed and memory, as ratios measured in one run: a page beside a trivial page of the same server, a long PV beside a
 * short one, a composition among many associations beside the same one alone. Absolute figures are those of this machine, today.
 */
const REQUESTS = 400;
const WARM_UP = 60;
/** Clock ticks of /proc: USER_HZ is 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** User and system time of a process so far, in milliseconds; Linux only. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
}

function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
}

interface Load {
  /** Milliseconds: half of the answers came within. */
  readonly median: number;
  readonly perSecond: number;
  /** Milliseconds of the server's CPU for one answer. */
  readonly cpu: number;
}

async function load(
  server: DemonstrationProcess,
  path: string,
  cookie: string,
  connections: number,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const once = () =>
    new Promise<number>((resolve, reject) => {
      const begun = performance.now();
      const sent = request(`${server.address}${path}`, { agent, headers: { cookie } }, (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`${path} answered ${answer.statusCode}.`));
        answer.resume().once('end', () => resolve(performance.now() - begun));
      });
      sent.once('error', reject).end();
    });
  const run = async (count: number) => {
    const times: number[] = [];
    let left = count;
    const worker = async () => {
      while (left-- > 0) times.push(await once());
    };
    await Promise.all(Array.from({ length: connections }, worker));
    return times;
  };
  await run(WARM_UP);
  const cpu = cpuOf(server.process.pid!);
  const begun = performance.now();
  const times = (await run(REQUESTS)).sort((a, b) => a - b);
  const seconds = (performance.now() - begun) / 1000;
  agent.destroy();
  return {
    median: times[Math.floor(times.length / 2)]!,
    perSecond: times.length / seconds,
    cpu: (cpuOf(server.process.pid!) - cpu) / times.length,
  };
}

const figure = (value: number, digits = 1) => value.toFixed(digits).padStart(8);

const dataDir = reachableFolder('collegial-bench-');
try {
  const first = await startDemonstration(dataDir);
  await stop(first);
  const server = await startDemonstration(dataDir);
  console.log('Start to first page (ms)');
  console.log(`  new data folder   ${figure(first.startedIn, 0)}`);
  console.log(`  the next time     ${figure(server.startedIn, 0)}`);

  const memory = memoryOf(server.process.pid!);
  const cookie = await enter(server.address);
  const list = await (
    await fetch(`${server.address}/rslux/meetings?body=CA`, { headers: { cookie } })
  ).text();
  const meeting = /\/rslux\/meetings\/[0-9a-f-]{36}/.exec(list)![0];
  const pages = [
    ['trivial page', '/health'],
    ['list of meetings', '/rslux/meetings'],
    ['page of a meeting', meeting],
  ] as const;
  for (const connections of [1, 16]) {
    console.log(`\n${connections} connection(s)   median ms   per second   CPU ms   × trivial`);
    let trivial: Load | null = null;
    for (const [name, path] of pages) {
      const result = await load(server, path, cookie, connections);
      trivial ??= result;
      console.log(
        `  ${name.padEnd(18)}${figure(result.median)}   ${figure(result.perSecond, 0)}   ${figure(result.cpu, 2)}   ${figure(result.median / trivial.median)}`,
      );
    }
  }
  console.log(`\nMemory of the server (MB)`);
  console.log(`  at rest           ${figure(memory, 0)}`);
  console.log(`  after the load    ${figure(memoryOf(server.process.pid!), 0)}`);
  await stop(server);

  console.log('\nPV as PDF (median of 15, ms)');
  const [ten, forty] = [await minutesOf(10), await minutesOf(40)];
  console.log(`  10 items          ${figure(ten)}`);
  console.log(`  40 items          ${figure(forty)}   × ${(forty / ten).toFixed(1)}`);
  console.log('  the same 40 items by others, a process each time');
  for (const { name, time } of othersOn(40))
    console.log(
      `  ${name.padEnd(18)}${time === null ? '  absent' : `${figure(time)}   × ${(time / forty).toFixed(1)}`}`,
    );

  console.log('\nPack of a meeting (20 annexes, once, ms)');
  const [short, long] = [await packOf(20), await packOf(300)];
  console.log(`  20 pages          ${figure(short.time, 0)}   ${figure(short.megabytes)} MB`);
  console.log(
    `  300 pages         ${figure(long.time, 0)}   ${figure(long.megabytes)} MB   × ${(long.time / short.time).toFixed(1)}`,
  );

  const { one, many, associations, reads } = await compositionAmong();
  console.log(`\nComposition of a body on a day (median of ${reads}, ms)`);
  console.log(`  1 association     ${figure(one, 2)}`);
  console.log(
    `  ${String(associations).padEnd(5)}associations${figure(many, 2)}   × ${(many / one).toFixed(2)}`,
  );

  const register = await searchInRegister();
  console.log(`\nSearch in a register of ${register.decisions} decisions (median of 15, ms)`);
  console.log(`  a trivial query   ${figure(register.trivial, 2)}`);
  for (const { name, found, time } of register.pages)
    console.log(
      `  ${name.padEnd(18)}${figure(time, 2)}   × ${(time / register.trivial).toFixed(1)}   ${found} found`,
    );
  console.log(`  index: ${register.indexes.join(', ')}`);

  const live = await followersOfOneSitting();
  console.log(`\n${live.members} members follow one sitting (${live.changes} changes)`);
  console.log('                         p50        p95        max   (ms)');
  for (const [name, { p50, p95, max }] of [
    ['change heard', live.heard],
    ['change shown', live.shown],
  ] as const)
    console.log(`  ${name.padEnd(18)}${figure(p50, 0)}   ${figure(p95, 0)}   ${figure(max, 0)}`);
  console.log(`  CPU of the server for one screen: ${live.cpu.toFixed(2)} ms`);
  console.log(
    `  memory of the server: ${live.memory.before.toFixed(0)} MB, ${live.memory.after.toFixed(0)} MB with all of them`,
  );

  const votes = await votesOnScreens();
  console.log('\nBallots by second, eight at once, beside plain inserts in the same database');
  for (const { secrecy, ballots, inserts } of votes.throughput)
    console.log(
      `  ${secrecy.padEnd(18)}${figure(ballots, 0)}   ${figure(inserts, 0)} inserts   × ${(inserts / ballots).toFixed(1)}`,
    );
  for (const crowd of votes.crowds) {
    const { secrecy, voters, presses, again, took, p50, p95, max, lost, doubled, looks, cpu } = crowd;
    console.log(`\n${voters} voters with the live page open vote within ten seconds (${secrecy})`);
    console.log(
      `  acknowledged after${figure(p50, 0)}   ${figure(p95, 0)}   ${figure(max, 0)}   (p50, p95, max, ms)`,
    );
    console.log(
      `  ${presses} presses in ${took.toFixed(1)} s, ${again} sent again, ${lost} lost, ${doubled} doubled`,
    );
    console.log(
      `  screens read again ${looks} times; CPU of the server for one ballot: ${cpu.toFixed(1)} ms`,
    );
    if (lost + doubled > 0) throw new Error('A ballot was lost or counted twice.');
  }
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit();
