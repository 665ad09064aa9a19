import { asc } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMailHouse, transportTo } from '../../../../tests/fixtures/mail-house.ts';
import { startMailServer, type MailServer } from '../../../../tests/fixtures/mail-server.ts';
import { verifyChain } from '../journal.ts';
import { journalEntries } from '../tables.ts';
import { deliverDue } from './delivery.ts';
import { considerSent, listOutbox, openMail, outboxFilter, retryFailed, sendAgain } from './operator.ts';
import type { Transport } from './transport.ts';

const OPERATOR = { id: '22222222-2222-4222-8222-222222222222', name: 'Odile Opératrice', operator: true };
const NOT_FOUND = { done: false, refusal: { code: 'not-found' } };
const ALL = { state: null, page: 1 };

let mail: Awaited<ReturnType<typeof openMailHouse>>;
let server: MailServer;
let transport: Transport;

beforeEach(async () => {
  mail = await openMailHouse('2026-03-02T08:00:00Z');
  server = await startMailServer();
  transport = transportTo(server.port);
});

afterEach(async () => {
  transport.close();
  await server.close();
  await mail.close();
});

const journal = () =>
  mail.house.db
    .select({
      act: journalEntries.act,
      subjectId: journalEntries.subjectId,
      accountName: journalEntries.accountName,
      before: journalEntries.before,
      after: journalEntries.after,
    })
    .from(journalEntries)
    .orderBy(asc(journalEntries.seq));

/** Queues a message and has the server answer that way to its text. */
async function queueAndMeet(answer: 'cut' | { code: number; text: string }): Promise<string> {
  const id = await mail.queue();
  server.behave({ textEnds: () => answer });
  await deliverDue(mail.house, transport);
  server.behave({});
  return id;
}

test.each([[null], [{ ...OPERATOR, operator: false }]])('%j sees and does nothing', async (account) => {
  const doubtful = await queueAndMeet('cut');
  expect(await listOutbox(mail.house, account, ALL)).toMatchObject(NOT_FOUND);
  expect(await openMail(mail.house, account, doubtful)).toMatchObject(NOT_FOUND);
  expect(await sendAgain(mail.house, account, doubtful)).toMatchObject(NOT_FOUND);
  expect(await considerSent(mail.house, account, doubtful)).toMatchObject(NOT_FOUND);
  expect(await retryFailed(mail.house, account, doubtful)).toMatchObject(NOT_FOUND);
  expect((await mail.rows())[0]?.state).toBe('uncertain');
  expect(await journal()).toEqual([]);
});

test.each([['33333333-3333-4333-8333-333333333333'], ['1'], ["' or true --"]])(
  'a message that does not exist (%s) is not found',
  async (id) => {
    expect(await openMail(mail.house, OPERATOR, id)).toMatchObject(NOT_FOUND);
    expect(await sendAgain(mail.house, OPERATOR, id)).toMatchObject(NOT_FOUND);
    expect(await journal()).toEqual([]);
  },
);

test('the list shows the newest first, by page and by state, and never what a message says', async () => {
  const failed = await queueAndMeet({ code: 554, text: 'no' });
  for (let count = 0; count < 60; count += 1) {
    mail.clock.set(`2026-03-02T09:00:${String(count).padStart(2, '0')}Z`);
    await mail.queue({ subject: '987654 est votre code', text: 'Votre code : 987654' });
  }
  const first = await listOutbox(mail.house, OPERATOR, ALL);
  const second = await listOutbox(mail.house, OPERATOR, { state: null, page: 2 });
  if (!first.done || !second.done) throw new Error('refused');
  expect(first.value).toMatchObject({ page: 1, isLast: false });
  expect(first.value.lines[0]).toMatchObject({ queuedAt: '2026-03-02T09:00:59Z', state: 'waiting' });
  expect([first.value.lines.length, second.value.lines.length, second.value.isLast]).toEqual([50, 11, true]);
  expect(second.value.lines.at(-1)?.id).toBe(failed);
  expect(JSON.stringify(first.value)).not.toContain('987654');

  const failures = await listOutbox(mail.house, OPERATOR, { state: 'failed', page: 1 });
  expect(failures).toMatchObject({ done: true, value: { lines: [{ id: failed }], isLast: true } });
  expect(await journal()).toEqual([]);
});

test('the list costs one statement, whatever its length', async () => {
  const statements: string[] = [];
  const db = drizzle(mail.connection.sql, {
    casing: 'snake_case',
    logger: { logQuery: (statement) => void statements.push(statement) },
  });
  for (const length of [1, 2, 3]) {
    await mail.queue();
    const answer = await listOutbox({ ...mail.house, db }, OPERATOR, ALL);
    expect(answer).toMatchObject({ done: true, value: { lines: { length } } });
    expect(statements.splice(0).length).toBe(1);
  }
});

