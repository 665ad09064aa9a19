import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MAIL_FROM, openMailHouse, transportTo } from '../../../../tests/fixtures/mail-house.ts';
import { startMailServer, type MailServer } from '../../../../tests/fixtures/mail-server.ts';
import { deliverDue } from './delivery.ts';
import { sendAgain } from './operator.ts';
import { eraseMails } from './erase.ts';
import { deliveryOf, queueMail } from './outbox.ts';
import { outbox } from './tables.ts';
import type { Transport } from './transport.ts';

const START = '2026-03-02T08:00:00Z';
const ASSOCIATION = '33333333-3333-4333-8333-333333333333';

let mail: Awaited<ReturnType<typeof openMailHouse>>;
let server: MailServer;
let transport: Transport;

beforeEach(async () => {
  mail = await openMailHouse(START);
  server = await startMailServer();
  transport = transportTo(server.port);
});

afterEach(async () => {
  transport.close();
  await server.close();
  await mail.close();
});

/** Moves the clock of the house. */
function later(minutes: number): string {
  const moment = Temporal.Instant.from(mail.clock.now()).add({ minutes }).toString();
  mail.clock.set(moment);
  return moment;
}

test('what is due leaves once, in the order of the queue', async () => {
  const first = await mail.queue({ to: 'a@exemple.be' });
  later(1);
  await mail.queue({ to: 'b@exemple.be', html: '<p>Bonjour</p>' });
  await deliverDue(mail.house, transport);
  await deliverDue(mail.house, transport);

  expect(server.received.map(({ to }) => to?.[0]?.address)).toEqual(['a@exemple.be', 'b@exemple.be']);
  expect(server.received[0]?.messageId).toBe(`<${first}@exemple.be>`);
  expect(await mail.rows()).toMatchObject([
    {
      state: 'sent',
      attempts: 1,
      sentAt: mail.clock.now(),
      messageId: `<${first}@exemple.be>`,
      lastError: null,
    },
    { state: 'sent', attempts: 1 },
  ]);
});

test('what is attached goes with each attempt, and its association alone knows what became of the message', async () => {
  const content = new TextEncoder().encode('BEGIN:VCALENDAR\nEND:VCALENDAR\n');
  const associationId = crypto.randomUUID();
  const id = await mail.queue({
    associationId,
    attachments: [{ filename: 'réunion.ics', mediaType: 'text/calendar; charset=utf-8', content }],
  });
  const known = (whose: string) =>
    mail.house.db.transaction((tx) => deliveryOf(tx, whose, [id, crypto.randomUUID()]));
  server.behave({ recipient: () => ({ code: 450, text: 'greylisted' }) });
  await deliverDue(mail.house, transport);
  expect(await known(associationId)).toMatchObject([
    { id, state: 'waiting', sentAt: null, lastError: expect.stringContaining('greylisted') },
  ]);
  server.behave({});
  const sentAt = later(1);
  await deliverDue(mail.house, transport);
  const [attachment] = server.received[0]!.attachments;
  expect(attachment).toMatchObject({ filename: 'réunion.ics', mimeType: 'text/calendar' });
  expect(new Uint8Array(attachment!.content as ArrayBuffer)).toEqual(content);
  expect(await known(associationId)).toMatchObject([{ id, state: 'sent', sentAt }]);
  expect(await known(crypto.randomUUID())).toEqual([]);
});

test('an attachment has a name without a path', async () => {
  for (const filename of ['', 'a/b.ics', 'a\\b.ics', 'a\nb.ics'])
    await expect(
      mail.queue({ attachments: [{ filename, mediaType: 'text/plain', content: new Uint8Array() }] }),
    ).rejects.toThrow();
  expect(await mail.rows()).toEqual([]);
});

test('a message is queued if and only if its transaction commits', async () => {
  const failing = mail.house.db.transaction(async (tx) => {
    await queueMail(tx, { to: 'a@exemple.be', subject: 's', text: 't', kind: 'test', now: START });
    throw new Error('the act fails');
  });
  await expect(failing).rejects.toThrow('the act fails');
  expect(await mail.rows()).toEqual([]);
});

test.each([
  [{ to: 'a@exemple.be, b@exemple.be' }],
  [{ to: 'a@exemple.be\nBcc: b@exemple.be' }],
  [{ to: 'a' }],
  [{ subject: '' }],
])('%j is not a message', async (wrong) => {
  await expect(mail.queue(wrong)).rejects.toThrow();
});

test('a subject is one line, whatever was pasted into the names in it', async () => {
  await mail.queue({ subject: 'An\tPeeters\r\nBcc: b@exemple.be\u000b\u0085' });
  expect(await mail.rows()).toMatchObject([{ subject: 'An Peeters Bcc: b@exemple.be ' }]);
});

