import { describe, expect, it } from 'vitest';
import { keepable, onAnswer, outdated, type Copy } from './keeping.ts';

const MEETING = '/rslux/meetings/0b5e1c86-8a0e-4b43-9d12-0d5f6f4a2a11';
const TOKEN = '/rslux/m/bRZ3vJ0Yq-1uQm_4k8T2wX5yA7cE9gHj';
const DAY = 24 * 60 * 60 * 1000;

it('keeps packs, the personal page of a meeting and the files that draw it, and nothing else', () => {
  expect(
    [`${MEETING}/pack.pdf`, `${TOKEN}/pack.pdf`, TOKEN, '/_app/immutable/entry/start.js'].map(keepable),
  ).toEqual(['pack', 'pack', 'page', 'asset']);
  const others = [
    '/',
    '/rslux',
    MEETING,
    `${MEETING}/answer`,
    `${MEETING}/minutes.pdf`,
    `${TOKEN}/proxy.pdf`,
    '/sign-in',
  ];
  expect(others.map(keepable)).toEqual(others.map(() => null));
});

describe('onAnswer', () => {
  it.each([
    ['pack', { status: 200, type: 'application/pdf', mark: null }, 'keep'],
    ['pack', { status: 200, type: 'text/html', mark: null }, 'leave'],
    ['pack', { status: 206, type: 'application/pdf', mark: null }, 'leave'],
    ['pack', { status: 404, type: 'text/html', mark: null }, 'forget'],
    ['page', { status: 200, type: 'text/html', mark: 'yes' }, 'keep'],
    // The link has ended: the page says so, and its copy goes.
    ['page', { status: 200, type: 'text/html', mark: null }, 'forget'],
    ['page', { status: 500, type: 'text/html', mark: null }, 'leave'],
    ['asset', { status: 200, type: 'text/javascript', mark: null }, 'keep'],
  ] as const)('%s %o: %s', (kind, answer, expected) => {
    expect(onAnswer(kind, answer)).toBe(expected);
  });
});

it('forgets after thirty days, and the oldest of more than five packs', () => {
  const copy = (url: string, days: number, kind: Copy['kind'] = 'pack'): Copy => ({
    url,
    kind,
    keptAt: -days * DAY,
  });
  const packs = ['a', 'b', 'c', 'd', 'e', 'f'].map((url, days) => copy(url, days));
  expect(outdated(packs, 0)).toEqual(['f']);
  expect(outdated([copy('old', 31, 'page'), copy('young', 30, 'page')], 0)).toEqual(['old']);
});
