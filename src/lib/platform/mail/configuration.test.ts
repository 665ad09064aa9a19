import { expect, test } from 'vitest';
import { readMailConfiguration } from './configuration.ts';

const MAIL_FROM = 'Collégial <gouvernance@exemple.be>';
const from = { name: 'Collégial', address: 'gouvernance@exemple.be' };

test.each([
  ['smtp://smtp.exemple.be', { host: 'smtp.exemple.be', port: 587, tls: 'starttls', credentials: null }],
  [
    'smtp://rs%40lux:p%C3%A9%25@smtp.exemple.be:2525',
    { host: 'smtp.exemple.be', port: 2525, tls: 'starttls', credentials: { user: 'rs@lux', pass: 'pé%' } },
  ],
  ['smtps://smtp.exemple.be/', { host: 'smtp.exemple.be', port: 465, tls: 'wrapped', credentials: null }],
  ['smtp://relais?tls=none', { host: 'relais', port: 25, tls: 'none', credentials: null }],
  ['smtp://[::1]:1025?tls=none', { host: '::1', port: 1025, tls: 'none', credentials: null }],
])('%s', (SMTP_URL, expected) => {
  expect(readMailConfiguration({ SMTP_URL, MAIL_FROM })).toEqual({
    done: true,
    value: { ...expected, from, returnPath: from.address },
  });
});

test.each([[undefined], [''], ['  ']])(
  'without SMTP_URL (%j) there is no mail server, and that is allowed',
  (SMTP_URL) => {
    expect(readMailConfiguration({ SMTP_URL })).toEqual({ done: true, value: null });
  },
);

test.each([
  ['smtp.exemple.be', 'smtp-url-invalid'],
  ['http://smtp.exemple.be', 'smtp-url-invalid'],
  ['smtp://', 'smtp-url-invalid'],
  ['smtp://hôte:port', 'smtp-url-invalid'],
  ['smtp://smtp.exemple.be?pool=true', 'smtp-url-option'],
  ['smtp://smtp.exemple.be?tls=maybe', 'smtp-url-option'],
  ['smtp://smtp.exemple.be/boite', 'smtp-url-option'],
  ['smtp://user@smtp.exemple.be', 'smtp-credentials-incomplete'],
  ['smtp://:pass@smtp.exemple.be', 'smtp-credentials-incomplete'],
  ['smtp://user:100%@smtp.exemple.be', 'smtp-credentials-unreadable'],
  ['smtp://user:pass@smtp.exemple.be?tls=none', 'smtp-not-encrypted'],
  ['smtps://smtp.exemple.be?tls=none', 'smtp-not-encrypted'],
])('SMTP_URL %s is refused: %s', (SMTP_URL, code) => {
  const answer = readMailConfiguration({ SMTP_URL, MAIL_FROM });
  expect(answer).toMatchObject({ done: false, refusal: { code, field: 'SMTP_URL' } });
  expect(JSON.stringify(answer)).not.toContain('pass@');
});

test.each([[undefined], [''], ['Collégial'], ['a@b.be, c@d.be'], ['Groupe: a@b.be;, c@d.be']])(
  'MAIL_FROM %j is refused',
  (sender) => {
    expect(readMailConfiguration({ SMTP_URL: 'smtp://smtp.exemple.be', MAIL_FROM: sender })).toMatchObject({
      done: false,
      refusal: { code: 'mail-from-invalid', field: 'MAIL_FROM' },
    });
  },
);

test('MAIL_FROM may be a bare address', () => {
  expect(readMailConfiguration({ SMTP_URL: 'smtp://smtp.exemple.be', MAIL_FROM: 'a@b.be' })).toMatchObject({
    done: true,
    value: { from: { name: '', address: 'a@b.be' } },
  });
});

test('what cannot be delivered comes back to MAIL_RETURN_PATH, else to the sender', () => {
  const SMTP_URL = 'smtp://smtp.exemple.be';
  for (const [MAIL_RETURN_PATH, returnPath] of [
    ['retours@exemple.be', 'retours@exemple.be'],
    [' ', 'a@b.be'],
    [undefined, 'a@b.be'],
  ])
    expect(readMailConfiguration({ SMTP_URL, MAIL_FROM: 'a@b.be', MAIL_RETURN_PATH })).toMatchObject({
      done: true,
      value: { returnPath },
    });
  for (const MAIL_RETURN_PATH of [
    'retours',
    'Retours <retours@exemple.be>',
    'a@b.be, c@d.be',
    'a@b.be\nX: y',
  ])
    expect(readMailConfiguration({ SMTP_URL, MAIL_FROM: 'a@b.be', MAIL_RETURN_PATH })).toMatchObject({
      done: false,
      refusal: { code: 'mail-return-path-invalid', field: 'MAIL_RETURN_PATH' },
    });
});