test('without a mail server, and in a demonstration, messages wait', async () => {
  await mail.queue();
  await deliverDue(mail.house, null);
  await deliverDue({ ...mail.house, demonstration: true }, transport);
  expect(server.connections()).toBe(0);
  expect(await mail.rows()).toMatchObject([{ state: 'waiting', attempts: 0, nextAttemptAt: START }]);
});

test('a temporary refusal is tried again after 1, 5, 15, 60 minutes, then every hour for a day', async () => {
  await mail.queue();
  server.behave({ recipient: () => ({ code: 450, text: 'greylisted' }) });
  const waits: number[] = [];
  for (;;) {
    await deliverDue(mail.house, transport);
    const [row] = await mail.rows();
    if (row!.state !== 'waiting') break;
    expect(row!.lastError).toContain('450 greylisted');
    const wait = Temporal.Instant.from(mail.clock.now()).until(row!.nextAttemptAt!).total('minutes');
    waits.push(wait);
    later(wait - 1);
    await deliverDue(mail.house, transport);
    expect((await mail.rows())[0]!.attempts).toBe(waits.length);
    later(1);
  }
  expect(waits).toEqual([1, 5, 15, ...Array.from({ length: 24 }, () => 60)]);
  expect(await mail.rows()).toMatchObject([{ state: 'failed', attempts: 28, nextAttemptAt: null }]);
  expect(server.received).toEqual([]);
});

test('a temporary refusal that ends costs only the delay', async () => {
  await mail.queue();
  server.behave({ textEnds: () => ({ code: 451, text: 'try later' }) });
  await deliverDue(mail.house, transport);
  server.behave({});
  later(1);
  await deliverDue(mail.house, transport);
  expect(await mail.rows()).toMatchObject([{ state: 'sent', attempts: 2, lastError: null }]);
});

test('a refusal for good ends there, and others go on', async () => {
  await mail.queue({ to: 'gone@exemple.be' });
  later(1);
  await mail.queue({ to: 'here@exemple.be' });
  server.behave({ recipient: (to) => (to.startsWith('gone') ? { code: 550, text: 'unknown user' } : 'ok') });
  await deliverDue(mail.house, transport);
  expect(await mail.rows()).toMatchObject([
    { state: 'failed', attempts: 1, lastError: 'Le serveur de courrier a répondu : 550 unknown user' },
    { state: 'sent' },
  ]);
  later(24 * 60);
  await deliverDue(mail.house, transport);
  expect(server.received.length).toBe(1);
});

test('when the server cannot be reached, one message bears the attempt', async () => {
  await mail.queue();
  later(1);
  await mail.queue();
  await server.close();
  await deliverDue(mail.house, transport);
  expect(await mail.rows()).toMatchObject([
    { state: 'waiting', attempts: 1 },
    { state: 'waiting', attempts: 0 },
  ]);
});

test('a line cut after the text leaves a doubt, and the message stays where it is', async () => {
  await mail.queue();
  server.behave({ textEnds: () => 'cut' });
  await deliverDue(mail.house, transport);
  server.behave({});
  later(24 * 60);
  await deliverDue(mail.house, transport);
  expect(await mail.rows()).toMatchObject([{ state: 'uncertain', attempts: 1, nextAttemptAt: null }]);
  expect(server.received.length).toBe(1);
});

test('several workers at once send each message once', async () => {
  for (let count = 0; count < 12; count += 1) await mail.queue({ to: `m${count}@exemple.be` });
  const others = [transportTo(server.port), transportTo(server.port), transportTo(server.port)];
  await Promise.all([transport, ...others].map((each) => deliverDue(mail.house, each)));
  for (const other of others) other.close();

  const addresses = server.received.map(({ to }) => to?.[0]?.address).sort();
  expect(addresses).toEqual(Array.from({ length: 12 }, (_, count) => `m${count}@exemple.be`).sort());
  expect((await mail.rows()).every(({ state, attempts }) => state === 'sent' && attempts === 1)).toBe(true);
});

test('a message that another worker is claiming at this moment is passed over', async () => {
  const first = await mail.queue({ to: 'a@exemple.be' });
  later(1);
  await mail.queue({ to: 'b@exemple.be' });
  await mail.house.db.transaction(async (tx) => {
    await tx.select().from(outbox).where(eq(outbox.id, first)).for('update');
    await deliverDue(mail.house, transport);
  });
  expect(server.received.map(({ to }) => to?.[0]?.address)).toEqual(['b@exemple.be']);
});

