import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter } from '#lib/kernel/days.ts';
import { noticeClock, type NoticeRule } from './notice.ts';
import {
  checkAgendaOpen,
  checkSecondMeeting,
  firstSafeSecondDay,
  isFreedByASecondMeeting,
  secondDay,
} from './second-meeting.ts';

const FIRST = '2026-06-01';
const said = { source: 'CSA 9:14', toVerify: true, isDefault: true };
const rule = (days: number | null): NoticeRule => ({
  'notice-days': { value: days, ...said },
  'notice-counted-from': { value: 'sending', ...said },
});

it.each([
  ['2026-06-15', 'too-early'],
  ['2026-06-16', 'just'],
  ['2026-06-17', 'safe'],
])('R-AG2-02: on %s, 15 days are asked after 1 June: %s', (heldOn, worth) => {
  expect(secondDay(FIRST, heldOn)).toBe(worth);
});

describe('checkSecondMeeting', () => {
  it('refuses without a first, and too early; admits the fifteenth day', () => {
    expect(checkSecondMeeting(null, '2026-06-30')).toMatchObject({
      refusal: { code: 'no-first-meeting', source: 'CSA 9:21' },
    });
    expect(checkSecondMeeting(FIRST, '2026-06-15', 'heldOn')).toMatchObject({
      refusal: { code: 'second-meeting-too-early', field: 'heldOn', sentence: expect.stringContaining('16') },
    });
    expect(checkSecondMeeting(FIRST, '2026-06-16').done).toBe(true);
  });
});

describe('firstSafeSecondDay', () => {
  it('is sixteen days after the first, or as late as a new notice asks (R-CON-08)', () => {
    expect(firstSafeSecondDay(FIRST, FIRST, rule(15))).toBe('2026-06-17');
    expect(firstSafeSecondDay(FIRST, '2026-06-10', rule(15))).toBe('2026-06-26');
    expect(firstSafeSecondDay(FIRST, '2026-06-10', rule(null))).toBe('2026-06-17');
  });

  it('always leaves both delays beyond discussion', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 60 }), (later, days) => {
        const today = daysAfter(FIRST, later);
        const day = firstSafeSecondDay(FIRST, today, rule(days));
        expect(secondDay(FIRST, day)).toBe('safe');
        expect(noticeClock(day, today, rule(days)).verdict).toBe('in-time');
      }),
    );
  });
});

it('only what the law submits to a quorum is freed from it', () => {
  expect(
    [null, 'ordinary', 'statutes', 'dissolution'].map((kind) => isFreedByASecondMeeting(kind as null)),
  ).toEqual([false, false, true, true]);
});

it('nothing is added to a second meeting', () => {
  expect(checkAgendaOpen({ secondOfId: null }).done).toBe(true);
  expect(checkAgendaOpen({ secondOfId: 'x' })).toMatchObject({ refusal: { code: 'second-meeting-agenda' } });
});
