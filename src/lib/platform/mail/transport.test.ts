import tls from 'node:tls';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { CERTIFICATE, KEY } from '../../../../tests/fixtures/loopback-certificate.ts';
import { startMailServer, type Behaviour, type MailServer } from '../../../../tests/fixtures/mail-server.ts';
import { readMailConfiguration } from './configuration.ts';
import { openTransport, type OutgoingMail, type Transport } from './transport.ts';

const MAIL: OutgoingMail = {
  id: '11111111-1111-4111-8111-111111111111',
  messageId: '<11111111-1111-4111-8111-111111111111@exemple.be>',
  to: 'an.peeters@exemple.be',
  subject: 'Convocation à l’assemblée générale : présence souhaitée, « élections » et œuvres 😀',
  text: 'Bonjour,\n\nL’assemblée se réunit à 14 h.\n.\nÀ bientôt',
  html: '<p>L’assemblée se réunit à <strong>14 h</strong>.</p>',
  attachments: [],
  queuedAt: '2026-03-02T08:00:00Z',
};

let server: MailServer;
let transport: Transport;

function open(url: string): Transport {
  const configuration = readMailConfiguration({
    SMTP_URL: url,
    MAIL_FROM: 'Collégial <gouvernance@exemple.be>',
  });
  if (!configuration.done || !configuration.value) throw new Error(JSON.stringify(configuration));
  return openTransport(configuration.value);
}

beforeAll(() => {
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), CERTIFICATE]);
});

beforeEach(async () => {
  server = await startMailServer();
  transport = open(`smtp://127.0.0.1:${server.port}?tls=none`);
});

afterEach(async () => {
  transport.close();
  await server.close();
});

test('a French message is read back as it was written', async () => {
  expect(await transport.send(MAIL)).toEqual({ result: 'sent' });
  const [email] = server.received;
  expect(email).toMatchObject({
    subject: MAIL.subject,
    from: { name: 'Collégial', address: 'gouvernance@exemple.be' },
    to: [{ name: '', address: 'an.peeters@exemple.be' }],
    messageId: MAIL.messageId,
    date: '2026-03-02T08:00:00.000Z',
  });
  expect(email?.text?.trimEnd()).toBe(MAIL.text);
  expect(email?.html?.trimEnd()).toBe(MAIL.html);
  const headers = Object.fromEntries(email!.headers.map(({ key, value }) => [key, value]));
  expect(headers['auto-submitted']).toBe('auto-generated');
  expect(headers['content-type']).toContain('multipart/alternative');
  expect(headers['x-mailer']).toBeUndefined();
});

test('a message without html is plain text', async () => {
  await transport.send({ ...MAIL, html: null });
  expect(server.received[0]?.html).toBeUndefined();
  expect(server.received[0]?.text?.trimEnd()).toBe(MAIL.text);
});

test('messages that follow closely share one connection', async () => {
  await transport.send(MAIL);
  await transport.send(MAIL);
  expect([server.received.length, server.connections()]).toEqual([2, 1]);
});

test('asks a server that can for reports to the return address, with the identifier of the message', async () => {
  const able = await startMailServer({ hideDSN: false });
  const configuration = readMailConfiguration({
    SMTP_URL: `smtp://127.0.0.1:${able.port}?tls=none`,
    MAIL_FROM: 'Collégial <gouvernance@exemple.be>',
    MAIL_RETURN_PATH: 'retours@exemple.be',
  });
  if (!configuration.done || !configuration.value) throw new Error(JSON.stringify(configuration));
  const asking = openTransport(configuration.value);
  try {
    const asked: unknown[] = [];
    able.behave({
      sender: (address, dsn) => {
        asked.push([address, dsn]);
        return 'ok';
      },
    });
    expect(await asking.send(MAIL)).toEqual({ result: 'sent' });
    expect(asked).toEqual([['retours@exemple.be', { ret: 'HDRS', envid: MAIL.id }]]);
    expect(able.received[0]?.from?.address).toBe('gouvernance@exemple.be');
  } finally {
    asking.close();
    await able.close();
  }
});

const no = (code: number) => ({ code, text: 'no such luck' });

