import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../../tests/fixtures/database.ts';
import { postfixReport } from '../../tests/fixtures/delivery-reports.ts';
import { openTestHouse } from '../../tests/fixtures/test-house.ts';
import { queueMail } from '#lib/platform/mail/outbox.ts';
import { outbox } from '#lib/platform/mail/tables.ts';
import { projectRoot } from '#lib/platform/project-root.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let house: Awaited<ReturnType<typeof openTestHouse>>;
beforeAll(async () => {
  database = await freshDatabase();
  house = await openTestHouse(database.url, 'real');
});
afterAll(async () => {
  await house.connection.close();
  await database.drop();
});

/** Hands a message over as a mail server does, and answers its exit code and what it said. */
async function hand(raw: Buffer, url = database.url) {
  const child = spawn(process.execPath, [join(projectRoot(), 'src/cli/main.ts'), 'mail-returned'], {
    env: { ...process.env, DATABASE_URL: url, LOG_LEVEL: 'silent' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  let broke: Error | null = null;
  child.stdin.on('error', (error) => (broke = error));
  child.stdin.end(raw);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, said: said.trim(), broke };
}

test('a report with a huge message behind it is noted; the rest is read and left', async () => {
  const id = await house.db.transaction((tx) =>
    queueMail(tx, {
      to: 'an@exemple.be',
      subject: 'Votre code',
      text: '123456',
      kind: 'sign-in',
      now: house.clock.now(),
    }),
  );
  const messageId = `<${id}@exemple.be>`;
  await house.db.update(outbox).set({
    state: 'sent',
    sentAt: house.clock.now(),
    claimedAt: house.clock.now(),
    attempts: 1,
    messageId,
    nextAttemptAt: null,
  });
  const report = postfixReport({ messageId, final: 'an@exemple.be' });
  const huge = Buffer.concat([report.subarray(0, -40), Buffer.alloc(20 * 1024 * 1024, 'x')]);
  expect(await hand(huge)).toEqual({ code: 0, said: 'Ce message est revenu : c’est noté.', broke: null });
  expect(await house.db.select({ report: outbox.report }).from(outbox)).toEqual([{ report: 'returned' }]);
});

test('comes again when the database is out of reach', async () => {
  expect(await hand(Buffer.alloc(0), 'postgres://nobody:none@127.0.0.1:1/none')).toMatchObject({ code: 75 });
});
