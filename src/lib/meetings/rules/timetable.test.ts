import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationInWords, timetableOf } from './timetable.ts';

const items = (...minutes: (number | null)[]) =>
  minutes.map((each, index) => ({ id: String(index), minutes: each }));
const plain = (text: string | null | undefined) => text?.replaceAll('\u00a0', ' ');

describe('timetableOf', () => {
  it('runs on from the hour of the meeting, an item without duration taking no time', () => {
    const { begins, total, sentence, overrun } = timetableOf(items(20, null, 75, 5), '14:00', '16:00');
    expect([...begins.values()].map(plain)).toEqual(['14 h', '14 h 20', '14 h 20', '15 h 35']);
    expect(total).toBe(100);
    expect(plain(sentence)).toBe('1 h 40, jusqu’à 15 h 40');
    expect(overrun).toBeNull();
  });

  it('warns when the agenda goes past the planned end, not when it ends right then', () => {
    expect(timetableOf(items(60, 60), '14:00', '16:00').overrun).toBeNull();
    expect(plain(timetableOf(items(60, 61), '14:00', '16:00').overrun)).toContain(
      'dépasse de 1 minute la fin prévue (16 h)',
    );
  });

  it('goes past midnight in words', () => {
    expect(plain(timetableOf(items(90, 30), '23:00', null).begins.get('1'))).toBe('0 h 30 (le lendemain)');
  });

  it('says the total alone when the hour is not known, and nothing when nothing is planned', () => {
    expect(timetableOf(items(45), null, null)).toMatchObject({ total: 45, overrun: null });
    expect(plain(timetableOf(items(45), null, null).sentence)).toBe('45 minutes');
    expect(timetableOf(items(null), '14:00', '14:30')).toEqual({
      begins: new Map(),
      total: 0,
      sentence: null,
      overrun: null,
    });
  });

  it('never makes an item begin before the one that precedes it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 8 }), (minutes) => {
        const whole = timetableOf(items(...minutes), '08:00', null);
        const less = timetableOf(items(...minutes.slice(0, -1)), '08:00', null);
        expect(whole.total - less.total).toBe(minutes.at(-1));
        expect([...whole.begins].slice(0, -1)).toEqual([...less.begins]);
      }),
    );
  });
});

it.each([
  [1, '1 minute'],
  [60, '1 h'],
  [65, '1 h 05'],
])('%i minutes : %s', (minutes, words) => expect(plain(durationInWords(minutes))).toBe(words));
