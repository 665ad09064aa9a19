import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { daysAfter, daysBetween } from '#lib/kernel/days.ts';
import { checkDates, datesOf, MAX_DATES, ORDINALS, rhythmInWords, type Rhythm } from './series.ts';

const MONTHLY: Rhythm = {
  frequency: 'monthly',
  interval: 1,
  weekday: 3,
  ordinals: [2],
  fromDay: '2023-01-01',
  untilDay: '2023-12-31',
};
const WEEKLY: Rhythm = { ...MONTHLY, frequency: 'weekly', ordinals: [] };

describe('datesOf', () => {
  it.each<[string, Partial<Rhythm>, string]>([
    [
      'le deuxième mercredi d’une année',
      {},
      '01-11 02-08 03-08 04-12 05-10 06-14 07-12 08-09 09-13 10-11 11-08 12-13',
    ],
    [
      'le dernier vendredi, entre les deux bords',
      { weekday: 5, ordinals: [-1], fromDay: '2023-01-27', untilDay: '2023-04-28' },
      '01-27 02-24 03-31 04-28',
    ],
    [
      'le cinquième lundi, les mois sans sont sautés',
      { weekday: 1, ordinals: [5] },
      '01-30 05-29 07-31 10-30',
    ],
    [
      'un quatrième qui est aussi le dernier ne compte qu’une fois',
      { ordinals: [4, -1], untilDay: '2023-03-31' },
      '01-25 02-22 03-22 03-29',
    ],
    ['tous les trois mois, depuis le mois du début', { interval: 3 }, '01-11 04-12 07-12 10-11'],
    ['rien avant le premier jour ni après le dernier', { fromDay: '2023-01-12', untilDay: '2023-02-07' }, ''],
  ])('%s', (_, more, days) => {
    const dates = datesOf({ ...MONTHLY, ...more });
    expect(dates.map((day) => day.slice(5)).join(' ')).toBe(days);
  });

  it.each<[string, Partial<Rhythm>, string]>([
    ['chaque lundi', { weekday: 1, untilDay: '2023-01-23' }, '01-02 01-09 01-16 01-23'],
    ['le dimanche du premier jour compris', { weekday: 7, untilDay: '2023-01-08' }, '01-01 01-08'],
    ['un mercredi sur deux', { interval: 2, untilDay: '2023-02-01' }, '01-04 01-18 02-01'],
  ])('%s', (_, more, days) => {
    const dates = datesOf({ ...WEEKLY, ...more });
    expect(dates.map((day) => day.slice(5)).join(' ')).toBe(days);
  });

  it('stays on its weekday, in its period, in order, and as far apart as it says', () => {
    const rhythm = fc.record({
      frequency: fc.constantFrom('weekly' as const, 'monthly' as const),
      interval: fc.integer({ min: 1, max: 12 }),
      weekday: fc.integer({ min: 1, max: 7 }),
      ordinals: fc.uniqueArray(fc.constantFrom(...ORDINALS), { minLength: 1 }),
      start: fc.integer({ min: 0, max: 40_000 }),
      length: fc.integer({ min: 0, max: 900 }),
    });
    fc.assert(
      fc.property(rhythm, ({ start, length, ...rest }) => {
        const fromDay = daysAfter('1990-01-01', start);
        const untilDay = daysAfter(fromDay, length);
        const dates = datesOf({ ...rest, fromDay, untilDay });
        expect(dates).toEqual([...new Set(dates)].toSorted());
        for (const [index, day] of dates.entries()) {
          expect(Temporal.PlainDate.from(day).dayOfWeek).toBe(rest.weekday);
          expect(day >= fromDay && day <= untilDay).toBe(true);
          if (index > 0 && rest.frequency === 'weekly')
            expect(daysBetween(dates[index - 1]!, day)).toBe(7 * rest.interval);
        }
        expect(dates.length).toBeLessThanOrEqual(MAX_DATES + 1);
      }),
    );
  });
});

describe('checkDates', () => {
  it('donne les dates, au plus soixante', () => {
    const sixty = checkDates({ ...WEEKLY, untilDay: '2024-02-27' });
    expect(sixty.done && sixty.value.length).toBe(60);
  });

  it.each<[string, Partial<Rhythm>, string]>([
    ['sans ordre dans le mois', { ordinals: [] }, 'no-ordinal'],
    ['sans date dans la période', { untilDay: '2023-01-10' }, 'no-date'],
    ['à l’envers', { untilDay: '2022-12-31' }, 'no-date'],
    ['plus de soixante', { frequency: 'weekly', untilDay: '2024-03-31' }, 'too-many-dates'],
  ])('impossible %s', (_, more, code) => {
    expect(checkDates({ ...MONTHLY, ...more })).toMatchObject({ refusal: { code } });
  });
});

it.each<[Partial<Rhythm>, string]>([
  [{}, 'le deuxième mercredi du mois'],
  [{ ordinals: [2, -1], interval: 2 }, 'le deuxième et le dernier mercredi du mois, tous les 2\u00a0mois'],
  [{ frequency: 'weekly' }, 'chaque mercredi'],
  [{ frequency: 'weekly', interval: 2, weekday: 1 }, 'le lundi, toutes les 2\u00a0semaines'],
])('dit le rythme en mots : %j, %s', (more, words) => {
  expect(rhythmInWords({ ...MONTHLY, ...more })).toBe(words);
});
