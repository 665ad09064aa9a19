import { spawn } from 'node:child_process';

/** The unprivileged user that runs PostgreSQL when Node runs as root; null: the user that runs Node. */
export type RunAs = { readonly uid: number; readonly gid: number } | null;

export interface Ran {
  readonly code: number | null;
  /** Both outputs, in the order in which they came. */
  readonly output: string;
}

/** Runs a program of PostgreSQL to its end. A program that cannot be run at all throws what spawn says. */
export function run(
  file: string,
  args: readonly string[],
  options: { runAs: RunAs; cwd?: string; input?: string },
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      ...options.runAs,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: environment(),
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
    // A program that ends before reading its input has said why in its output.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

/** Whether a process has this number, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** PGPORT, PGDATA and the like of the person's shell must not lead our server elsewhere; its messages stay English. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}
