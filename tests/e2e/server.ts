import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Served {
  readonly address: string;
  readonly pid: number;
  /** Ends as the operator would, and settles when the process has ended. */
  stop(): Promise<void>;
}

/** The built application on a database of the demonstration; "0": on a port of its choice. */
export async function serve(databaseUrl: string, port = '0'): Promise<Served> {
  const server = spawn(process.execPath, ['src/cli/main.ts', 'demo'], {
    env: { ...process.env, DATABASE_URL: databaseUrl, HOST: '127.0.0.1', PORT: port, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    server.once('exit', (code) =>
      reject(new Error(`The server ended with code ${code} before it was open.`)),
    );
    createInterface({ input: server.stdout }).on('line', (line) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
      if (found) resolve(found[0]);
      else console.log(line);
    });
  });
  return {
    address,
    pid: server.pid!,
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
    },
  };
}
