import { expect, test } from 'vitest';
import {
  exchangeReport,
  gmailReport,
  outOfOffice,
  postfixReport,
} from '../../../../tests/fixtures/delivery-reports.ts';
import { readDeliveryReport } from './delivery-report.ts';

const ABOUT = {
  messageId: '<11111111-1111-4111-8111-111111111111@exemple.be>',
  final: 'An.Peeters@exemple.be',
};
const FAILED = { final: 'an.peeters@exemple.be', original: null, action: 'failed', status: '5.1.1' };

test.each([
  ['Postfix', postfixReport(ABOUT), FAILED],
  ['Exchange', exchangeReport(ABOUT), { ...FAILED, status: '5.1.10' }],
  ['Gmail', gmailReport(ABOUT), FAILED],
])('a report of %s names the message and its recipient', async (_, raw, recipient) => {
  const report = await readDeliveryReport(raw);
  expect(report?.messageIds[0]).toBe(ABOUT.messageId);
  expect(report?.recipients).toEqual([recipient]);
  expect(report?.envelopeId).toBeNull();
});

test('what was given with the message comes back: its identifier and the address written to', async () => {
  const given = {
    ...ABOUT,
    envelopeId: 'abc',
    original: 'info@exemple.be',
    action: 'Delayed',
    status: '4.4.1',
  };
  expect(await readDeliveryReport(postfixReport(given))).toMatchObject({
    envelopeId: 'abc',
    recipients: [{ original: 'info@exemple.be', action: 'delayed', status: '4.4.1' }],
  });
});

test('addresses of several alphabets, in one writing or the other', async () => {
  const report = async (final: string) =>
    (await readDeliveryReport(postfixReport({ ...ABOUT, final })))?.recipients[0]?.final;
  expect(await report('hélène@exemple.be')).toBe('hélène@exemple.be');
  const escaped = Buffer.from(
    postfixReport(ABOUT)
      .toString()
      .replace('rfc822; An.Peeters', 'utf-8; h\\x{E9}l\\x{E8}ne\\x{FFFFFF}')
      .replaceAll('message/delivery-status', 'message/global-delivery-status')
      .replaceAll('text/rfc822-headers', 'message/global-headers'),
  );
  expect(await readDeliveryReport(escaped)).toMatchObject({
    messageIds: [ABOUT.messageId],
    recipients: [{ final: 'hélène\\x{ffffff}@exemple.be' }],
  });
});

/** A report changed as a text. */
const changed = (change: (text: string) => string) => Buffer.from(change(postfixReport(ABOUT).toString()));

test.each([
  ['nothing', Buffer.alloc(0)],
  ['an automatic answer', outOfOffice(ABOUT)],
  ['what is no message', Buffer.from([0, 255, 13, 10, 200, 0, 1])],
  [
    'a report of another kind',
    changed((text) => text.replaceAll('message/delivery-status', 'message/feedback-report')),
  ],
  [
    'a message that looks like a report',
    changed((text) => text.replace('multipart/report;', 'multipart/mixed;')),
  ],
  ['headers without end', Buffer.from(`Subject: a\r\n${'X-Spam: yes\r\n'.repeat(50_000)}`)],
  [
    'parts in parts in parts',
    Buffer.from(
      Array.from(
        { length: 300 },
        (_, at) => `Content-Type: multipart/report; boundary="b${at}"\r\n\r\n--b${at}\r\n`,
      ).join(''),
    ),
  ],
])('%s is no report', async (_, raw) => {
  expect(await readDeliveryReport(raw)).toBeNull();
});

test('a broken report says what it can', async () => {
  const cut = postfixReport(ABOUT);
  const upTo = (mark: string) => readDeliveryReport(cut.subarray(0, cut.indexOf(mark)));
  expect(await upTo('Remote-MTA')).toEqual({ envelopeId: null, messageIds: [], recipients: [FAILED] });
  expect(await upTo('Action:')).toMatchObject({ recipients: [] });
  const unknown = changed((text) => text.replace('Status: 5.1.1', 'Status: not today'));
  expect(await readDeliveryReport(unknown)).toMatchObject({ recipients: [] });
  const many = changed((text) =>
    text.replace(
      'Final-Recipient',
      `${'Final-Recipient: rfc822; a@b.be\r\nAction: failed\r\nStatus: 5.0.0\r\n\r\n'.repeat(5000)}Final-Recipient`,
    ),
  );
  expect((await readDeliveryReport(many))?.recipients.length).toBeLessThan(50);
});
