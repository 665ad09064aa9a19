import { existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { embeddedBinaries } from './binaries.ts';
import { checkReach, claimFolder, databaseUser, type Kind, ROOT_HOME } from './folder.ts';
import {
  APPLICATION,
  failure,
  freePort,
  type Home,
  isHome,
  keep,
  makeHome,
  POSTGRES,
  readHome,
  runAtHome,
} from './home.ts';
import { sit } from './seat.ts';

export interface ClusterOptions {
  /** The data folder: new, empty or ours. */
  readonly dataDir: string;
  readonly kind: Kind;
  /** Receives one French sentence per step. */
  readonly log: (sentence: string) => void;
  /** False only in tests: a cluster that a power cut may destroy, but faster. */
  readonly durable?: boolean;
}

export interface Cluster {
  /** The application's role on its database: owner of the database, without any privilege on the server. */
  readonly url: string;
  /** The superuser, on the database `postgres`. The application never uses it; tests do. */
  readonly adminUrl: string;
  /** Whether the cluster was found running. */
  readonly reused: boolean;
  /** Gives the cluster back: the last process that uses it stops it, whoever started it. Never throws. */
  stop(): Promise<void>;
}

/** How long a start may take, crash recovery included, in milliseconds. */
const PATIENCE = 120_000;
const LOG = `${POSTGRES}/server.log`;
const LOG_LIMIT = 5_000_000;

/**
 * Opens the PostgreSQL of a data folder: makes it on the first day, starts it when it is stopped, and joins it
 * when it runs, because another process uses it or because a killed one left it behind. Processes that start at
 * the same moment meet on the same cluster: PostgreSQL's own lock decides which of them starts it.
 *
 * It runs on the loopback only, outlives a killed Node, and is stopped by the last process that calls `stop()`.
 * Refuses by a ClusterError, whose message is for the operator.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { log } = options;
  const dataDir = resolve(options.dataDir);
  const folder = join(dataDir, 'database');
  claimFolder(dataDir, options.kind);
  const runAs = databaseUser(join(folder, POSTGRES));
  await checkReach(dataDir, runAs);
  const binaries = await embeddedBinaries(runAs, runAs === null ? dataDir : ROOT_HOME);
  const home: Home = { folder, binaries, runAs };
  if (!isHome(home)) {
    log(`Création de la base de données dans « ${folder} ».`);
    await makeHome(dataDir, home);
  }
  const { passwords, port: lastPort } = readHome(home);
  const address = (user: string, password: string, port: number, database: string) =>
    `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;

  let port = lastPort;
  let started = false;
  for (const limit = Date.now() + PATIENCE; ;) {
    const running = runningPort(home);
    const seat = running && (await sit(address(APPLICATION, passwords.application, running, 'postgres')));
    if (running && seat && !(seat instanceof Error)) {
      log(started ? 'PostgreSQL a démarré.' : 'PostgreSQL tourne déjà : Collégial s’y joint.');
      return {
        url: address(APPLICATION, passwords.application, running, APPLICATION),
        adminUrl: address('postgres', passwords.superuser, running, 'postgres'),
        reused: !started,
        stop: () => seat.leave(() => stopServer(home, log)),
      };
    }
    // The server just started may be gone again, stopped by a short command; but it must know our password.
    const refused = seat instanceof Error && 'code' in seat && /^(28|3D)/.test(String(seat.code));
    if ((started && refused) || Date.now() > limit) {
      if (started) await stopServer(home, log);
      throw failure(home, seat instanceof Error ? seat.message : newLines(home, 0));
    }
    started = false;

    const answer = await startServer(home, port, options.durable ?? true);
    if (answer === 'started') {
      started = true;
      if (port !== lastPort) keep(home, 'port', String(port));
    } else if (answer === 'port-taken') {
      port = await freePort();
      log(`Un autre programme a pris le port de PostgreSQL : essai sur le port ${port}.`);
    } else {
      // Another process starts it, or stops it: neither tells when it has done.
      await setTimeout(100);
    }
  }
}

/** The port of the server that runs, or ran, on this folder: the fourth line of PostgreSQL's lock file. */
function runningPort(home: Home): number | null {
  return Number(lockFile(home)[3]) || null;
}

function lockFile(home: Home): string[] {
  try {
    return readFileSync(join(home.folder, POSTGRES, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function startServer(
  home: Home,
  port: number,
  durable: boolean,
): Promise<'started' | 'port-taken' | 'locked'> {
  const logSize = trimLog(home);
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    // Refused statements carry personal data; the application keeps its own log of what it refuses.
    'log_min_messages=log',
    'log_min_error_statement=panic',
    'log_checkpoints=off',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  const serverOptions = [`-p ${port}`, ...settings.map((setting) => `-c ${setting}`)].join(' ');
  const args = [
    'start',
    '--pgdata',
    POSTGRES,
    '--log',
    LOG,
    '--wait',
    '--timeout=60',
    '--silent',
    '--options',
    serverOptions,
  ];
  const ran = await runAtHome(home, 'pg_ctl', args);
  if (ran.code === 0) return 'started';
  const said = `${newLines(home, logSize)}\n${ran.output}`;
  if (/could not bind|could not create any TCP/.test(said)) return 'port-taken';
  if (/lock file "postmaster.pid"|did not start in time/.test(said)) {
    forgetStrangersLock(home);
    return 'locked';
  }
  throw failure(home, said);
}

/**
 * PostgreSQL trusts its lock file as long as a process has that number. After a hard restart, of a container
 * above all, the number may be that of any other program: then the lock is nobody's.
 */
function forgetStrangersLock(home: Home): void {
  const name = `/proc/${lockFile(home)[0]}/comm`;
  if (!existsSync(name) || readFileSync(name, 'utf8').trim() === 'postgres') return;
  rmSync(join(home.folder, POSTGRES, 'postmaster.pid'), { force: true });
}

async function stopServer(home: Home, log: ClusterOptions['log']): Promise<void> {
  const [pid] = lockFile(home);
  const ran = await runAtHome(home, 'pg_ctl', ['stop', '--pgdata', POSTGRES, '--mode=fast', '--no-wait']);
  // pg_ctl would also wait for the server that another process starts as soon as this one is down.
  for (const limit = Date.now() + PATIENCE; ran.code === 0 && Date.now() < limit; await setTimeout(20)) {
    if (lockFile(home)[0] !== pid) return log('PostgreSQL est arrêté.');
  }
  log(`PostgreSQL ne s’est pas arrêté. ${ran.output.trim()}`);
}

/** Sets a log grown too large aside; answers the size at which the next lines begin. */
function trimLog(home: Home): number {
  const path = join(home.folder, LOG);
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size < LOG_LIMIT) return size;
  renameSync(path, `${path}.old`);
  return 0;
}

function newLines(home: Home, from: number): string {
  const path = join(home.folder, LOG);
  return existsSync(path) ? readFileSync(path).subarray(from).toString() : '';
}