test('a message claimed by one worker is not seen by another, however long the server takes', async () => {
  await mail.queue();
  const arrived = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<'ok'>();
  server.behave({
    textEnds: () => {
      arrived.resolve();
      return answer.promise;
    },
  });
  const slow = deliverDue(mail.house, transport);
  await arrived.promise;
  const other = transportTo(server.port);
  await deliverDue(mail.house, other);
  other.close();
  expect(await mail.rows()).toMatchObject([{ state: 'sending', claimedAt: START }]);
  answer.resolve('ok');
  await slow;
  expect(await mail.rows()).toMatchObject([{ state: 'sent', attempts: 1 }]);
  expect(server.received.length).toBe(1);
});

test('a worker slower than its lease still tells what became of its message', async () => {
  await mail.queue();
  server.behave({
    textEnds: async (): Promise<'ok'> => {
      later(16);
      await deliverDue(mail.house, null);
      expect(await mail.rows()).toMatchObject([{ state: 'uncertain' }]);
      return 'ok';
    },
  });
  await deliverDue(mail.house, transport);
  expect(await mail.rows()).toMatchObject([{ state: 'sent', attempts: 1 }]);
});

test('a worker slower than its lease says nothing of what was decided and tried meanwhile', async () => {
  const id = await mail.queue();
  const operator = { id: '22222222-2222-4222-8222-222222222222', name: 'Odile', operator: true };
  const other = transportTo(server.port);
  server.behave({
    textEnds: async (): Promise<'ok'> => {
      server.behave({ textEnds: () => 'cut' });
      later(16);
      await deliverDue(mail.house, null);
      expect((await sendAgain(mail.house, operator, id)).done).toBe(true);
      await deliverDue(mail.house, other);
      return 'ok';
    },
  });
  await deliverDue(mail.house, transport);
  other.close();
  expect(await mail.rows()).toMatchObject([{ state: 'uncertain', attempts: 2 }]);
});

test('asked to stop, a worker finishes the message in hand and starts no other', async () => {
  await mail.queue();
  await mail.queue();
  const stopping = new AbortController();
  server.behave({
    textEnds: () => {
      stopping.abort();
      return 'ok';
    },
  });
  await deliverDue(mail.house, transport, stopping.signal);
  expect((await mail.rows()).map(({ state }) => state).sort()).toEqual(['sent', 'waiting']);
});

test('a worker killed before it could mark leaves a doubt, and nothing is sent again', async () => {
  mail.clock.set(Temporal.Now.instant().round('millisecond').toString());
  await mail.queue();
  const arrived = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<'ok'>();
  server.behave({
    textEnds: () => {
      arrived.resolve();
      return answer.promise;
    },
  });
  const worker = spawn(
    process.execPath,
    [fileURLToPath(new URL('../../../../tests/fixtures/deliver-mail.ts', import.meta.url))],
    {
      env: { DATABASE_URL: mail.url, SMTP_URL: `smtp://127.0.0.1:${server.port}?tls=none`, MAIL_FROM },
      stdio: 'inherit',
    },
  );
  const ended = once(worker, 'exit');
  await Promise.race([arrived.promise, ended]);
  worker.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
  answer.resolve('ok');
  expect(await mail.rows()).toMatchObject([{ state: 'sending', attempts: 1 }]);

  later(14);
  await deliverDue(mail.house, transport);
  expect(await mail.rows()).toMatchObject([{ state: 'sending' }]);
  later(10);
  await deliverDue(mail.house, transport);
  expect(await mail.rows()).toMatchObject([
    {
      state: 'uncertain',
      attempts: 1,
      lastError: 'L’envoi a été interrompu avant la réponse du serveur de courrier.',
    },
  ]);
  later(24 * 60);
  await deliverDue(mail.house, transport);
  expect(server.received.length).toBe(1);
});

test('erased while it leaves, a message is not tried again, and no answer of the server stays', async () => {
  const id = await mail.queue({ to: 'efface.pas@exemple.be' });
  const whose = {
    associationId: ASSOCIATION,
    mailIds: [id],
    addresses: [],
    sharedAddresses: [],
    greeting: 'Bonjour An,',
  };
  await mail.house.db.update(outbox).set({ aboutAssociationId: ASSOCIATION });
  const leaving: Transport = {
    ...transport,
    send: async () => {
      await mail.house.db.transaction((tx) => eraseMails(tx, whose, START));
      return { result: 'postponed', error: '450 <efface.pas@exemple.be> plus tard' };
    },
  };
  await deliverDue(mail.house, leaving);
  expect(await mail.rows()).toMatchObject([{ state: 'failed', attempts: 1, text: '', erasedAt: START }]);
  expect(JSON.stringify(await mail.rows())).not.toContain('efface.pas@exemple.be');
});