test.each<[string, Behaviour, string, number]>([
  ['421 at the greeting', { connect: () => no(421) }, 'unreachable', 0],
  ['554 at the greeting', { connect: () => no(554) }, 'unreachable', 0],
  ['cut at the greeting', { connect: () => 'cut' }, 'unreachable', 0],
  ['450 to the sender', { sender: () => no(450) }, 'postponed', 0],
  ['550 to the sender', { sender: () => no(550) }, 'refused', 0],
  ['cut at the sender', { sender: () => 'cut' }, 'unreachable', 0],
  ['450 to the recipient', { recipient: () => no(450) }, 'postponed', 0],
  ['550 to the recipient', { recipient: () => no(550) }, 'refused', 0],
  ['cut at the recipient', { recipient: () => 'cut' }, 'unreachable', 0],
  ['cut while the text arrives', { textBegins: () => 'cut' }, 'uncertain', 0],
  ['451 to the text', { textEnds: () => no(451) }, 'postponed', 1],
  ['421 to the text', { textEnds: () => no(421) }, 'postponed', 1],
  ['554 to the text', { textEnds: () => no(554) }, 'refused', 1],
  ['cut after the text', { textEnds: () => 'cut' }, 'uncertain', 1],
])('%s', async (_, behaviour, result, texts) => {
  server.behave(behaviour);
  expect(await transport.send(MAIL)).toEqual({ result, error: expect.stringMatching(/^L(e|a) .+\S$/) });
  expect(server.received.length).toBe(texts);

  server.behave({});
  expect(await transport.send(MAIL)).toEqual({ result: 'sent' });
  expect(server.received.length).toBe(texts + 1);
});

test('a connection kept open and cut by the server costs an attempt, never a doubt', async () => {
  await transport.send(MAIL);
  server.behave({ sender: () => 'cut' });
  expect((await transport.send(MAIL)).result).toBe('unreachable');
  // Neither did the pool try again by itself.
  expect([server.received.length, server.connections()]).toEqual([1, 1]);
});

test('nobody listens', async () => {
  await server.close();
  expect(await transport.send(MAIL)).toEqual({
    result: 'unreachable',
    error: 'La connexion au serveur de courrier a échoué ou s’est rompue (ECONNREFUSED).',
  });
});

test('the words of the server reach the operator', async () => {
  server.behave({ recipient: () => ({ code: 550, text: '5.1.1 boîte inconnue' }) });
  expect(await transport.send(MAIL)).toMatchObject({
    error: 'Le serveur de courrier a répondu : 550 5.1.1 boîte inconnue',
  });
});

const encrypted = { disabledCommands: [], key: KEY, cert: CERTIFICATE } as const;

test.each([
  ['smtp', false],
  ['smtps', true],
])('%s with a password travels encrypted', async (scheme, secure) => {
  const seen: unknown[] = [];
  const strict = await startMailServer({
    ...encrypted,
    disabledCommands: [],
    secure,
    onAuth: ({ username, password }, session, reply) => {
      seen.push([username, password, session.secure]);
      if (password === 'sésame') reply(null, { user: username });
      else reply(Object.assign(new Error(`not ${password}`), { responseCode: 535 }));
    },
  });
  const good = open(`${scheme}://lux:s%C3%A9same@127.0.0.1:${strict.port}`);
  expect(await good.send(MAIL)).toEqual({ result: 'sent' });
  expect(seen).toEqual([['lux', 'sésame', true]]);
  good.close();

  const bad = open(`${scheme}://lux:secret@127.0.0.1:${strict.port}`);
  expect(await bad.send(MAIL)).toEqual({
    result: 'unreachable',
    error: 'Le serveur de courrier n’accepte pas l’utilisateur ou le mot de passe (535).',
  });
  bad.close();
  expect(strict.received.length).toBe(1);
  await strict.close();
});

test('a server that cannot encrypt gets nothing', async () => {
  const asked = open(`smtp://127.0.0.1:${server.port}`);
  expect((await asked.send(MAIL)).result).toBe('unreachable');
  expect(server.received).toEqual([]);
  asked.close();
});

test('a server with an unknown certificate gets nothing', async () => {
  tls.setDefaultCACertificates([]);
  try {
    const stranger = await startMailServer({ ...encrypted, disabledCommands: ['AUTH'] });
    const asked = open(`smtp://127.0.0.1:${stranger.port}`);
    expect((await asked.send(MAIL)).result).toBe('unreachable');
    expect(stranger.received).toEqual([]);
    asked.close();
    await stranger.close();
  } finally {
    tls.setDefaultCACertificates([CERTIFICATE]);
  }
});
