import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter } from '#lib/kernel/days.ts';
import { noticeClock, noticeDays, type NoticeRule } from './notice.ts';

function rule(days: number | null, from: 'sending' | 'reception' = 'sending'): NoticeRule {
  const said = { source: 'CSA 9:14', toVerify: true, isDefault: true };
  return { 'notice-days': { value: days, ...said }, 'notice-counted-from': { value: from, ...said } };
}

describe('noticeClock', () => {
  it.each([
    // T70, and the vectors of a meeting on 6 November.
    ['2026-06-30', '2026-06-15', 'just'],
    ['2026-06-30', '2026-06-14', 'in-time'],
    ['2026-06-30', '2026-06-16', 'late'],
    ['2026-11-06', '2026-10-22', 'just'],
    ['2026-11-06', '2026-10-21', 'in-time'],
    ['2026-11-06', '2026-10-23', 'late'],
  ])('of a meeting on %s, sent on %s: %s', (heldOn, sentOn, verdict) => {
    expect(noticeClock(heldOn, sentOn, rule(15)).verdict).toBe(verdict);
  });

  it('asks for nothing where the statutes do not', () => {
    expect(noticeClock('2026-06-30', '2026-06-30', rule(null))).toMatchObject({
      verdict: 'free',
      lawfulUntil: null,
      days: 0,
    });
    expect(noticeDays('2026-06-30', rule(null))).toBeNull();
  });

  it('says its last days, its source, and to allow for the post', () => {
    expect(noticeClock('2026-06-30', '2026-06-16', rule(15, 'reception'))).toMatchObject({
      safeUntil: '2026-06-14',
      lawfulUntil: '2026-06-15',
      source: 'CSA 9:14',
      sentence: expect.stringMatching(/au plus tard le lundi.15.juin.*trois jours ouvrables/s),
    });
  });

  it('never says better of a later sending', () => {
    const order = ['late', 'just', 'in-time'];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 90 }), (days, before) => {
        const sent = daysAfter('2026-06-30', -before);
        const worth = (on: string) => order.indexOf(noticeClock('2026-06-30', on, rule(days)).verdict);
        expect(worth(daysAfter(sent, 1))).toBeLessThanOrEqual(worth(sent));
      }),
    );
  });
});
