import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clashesOf, overlap } from './clashes.ts';
import { checkHours, hoursOf } from './hours.ts';

const at = (startsAt: string | null, endsAt: string | null = null, heldOn = '2022-12-12') => ({
  heldOn,
  startsAt,
  endsAt,
});

describe('les heures d’une réunion', () => {
  it('sans fin, comptent deux heures ; sans début, on ne sait pas', () => {
    expect(hoursOf(at('14:30', '16:00'))).toEqual({ from: 870, to: 960 });
    expect(hoursOf(at('14:30'))).toEqual({ from: 870, to: 990 });
    expect(hoursOf(at(null))).toBeNull();
  });

  it.each([
    ['14:00', '14:01', true],
    ['14:00', null, true],
    [null, null, true],
    ['14:00', '14:00', false],
    [null, '14:00', false],
  ])('de %s à %s : %s', (startsAt, endsAt, fine) => {
    expect(checkHours({ startsAt, endsAt }).done).toBe(fine);
  });
});

describe('clashesOf', () => {
  it.each([
    ['l’une pendant l’autre', at('14:00', '18:00'), at('15:00', '16:00'), true],
    ['bout à bout', at('14:00', '16:00'), at('16:00', '18:00'), false],
    ['sans fin prévue', at('14:00'), at('15:59'), true],
    ['un autre jour', at('14:00'), at('14:00', null, '2022-12-13'), false],
    ['sans heure', at(null), at('14:00'), false],
    ['sans heure, de l’autre côté', at('14:00'), at(null), false],
  ])('%s', (_, one, other, together) => {
    expect(overlap(one, other)).toBe(together);
    expect(overlap(other, one)).toBe(together);
  });

  it('nomme chaque paire une fois, avec ceux qui sont des deux', () => {
    const meetings = [
      { id: 'ca', ...at('14:00', '16:00'), people: ['a', 'b', 'c'] },
      { id: 'cg', ...at('15:00', '17:00'), people: ['c', 'd', 'a'] },
      { id: 'gt', ...at('15:30'), people: ['e'] },
      { id: 'ag', ...at('17:00'), people: ['a', 'd'] },
    ];
    expect(clashesOf(meetings)).toEqual([{ meetingIds: ['ca', 'cg'], people: ['a', 'c'] }]);
  });

  it('never lacks a pair, nor invents one', () => {
    const time = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:00`);
    const meeting = fc.record({
      start: fc.option(time),
      people: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
    });
    fc.assert(
      fc.property(fc.array(meeting, { maxLength: 6 }), (drawn) => {
        const meetings = drawn.map(({ start, people }, index) => ({
          id: String(index),
          ...at(start),
          people,
        }));
        const naive = meetings.flatMap((one, index) =>
          meetings.slice(index + 1).filter((other) => {
            const hour = (each: typeof one) => Number(each.startsAt?.slice(0, 2) ?? NaN);
            const near = Math.abs(hour(one) - hour(other)) < 2;
            return near && one.people.some((person) => other.people.includes(person));
          }),
        );
        expect(clashesOf(meetings)).toHaveLength(naive.length);
      }),
    );
  });
});
