import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter } from '#lib/kernel/days.ts';
import { inTime } from './in-time.ts';

const mandate = (from: string, to: string | null = null) => ({ from, to });

describe('inTime', () => {
  it('tells those of today, to come and past apart, both days included', () => {
    const day = '2022-11-21';
    const [open, first, last] = [mandate('2021-01-01'), mandate(day), mandate('2020-01-01', day)];
    const [soon, later] = [mandate('2022-11-22'), mandate('2024-01-01')];
    const [older, newer] = [mandate('2018-01-01', '2021-12-31'), mandate('2015-01-01', '2022-11-20')];
    expect(inTime([open, later, older, first, soon, newer, last], day)).toEqual({
      current: [open, first, last],
      coming: [soon, later],
      past: [newer, older],
    });
  });

  it('tells each mandate once, whatever the day', () => {
    const iso = fc.integer({ min: 0, max: 15_000 }).map((days) => daysAfter('2000-01-01', days));
    const period = fc
      .tuple(iso, fc.option(iso))
      .map(([from, to]) => mandate(from, to && to < from ? from : to));
    fc.assert(
      fc.property(fc.array(period), iso, (mandates, today) => {
        const { current, coming, past } = inTime(mandates, today);
        expect(new Set([...current, ...coming, ...past])).toEqual(new Set(mandates));
        expect(current.length + coming.length + past.length).toBe(mandates.length);
      }),
    );
  });
});
