import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  exchangeReport,
  gmailReport,
  outOfOffice,
  postfixReport,
  type ReportFixture,
} from '../../../../tests/fixtures/delivery-reports.ts';
import { openMailHouse, transportTo } from '../../../../tests/fixtures/mail-house.ts';
import { startMailServer, type MailServer } from '../../../../tests/fixtures/mail-server.ts';
import { journalEntries } from '../tables.ts';
import { deliverDue } from './delivery.ts';
import { considerSent, listOutbox, sendAgain } from './operator.ts';
import { receiveReturned } from './returned.ts';
import { outbox } from './tables.ts';
import type { Transport } from './transport.ts';

const TO = 'An.Peeters@exemple.be';
const OPERATOR = { id: '22222222-2222-4222-8222-222222222222', name: 'Odile Opératrice', operator: true };

let mail: Awaited<ReturnType<typeof openMailHouse>>;
let server: MailServer;
let transport: Transport;
let id: string;
let about: ReportFixture;

beforeAll(async () => {
  mail = await openMailHouse('2026-03-02T08:00:00Z');
  server = await startMailServer();
  transport = transportTo(server.port);
});
afterAll(async () => {
  transport.close();
  await server.close();
  await mail.close();
});
beforeEach(async () => {
  await mail.house.db.delete(outbox);
  id = await mail.queue({ to: TO });
  await deliverDue(mail.house, transport);
  about = { messageId: server.received.at(-1)!.messageId!, final: TO };
});

const receive = (raw: Buffer) => receiveReturned(mail.house, raw, {});
const row = async () => (await mail.rows())[0]!;
const acts = async () =>
  (
    await mail.house.db
      .select({ act: journalEntries.act, subjectId: journalEntries.subjectId, after: journalEntries.after })
      .from(journalEntries)
      .orderBy(asc(journalEntries.seq))
  ).filter(({ subjectId }) => subjectId === id);

test.each([
  ['Postfix', postfixReport],
  ['Exchange', exchangeReport],
  ['Gmail', gmailReport],
])('a message that %s gives up has come back, once', async (_, report) => {
  expect(await receive(report(about))).toBe('returned');
  const reason = expect.stringMatching(/^Cette adresse n’existe pas \(5\.1\.10?\)\.$/) as unknown;
  expect(await row()).toMatchObject({
    state: 'sent',
    report: 'returned',
    reportedAt: mail.clock.now(),
    reportReason: reason,
  });
  const entry = { act: 'mail.returned', subjectId: id, after: { kind: 'sign-in', reason } };
  expect(await acts()).toEqual([entry]);
  expect(await receive(report(about))).toBe('known');
  expect(await receive(postfixReport({ ...about, action: 'delayed', status: '4.4.1' }))).toBe('known');
  expect(await acts()).toEqual([entry]);
  expect(JSON.stringify(await row())).not.toContain('script');
});

test('the same report twice at once is noted once', async () => {
  const outcomes = await Promise.all([receive(postfixReport(about)), receive(postfixReport(about))]);
  expect(outcomes.toSorted()).toEqual(['known', 'returned']);
  expect((await acts()).length).toBe(1);
});

test('a message that is late is noted without an entry of the journal, then given up', async () => {
  const late = { ...about, action: 'delayed', status: '4.4.1' };
  expect(await receive(postfixReport(late))).toBe('delayed');
  expect(await receive(postfixReport(late))).toBe('known');
  expect(await row()).toMatchObject({ report: 'delayed' });
  expect(await acts()).toEqual([]);
  // Given up after days of attempts: the status stays that of the last one.
  expect(await receive(postfixReport({ ...late, action: 'failed', status: '4.4.7' }))).toBe('returned');
  expect((await row()).reportReason).toBe('Le message n’a pas pu être remis dans le délai (4.4.7).');
});

test('the identifier of the envelope is enough, where the message itself does not come back', async () => {
  const raw = postfixReport({ ...about, messageId: '<rewritten@relay.exemple.be>', envelopeId: id });
  expect(await receive(raw)).toBe('returned');
});

test.each([
  ['delivered', 'delivered', '2.0.0'],
  ['relayed', 'relayed', '2.0.0'],
])('a message that was %s has not come back', async (_, action, status) => {
  expect(await receive(postfixReport({ ...about, action, status }))).toBe('nothing-said');
  expect((await row()).report).toBeNull();
});

test('an address that sends on to another that fails: it is said', async () => {
  expect(await receive(postfixReport({ ...about, final: 'ailleurs@exemple.org', original: TO }))).toBe(
    'returned',
  );
  expect((await row()).reportReason).toBe('Après une redirection\u00a0: cette adresse n’existe pas (5.1.1).');
});

test('one of two addresses behind it received the message: nothing is said of it', async () => {
  const raw = postfixReport({ ...about, final: 'ailleurs@exemple.org' })
    .toString()
    .replace(
      'Final-Recipient',
      'Final-Recipient: rfc822; b@exemple.org\r\nAction: relayed\r\nStatus: 2.0.0\r\n\r\nFinal-Recipient',
    );
  expect(await receive(Buffer.from(raw))).toBe('nothing-said');
});

test('nobody’s words about nobody’s message are left alone', async () => {
  const strangers = [
    '<22222222-2222-4222-8222-222222222222@exemple.be>',
    `<${id}@ailleurs.be>`,
    '<a@b>',
    "<' or true@b>",
  ];
  for (const messageId of strangers)
    expect(await receive(postfixReport({ ...about, messageId }))).toBe('unknown');
  expect(await receive(postfixReport({ ...about, messageId: 'none', envelopeId: 'not-an-identifier' }))).toBe(
    'unknown',
  );
  expect(await receive(outOfOffice(about))).toBe('not-a-report');
  const waiting = await mail.queue();
  expect(await receive(postfixReport({ ...about, messageId: 'none', envelopeId: waiting }))).toBe('unknown');
  expect((await mail.rows()).map(({ report }) => report)).toEqual([null, null]);
  expect(await acts()).toEqual([]);
});

test('the operator lists what came back, and a new copy starts without what was said of the old one', async () => {
  expect(await listOutbox(mail.house, OPERATOR, { state: 'returned', page: 1 })).toMatchObject({
    value: { lines: [] },
  });
  server.behave({ textEnds: () => 'cut' });
  id = await mail.queue({ to: TO });
  await deliverDue(mail.house, transport);
  server.behave({});
  expect(await receive(postfixReport({ ...about, envelopeId: id }))).toBe('returned');
  expect(await listOutbox(mail.house, OPERATOR, { state: 'returned', page: 1 })).toMatchObject({
    value: { lines: [{ id, state: 'uncertain', report: 'returned', reportedAt: mail.clock.now() }] },
  });
  expect(await sendAgain(mail.house, OPERATOR, id)).toMatchObject({ done: true });
  expect(await considerSent(mail.house, OPERATOR, id)).toMatchObject({ done: false });
  expect(await listOutbox(mail.house, OPERATOR, { state: 'returned', page: 1 })).toMatchObject({
    value: { lines: [] },
  });
});