test('a page of the list is read in the order of an index', async () => {
  const sent: { query: string; params: unknown[] }[] = [];
  const logger = { logQuery: (query: string, params: unknown[]) => void sent.push({ query, params }) };
  const db = drizzle(mail.connection.sql, { casing: 'snake_case', logger });
  for (const [state, index] of [
    [null, 'outbox_newest'],
    ['failed', 'outbox_newest_of_state'],
    ['returned', 'outbox_newest_returned'],
  ] as const) {
    await listOutbox({ ...mail.house, db }, OPERATOR, { state, page: 1 });
    const [{ query, params } = { query: '', params: [] }] = sent.splice(0);
    const plan = await mail.connection.sql.begin(async (tx) => {
      for (const way of ['seqscan', 'bitmapscan', 'sort', 'incremental_sort'])
        await tx.unsafe(`set local enable_${way} = off`);
      return tx.unsafe(`explain ${query}`, params as string[]);
    });
    const lines = plan.map((line) => String(line['QUERY PLAN']));
    expect(lines.filter((line) => /Sort|Scan/.test(line)).length, lines.join('\n')).toBe(1);
    expect(lines.join('\n')).toMatch(new RegExp(`using ${index} on`));
  }
});

test('an address typed by hand shows what can be shown', () => {
  expect(outboxFilter.parse({ state: 'failed', page: '3' })).toEqual({ state: 'failed', page: 3 });
  for (const page of ['0', '-1', '1.5', 'x', '1e9'])
    expect(outboxFilter.parse({ state: 'lost', page })).toEqual(ALL);
});

test('each opening is in the journal of the installation, without the text', async () => {
  const id = await mail.queue({ html: '<p>Votre code</p>' });
  for (let time = 1; time <= 2; time += 1)
    expect(await openMail(mail.house, OPERATOR, id)).toMatchObject({
      done: true,
      value: { subject: 'Votre code', text: 'Votre code : 123456', hasHtml: true, state: 'waiting' },
    });
  const opened = {
    act: 'mail.opened-by-operator',
    subjectId: id,
    accountName: OPERATOR.name,
    before: null,
    after: { state: 'waiting' },
  };
  expect(await journal()).toEqual([opened, opened]);
  expect(await mail.house.db.transaction((tx) => verifyChain(tx, null))).toEqual({
    entries: 2,
    broken: null,
  });
});

test('a message in doubt, sent again: a second copy under the same Message-ID', async () => {
  const id = await queueAndMeet('cut');
  expect(await sendAgain(mail.house, OPERATOR, id)).toEqual({ done: true, value: undefined });
  await deliverDue(mail.house, transport);
  expect(await mail.rows()).toMatchObject([{ state: 'sent', attempts: 2 }]);
  expect(new Set(server.received.map(({ messageId }) => messageId))).toEqual(new Set([`<${id}@exemple.be>`]));
  expect(server.received.length).toBe(2);
  expect(await journal()).toEqual([
    {
      act: 'mail.settled-by-operator',
      subjectId: id,
      accountName: OPERATOR.name,
      before: { state: 'uncertain' },
      after: { state: 'waiting', choice: 'send-again' },
    },
  ]);
});

test('a message in doubt, considered as sent, at the moment of its attempt', async () => {
  const id = await queueAndMeet('cut');
  mail.clock.set('2026-03-03T10:00:00Z');
  expect((await considerSent(mail.house, OPERATOR, id)).done).toBe(true);
  await deliverDue(mail.house, transport);
  expect(await mail.rows()).toMatchObject([{ state: 'sent', attempts: 1, sentAt: '2026-03-02T08:00:00Z' }]);
  expect(server.received.length).toBe(1);
  expect(await journal()).toMatchObject([{ after: { state: 'sent', choice: 'consider-sent' } }]);
});

test('pressed twice, or by two operators at once, it is settled once', async () => {
  const id = await queueAndMeet('cut');
  const answers = await Promise.all([
    sendAgain(mail.house, OPERATOR, id),
    considerSent(mail.house, OPERATOR, id),
    sendAgain(mail.house, OPERATOR, id),
  ]);
  const refused = answers.filter((answer) => !answer.done);
  expect(refused.length).toBe(2);
  for (const answer of refused) expect(answer).toMatchObject({ refusal: { code: 'mail-already-settled' } });
  expect((await journal()).length).toBe(1);
});

test('a failed message gets a new day of attempts', async () => {
  const id = await queueAndMeet({ code: 554, text: 'no' });
  expect(await sendAgain(mail.house, OPERATOR, id)).toMatchObject({ done: false });
  mail.clock.set('2026-03-05T08:00:00Z');
  expect((await retryFailed(mail.house, OPERATOR, id)).done).toBe(true);
  server.behave({ recipient: () => ({ code: 450, text: 'later' }) });
  await deliverDue(mail.house, transport);
  expect(await mail.rows()).toMatchObject([{ state: 'waiting', giveUpAt: '2026-03-06T08:00:00Z' }]);
  expect(await retryFailed(mail.house, OPERATOR, id)).toMatchObject({
    done: false,
    refusal: { code: 'mail-already-settled' },
  });
});
