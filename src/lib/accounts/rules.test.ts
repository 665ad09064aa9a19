import { describe, expect, it } from 'vitest';
import { hasCome, localPath, secondsAfter, waitInWords } from './rules.ts';

describe('an expiry', () => {
  it('has come at its very instant, not a millisecond before', () => {
    const end = secondsAfter('2026-01-05T10:00:00Z', 600);
    expect(end).toBe('2026-01-05T10:10:00Z');
    expect(hasCome(end, '2026-01-05T10:09:59.999Z')).toBe(false);
    expect(hasCome(end, '2026-01-05T10:10:00Z')).toBe(true);
  });
});

describe('the wait', () => {
  it.each([
    ['2026-01-05T10:04:00Z', 'dans 4\u00a0minutes'],
    ['2026-01-05T10:03:00.001Z', 'dans 4\u00a0minutes'],
    ['2026-01-05T10:00:10Z', 'dans 1\u00a0minute'],
    ['2026-01-05T10:00:00Z', 'dans 1\u00a0minute'],
    ['2026-01-05T11:30:00Z', 'dans 90\u00a0minutes'],
    ['2026-01-05T11:31:00Z', 'dans 2\u00a0heures'],
    ['2026-01-06T10:00:00Z', 'dans 24\u00a0heures'],
  ])('until %s is said "%s"', (end, words) => {
    expect(waitInWords('2026-01-05T10:00:00Z', end)).toBe(words);
  });
});

describe('the page asked for', () => {
  it.each([
    ['/rslux/meetings?year=2022', '/rslux/meetings?year=2022'],
    ['/', '/'],
    ['/signals', '/signals'],
    [null, '/'],
    [undefined, '/'],
    ['', '/'],
    ['rslux', '/'],
    ['https://elsewhere.example/', '/'],
    ['//elsewhere.example/', '/'],
    ['/\\elsewhere.example/', '/'],
    ['/\t/elsewhere.example/', '/'],
    ['/..//elsewhere.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['http://[', '/'],
    ['/sign-in', '/'],
    ['/sign-in?next=/x', '/'],
    ['/sign-out', '/'],
    ['/start/', '/'],
  ])('%j leads to %j', (asked, path) => {
    expect(localPath(asked)).toBe(path);
  });
});
