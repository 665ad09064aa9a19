import { chownSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { type Binaries, noBinaries } from './binaries.ts';
import { ClusterError, folderError } from './errors.ts';
import { draftName, sweepDrafts } from './folder.ts';
import { run, type Ran, type RunAs } from './programs.ts';

/** The role and the database of the application. */
export const APPLICATION = 'collegial';

/**
 * The `database` folder of a data folder: `postgres/` (PostgreSQL's own, of its user), `passwords.json` and
 * `port` (ours alone). It appears whole, by one rename, or not at all.
 */
export interface Home {
  readonly folder: string;
  readonly binaries: Binaries;
  readonly runAs: RunAs;
}

export interface Passwords {
  readonly superuser: string;
  readonly application: string;
}

/** The folder of PostgreSQL, from the home, where its programs are run: they quote no path of the machine. */
export const POSTGRES = 'postgres';

/**
 * Prepares a new database folder beside its place, then gives it its name. Of two processes that do so at the
 * same moment, the first one wins and the other throws its own away.
 */
export async function makeHome(dataDir: string, home: Home): Promise<void> {
  sweepDrafts(dataDir);
  const draft = { ...home, folder: draftName(dataDir) };
  try {
    mkdirSync(draft.folder, { mode: home.runAs === null ? 0o700 : 0o711 });
    mkdirSync(join(draft.folder, POSTGRES), { mode: 0o700 });
    give(join(draft.folder, POSTGRES), home.runAs);
    const passwords = {
      superuser: randomBytes(24).toString('hex'),
      application: randomBytes(24).toString('hex'),
    };
    await initialise(draft, passwords);
    keep(draft, 'passwords.json', JSON.stringify(passwords, null, 2));
    keep(draft, 'port', String(await freePort()));
    renameSync(draft.folder, home.folder);
  } catch (error) {
    rmSync(draft.folder, { recursive: true, force: true });
    if (!isHome(home)) throw folderError(error, dataDir);
  }
}

/** Whether the database folder was made. */
export function isHome(home: Home): boolean {
  return statSync(home.folder, { throwIfNoEntry: false }) !== undefined;
}

/** The passwords and the last port, or a ClusterError when they, or PostgreSQL's own files, are not those expected. */
export function readHome(home: Home): { passwords: Passwords; port: number } {
  let passwords, port, version;
  try {
    version = readFileSync(join(home.folder, POSTGRES, 'PG_VERSION'), 'utf8').trim();
    passwords = JSON.parse(readFileSync(join(home.folder, 'passwords.json'), 'utf8')) as Passwords;
    port = Number(readFileSync(join(home.folder, 'port'), 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || error instanceof SyntaxError) throw damaged(home, (error as Error).message);
    throw folderError(error, home.folder);
  }
  if (version !== home.binaries.major) {
    throw new ClusterError(
      'other-version',
      `Les données de « ${home.folder} » sont celles de PostgreSQL ${version} ; cette version de Collégial apporte PostgreSQL ${home.binaries.major}. Exportez-les avec la version de Collégial qui les a écrites, puis importez-les dans un dossier neuf.`,
    );
  }
  return { passwords, port };
}

/** Keeps a text in the database folder, for the user who runs Collégial alone. */
export function keep(home: Home, name: string, text: string): void {
  writeFileSync(join(home.folder, name), `${text}\n`, { mode: 0o600, flush: true });
}

/** A port of the loopback that nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Runs a program of PostgreSQL in the home, as PostgreSQL's user. */
export async function runAtHome(
  home: Home,
  program: 'initdb' | 'pg_ctl' | 'postgres',
  args: string[],
  input = '',
): Promise<Ran> {
  try {
    return await run(home.binaries[program], args, { runAs: home.runAs, cwd: home.folder, input });
  } catch (error) {
    // A binary made for another C library "does not exist" either.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOEXEC' || code === 'EACCES') throw noBinaries();
    throw error;
  }
}

/** What PostgreSQL wrote before it gave up, in words that say what to do. */
export function failure(home: Home, output: string): ClusterError {
  const dataDir = dirname(home.folder);
  if (/No space left on device|Disk quota exceeded/.test(output)) {
    return folderError({ code: 'ENOSPC' }, dataDir) as ClusterError;
  }
  if (/Permission denied|Operation not permitted|Read-only file system/.test(output)) {
    return new ClusterError(
      'permission',
      `PostgreSQL ne peut pas lire ou écrire dans « ${dataDir} ». Corrigez les droits de ce dossier. ${lastLines(output)}`,
    );
  }
  if (
    /pg_control|control file|checkpoint record|valid data directory|could not (open|read) (file|directory)|\bcorrupt/.test(
      output,
    )
  ) {
    return damaged(home, lastLines(output));
  }
  return new ClusterError('start-failed', `PostgreSQL n’a pas pu démarrer. ${lastLines(output)}`);
}

function damaged(home: Home, reason: string): ClusterError {
  return new ClusterError(
    'damaged',
    `Le dossier de données « ${dirname(home.folder)} » est abîmé : rendez-lui le contenu de votre dernière sauvegarde. ${reason}`,
  );
}

function lastLines(output: string): string {
  return `PostgreSQL a écrit :\n${output.trim().split('\n').slice(-8).join('\n')}`;
}

async function initialise(home: Home, passwords: Passwords): Promise<void> {
  const passwordFile = join(home.folder, 'superuser');
  keep(home, 'superuser', passwords.superuser);
  give(passwordFile, home.runAs);
  const made = await runAtHome(home, 'initdb', [
    `--pgdata=${POSTGRES}`,
    '--username=postgres',
    '--pwfile=superuser',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    // pg_trgm still asks the C library what a letter is: with "C", é is none.
    `--lc-ctype=${{ linux: 'C.UTF-8', darwin: 'UTF-8' }[process.platform as string] ?? 'C'}`,
    '--locale-provider=icu',
    '--icu-locale=fr-BE',
  ]);
  rmSync(passwordFile);
  if (made.code !== 0) throw failure(home, made.output);

  // Without a server: nobody can connect to a cluster that is not finished.
  const statements = [
    `CREATE ROLE ${APPLICATION} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB PASSWORD '${passwords.application}';`,
    `CREATE DATABASE ${APPLICATION} OWNER ${APPLICATION};`,
  ];
  const options = [
    '--single',
    '-D',
    POSTGRES,
    '-c',
    'exit_on_error=on',
    '-c',
    'log_checkpoints=off',
    'postgres',
  ];
  const filled = await runAtHome(home, 'postgres', options, `${statements.join('\n')}\n`);
  if (filled.code !== 0) throw failure(home, filled.output.replaceAll(passwords.application, '…'));
}

function give(path: string, runAs: RunAs): void {
  if (runAs !== null) chownSync(path, runAs.uid, runAs.gid);
}
