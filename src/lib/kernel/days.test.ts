import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  daysAfter,
  daysBetween,
  dayInWords,
  localDay,
  localHour,
  localTimeInWords,
  momentOf,
  TIME_ZONE,
  timeInWords,
  weekdayInWords,
} from './days.ts';

const FIRST = Temporal.PlainDate.from('1921-01-01');
const aDay = fc.integer({ min: 0, max: 102_000 }).map((days) => FIRST.add({ days }));
const anInstant = fc
  .integer({ min: -1_500_000_000, max: 7_000_000_000 })
  .map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000));
const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];

describe('days and hours', () => {
  it('are written as one says them', () => {
    expect(dayInWords('2022-11-21')).toBe('21\u00a0novembre\u00a02022');
    expect(dayInWords('2023-01-01')).toBe('1er\u00a0janvier\u00a02023');
    expect(weekdayInWords('2022-11-21')).toBe('lundi 21\u00a0novembre\u00a02022');
    expect(weekdayInWords('1921-06-27')).toBe('lundi 27\u00a0juin\u00a01921');
    expect(timeInWords('14:06')).toBe('14\u00a0h\u00a006');
    expect(timeInWords('09:00:00')).toBe('9\u00a0h');
  });

  it('of an instant are those of clocks in Brussels, also on the nights when they change', () => {
    expect(localTimeInWords('2022-10-30T00:30:00Z')).toBe('2\u00a0h\u00a030');
    expect(localTimeInWords('2022-10-30T01:30:00Z')).toBe('2\u00a0h\u00a030');
    expect(localTimeInWords('2022-03-27T01:00:00Z')).toBe('3\u00a0h');
    expect(localDay('2022-12-31T23:00:00Z')).toBe('2023-01-01');
    expect(localHour('2022-12-31T23:00:00.5Z')).toBe(0);
    expect(momentOf('1970-01-01T00:00:01.5Z')).toBe(1500);
  });

  it('agree with the library of dates on any day and any instant', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: -2000, max: 2000 }), anInstant, (day, days, instant) => {
        const other = day.add({ days });
        expect(daysAfter(day.toString(), days)).toBe(other.toString());
        expect(daysBetween(day.toString(), other.toString())).toBe(days);
        expect(weekdayInWords(day.toString()).split(' ')[0]).toBe(WEEKDAYS[day.dayOfWeek - 1]);
        const here = instant.toZonedDateTimeISO(TIME_ZONE);
        expect(localDay(instant.toString())).toBe(here.toPlainDate().toString());
        expect(localHour(instant.toString())).toBe(here.hour);
        expect(localTimeInWords(instant.toString())).toBe(
          timeInWords(here.toPlainTime().toString({ smallestUnit: 'minute' })),
        );
      }),
      { numRuns: 300 },
    );
  });
});
