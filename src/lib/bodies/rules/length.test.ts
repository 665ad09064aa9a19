import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter } from '#lib/kernel/days.ts';
import { checkLength, longestUntil } from './length.ts';

const SIX = { value: 6, source: 'statuts, art. 14', toVerify: false };
const mandate = { office: 'member', from: '2024-12-02', to: '2030-12-01', ended: false } as const;

describe('how long a mandate lasts', () => {
  it.each<
    [string, Partial<Parameters<typeof checkLength>[0]>, Partial<typeof SIX | { value: null }>, boolean]
  >([
    ['as long as the statutes say', {}, {}, true],
    ['one day more is refused', { to: '2030-12-02' }, {}, false],
    ['less is admitted', { to: '2024-12-02' }, {}, true],
    ['without a last day, it ends at the renewal', { to: null }, {}, true],
    ['what ended late in fact is told as it was', { to: '2031-06-30', ended: true }, {}, true],
    ['a guest is no director', { to: '2040-01-01', office: 'invited' }, {}, true],
    ['a chair is', { to: '2040-01-01', office: 'chair' }, {}, false],
    ['nothing is said', { to: '2060-01-01' }, { value: null }, true],
    ['what no statutes confirmed refuses nothing', { to: '2031-01-01' }, { toVerify: true }, true],
  ])('%s', (_, more, length, admitted) => {
    expect(checkLength({ ...mandate, ...more }, { ...SIX, ...length }).done).toBe(admitted);
  });

  it('says the last possible day, and the source', () => {
    expect(checkLength({ ...mandate, to: '2031-01-01' }, SIX)).toMatchObject({
      refusal: {
        code: 'longer-than-admitted',
        field: 'to',
        source: 'statuts, art. 14',
        sentence:
          'Un mandat dure 6\u00a0ans au plus\u00a0: commencé le 2\u00a0décembre\u00a02024, il finit au plus tard le 1er\u00a0décembre\u00a02030. Choisissez ce jour-là ou un jour d’avant, ou laissez la fin vide.',
      },
    });
  });

  it.each([
    ['2024-12-02', 6, '2030-12-01'],
    ['2025-01-01', 1, '2025-12-31'],
    // Until the eve of the anniversary, in leap years and around them.
    ['2025-03-01', 3, '2028-02-29'],
    ['2024-02-29', 6, '2030-02-28'],
    ['2024-02-29', 4, '2028-02-28'],
  ])('from %s for %i years until %s', (from, value, last) => {
    expect(longestUntil({ office: 'member', from }, { ...SIX, value })).toBe(last);
  });

  it('admits its own last day, and not the next one', () => {
    const days = fc.integer({ min: 0, max: 40_000 }).map((after) => daysAfter('1990-01-01', after));
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 50 }), (from, value) => {
        const length = { ...SIX, value };
        const last = longestUntil({ office: 'member', from }, length)!;
        expect(checkLength({ ...mandate, from, to: last }, length).done).toBe(true);
        expect(checkLength({ ...mandate, from, to: daysAfter(last, 1) }, length).done).toBe(false);
      }),
    );
  });
});
