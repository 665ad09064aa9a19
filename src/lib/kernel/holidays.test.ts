import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter, daysBetween, weekdayInWords } from './days.ts';
import { dueDay, easterOf, holidayName, isHoliday, isWorkingDay } from './holidays.ts';

const day = fc.integer({ min: 0, max: 84_000 }).map((days) => daysAfter('1970-01-01', days));

describe('easterOf', () => {
  it.each([
    '1961-04-02',
    '2008-03-23',
    '2011-04-24',
    '2022-04-17',
    '2023-04-09',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2030-04-21',
    '2038-04-25',
    '2049-04-18',
    '2285-03-22',
  ])('%s', (easter) => {
    expect(easterOf(Number(easter.slice(0, 4)))).toBe(easter);
  });

  it('is a Sunday between 22 March and 25 April', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1583, max: 4000 }), (year) => {
        const easter = easterOf(year);
        expect(weekdayInWords(easter)).toMatch(/^dimanche/);
        expect(easter.slice(5) >= '03-22' && easter.slice(5) <= '04-25').toBe(true);
      }),
    );
  });
});

describe('isHoliday', () => {
  it('knows the ten public holidays of 2026, and no other day of that year', () => {
    const year = Array.from({ length: 365 }, (_, index) => daysAfter('2026-01-01', index));
    expect(year.filter(isHoliday)).toEqual([
      '2026-01-01',
      '2026-04-06',
      '2026-05-01',
      '2026-05-14',
      '2026-05-25',
      '2026-07-21',
      '2026-08-15',
      '2026-11-01',
      '2026-11-11',
      '2026-12-25',
    ]);
  });

  it.each([
    ['2026-07-21', 'Fête nationale'],
    ['2026-05-14', 'Ascension'],
    ['2008-05-01', 'Fête du Travail, Ascension'],
    ['2026-07-22', null],
  ])('%s: %s', (date, name) => {
    expect(holidayName(date)).toBe(name);
  });
});

describe('dueDay', () => {
  it.each([
    ['T76: eight days, on a Wednesday', '2026-02-03', { days: 8 }, '2026-02-11'],
    ['T78: thirty days, from a Saturday to the Monday', '2026-06-18', { days: 30 }, '2026-07-20'],
    ['from the national holiday to the day after', '2026-06-21', { days: 30 }, '2026-07-22'],
    ['over Christmas and the week-end', '2026-11-25', { days: 30 }, '2026-12-28'],
    ['over Easter Monday', '2026-03-06', { days: 30 }, '2026-04-07'],
    ['a month, to the same date', '2026-02-03', { months: 1 }, '2026-03-03'],
    ['a month, to the end of a shorter one, a Saturday', '2026-01-31', { months: 1 }, '2026-03-02'],
  ])('%s', (_, event, delay, due) => {
    expect(dueDay(event, delay)).toBe(due);
  });

  it('is a working day, never before the delay is over, and at most four days after', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (event, days) => {
        const due = dueDay(event, { days });
        expect(isWorkingDay(due)).toBe(true);
        const wait = daysBetween(daysAfter(event, days), due);
        expect(wait >= 0 && wait <= 4).toBe(true);
        // Nothing but days without work is passed over.
        for (let passed = 0; passed < wait; passed += 1)
          expect(isWorkingDay(daysAfter(event, days + passed))).toBe(false);
      }),
    );
  });

  it('never comes earlier for a later event', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 40 }), (event, later) => {
        const after = daysAfter(event, later);
        for (const delay of [{ days: 30 }, { months: 1 }])
          expect(dueDay(after, delay) >= dueDay(event, delay)).toBe(true);
      }),
    );
  });
});
