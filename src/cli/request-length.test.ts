import { expect, test } from 'vitest';
import { isTooLong } from './request-length.ts';

const MEETING = '/rslux/meetings/0b0f5f0e-0000-4000-8000-000000000000';
const long = (url: string) => isTooLong({ url, headers: { 'content-length': '3000000' } });

test.each([
  `${MEETING}/annexes?/add`,
  `${MEETING}/annexes/0b0f5f0e-0000-4000-8000-000000000001/edit?/replace`,
  `${MEETING}/minutes?/paper`,
  '/rslux/imports',
])('%s receives files', (url) => {
  expect(long(url)).toBe(false);
});

test.each([
  '/sign-in?/mail',
  '/sign-in?/mail&x=/imports',
  '/language?/rslux/imports',
  '/sign-in?/mail&x=/rslux/meetings/1/annexes?/add',
  `${MEETING}/edit?x=/annexes?/add`,
  `${MEETING}/minutes?/approve`,
  // Anybody sends there, and a PV that was sealed here is short.
  '/rslux/public/verify',
])('%s receives none', (url) => {
  expect(long(url)).toBe(true);
});

test('what does not say how long it is, is not received anywhere', () => {
  expect(isTooLong({ url: '/rslux/imports', headers: { 'transfer-encoding': 'chunked' } })).toBe(true);
  expect(isTooLong({ url: '/sign-in?/mail', headers: { 'content-length': '2000000' } })).toBe(false);
});
