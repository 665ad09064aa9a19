import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import { ClusterError, folderError } from './errors.ts';
import { isAlive, run, type RunAs } from './programs.ts';

/** What a data folder holds. The demonstration, which erases and begins again, never opens a real one. */
export type Kind = 'real' | 'demonstration';

/** Where root keeps what the unprivileged user of PostgreSQL must reach: a clone is often in a closed folder. */
export const ROOT_HOME = '/var/lib/collegial';

const DRAFT = '.collegial-';
const MARKER = 'collegial.json';
const NOBODY = 65534;

/**
 * The data folder of this clone when DATA_DIR names none: `.data/<name>` in the project; for root, a folder
 * of /var/lib/collegial named after the project's path, so that two clones never share their data.
 */
export function defaultDataDir(name: string): string {
  if (!isRoot()) return join(projectRoot(), '.data', name);
  const project = projectRoot();
  const mark = createHash('sha256').update(project).digest('hex').slice(0, 8);
  return join(ROOT_HOME, `${basename(project)}-${mark}`, name);
}

/**
 * Makes the data folder or recognises it as ours, and marks it with its kind.
 * Refuses (ClusterError) a folder of the other kind, one that holds anything else, and one that cannot be written.
 */
export function claimFolder(dataDir: string, kind: Kind): void {
  try {
    const made = mkdirSync(dataDir, { recursive: true });
    let found = readMarker(dataDir);
    if (found === null) {
      const strangers = readdirSync(dataDir).filter(
        (name) => !name.startsWith(DRAFT) && name !== 'lost+found',
      );
      // Another process may have marked the folder since: its marker comes before anything else.
      found = readMarker(dataDir);
      if (found === null && strangers.length > 0) throw foreign(dataDir);
    }
    found ??= mark(dataDir, kind);
    if (found !== kind) throw otherKind(dataDir, kind);
    openTheWay(made, dataDir);
  } catch (error) {
    throw folderError(error, dataDir);
  }
}

/** A path in the data folder to prepare something at, before it takes its name in one step and whole. */
export function draftName(dataDir: string): string {
  return join(dataDir, `${DRAFT}${process.pid}-${randomBytes(6).toString('hex')}`);
}

/** Removes what killed processes were preparing. */
export function sweepDrafts(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    const pid = name.startsWith(DRAFT) ? Number.parseInt(name.slice(DRAFT.length), 10) : NaN;
    if (pid > 0 && !isAlive(pid)) rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}

/**
 * The user who runs PostgreSQL on this database folder. PostgreSQL refuses root: for root it is the owner of
 * an existing folder (which an ordinary user may have made), nobody for a new one.
 */
export function databaseUser(postgresDir: string): RunAs {
  if (!isRoot()) return null;
  const owner = statSync(postgresDir, { throwIfNoEntry: false });
  return owner !== undefined && owner.uid !== 0
    ? { uid: owner.uid, gid: owner.gid }
    : { uid: NOBODY, gid: NOBODY };
}

/** Refuses, naming the folder to open, when PostgreSQL's user cannot enter the data folder. */
export async function checkReach(dataDir: string, runAs: RunAs): Promise<void> {
  if (runAs === null || (await canEnter(dataDir, runAs))) return;
  let closed = dataDir;
  while (dirname(closed) !== closed && !(await canEnter(dirname(closed), runAs))) closed = dirname(closed);
  throw new ClusterError(
    'unreachable-folder',
    `PostgreSQL refuse de tourner en root : Collégial le lance sous l’utilisateur ${runAs.uid}, qui ne peut pas entrer dans « ${closed} ». Ouvrez-lui ce dossier (chmod o+x), ou choisissez par DATA_DIR un dossier qu’il peut atteindre, par exemple sous ${ROOT_HOME}.`,
  );
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

async function canEnter(folder: string, runAs: RunAs): Promise<boolean> {
  return (await run('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { runAs })).code === 0;
}

function readMarker(dataDir: string): Kind | null {
  let text;
  try {
    text = readFileSync(join(dataDir, MARKER), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const { kind } = JSON.parse(text) as { kind?: unknown };
    if (kind === 'real' || kind === 'demonstration') return kind;
  } catch {
    // Not JSON: not our marker.
  }
  throw foreign(dataDir);
}

/** Of two processes that mark the same folder, the first one wins; answers the mark that stands. */
function mark(dataDir: string, kind: Kind): Kind | null {
  const draft = draftName(dataDir);
  writeFileSync(draft, `${JSON.stringify({ kind }, null, 2)}\n`, { flush: true });
  try {
    linkSync(draft, join(dataDir, MARKER));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readMarker(dataDir);
}

/** PostgreSQL's user passes through the folders that root made, without listing them; a user's stay closed. */
function openTheWay(firstMade: string | undefined, dataDir: string): void {
  if (!isRoot()) {
    if (firstMade !== undefined) chmodSync(dataDir, 0o700);
    return;
  }
  const { mode, uid } = statSync(dataDir);
  if (uid === 0) chmodSync(dataDir, (mode & 0o777) | 0o011);
  for (let folder = dataDir; firstMade !== undefined && folder.length > firstMade.length;) {
    folder = dirname(folder);
    chmodSync(folder, 0o755);
  }
}

function foreign(dataDir: string): ClusterError {
  return new ClusterError(
    'foreign-folder',
    `Le dossier « ${dataDir} » contient autre chose que des données de Collégial. Choisissez par DATA_DIR un dossier vide ou nouveau.`,
  );
}

function otherKind(dataDir: string, kind: Kind): ClusterError {
  return new ClusterError(
    'other-kind',
    kind === 'demonstration'
      ? `Le dossier « ${dataDir} » contient de vraies données : la démonstration ne s’y ouvre pas. Choisissez par DATA_DIR un autre dossier, ou retirez DATA_DIR.`
      : `Le dossier « ${dataDir} » contient les données inventées de la démonstration, pas de vraies données. Choisissez par DATA_DIR un autre dossier, ou retirez DATA_DIR.`,
  );
}
