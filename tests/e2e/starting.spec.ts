import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from './fixtures.ts';

test('un port déjà pris est dit, et le programme rend la main', async ({ collegial }) => {
  const { hostname, port } = new URL(collegial.address);
  const second = promisify(execFile)(process.execPath, ['src/cli/main.ts', 'demo'], {
    env: { ...process.env, DATABASE_URL: collegial.databaseUrl, HOST: hostname, PORT: port },
  });
  await expect(second).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`Le port ${port} est déjà pris.`),
  });
});
