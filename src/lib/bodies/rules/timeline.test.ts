import { describe, expect, it } from 'vitest';
import type { AlternationRule, OfficeHolder } from './alternation.ts';
import type { Term } from './terms.ts';
import { positionOn, presidencyTimeline, yearsOf } from './timeline.ts';

const TERMS: Term[] = [
  { id: '1', name: '2018-2024', from: '2018-12-03', to: '2024-12-01' },
  { id: '2', name: '2024-2030', from: '2024-12-02', to: '2030-12-01' },
];
const RULE: AlternationRule = {
  mode: 'by-term',
  firstChair: 'public',
  exceptions: 'refused',
  source: 'statuts, art. 24',
  toVerify: false,
};
const TODAY = '2022-11-21';
const chair: OfficeHolder = {
  office: 'chair',
  sector: 'public',
  name: 'Alix Abrassart',
  from: '2021-06-24',
  to: null,
  exceptionReason: null,
};
const viceChair: OfficeHolder = { ...chair, office: 'vice-chair', sector: 'associative', name: 'W. Warnier' };

const draw = (holders: OfficeHolder[], today = TODAY, terms = TERMS, more: Partial<AlternationRule> = {}) =>
  presidencyTimeline(terms, { ...RULE, ...more }, holders, today);
const barsOf = (timeline: ReturnType<typeof draw>, row = 0) =>
  timeline?.rows[row]?.bars.map(({ from, to, sector, held }) => [held ? 'held' : 'due', sector, from, to]);

describe('the presidency across terms', () => {
  it('draws who holds it to the end of the turn, then whose turn comes', () => {
    const timeline = draw([chair, viceChair]);
    expect(timeline).toMatchObject({ from: '2018-12-03', to: '2030-12-01' });
    expect(barsOf(timeline)).toEqual([
      ['held', 'public', '2021-06-24', '2024-12-01'],
      ['due', 'associative', '2024-12-02', '2030-12-01'],
    ]);
    expect(barsOf(timeline, 1)).toEqual([
      ['held', 'associative', '2021-06-24', '2024-12-01'],
      ['due', 'public', '2024-12-02', '2030-12-01'],
    ]);
    expect(timeline?.rows[0]?.bars.map(({ sentence }) => sentence)).toEqual([
      'Alix Abrassart, pour le secteur public, à partir du 24\u00a0juin\u00a02021',
      'Au tour du secteur associatif, à partir du 2\u00a0décembre\u00a02024',
    ]);
  });

  it('shows the days that nobody holds, from today on', () => {
    const leaving = { ...chair, to: '2023-03-31' };
    const coming = { ...chair, from: '2023-09-01', to: '2024-12-01' };
    expect(barsOf(draw([leaving, coming]))).toEqual([
      ['held', 'public', '2021-06-24', '2023-03-31'],
      ['due', 'public', '2023-04-01', '2023-08-31'],
      ['held', 'public', '2023-09-01', '2024-12-01'],
      ['due', 'associative', '2024-12-02', '2030-12-01'],
    ]);
    expect(barsOf(draw([]), 1)).toEqual([
      ['due', 'associative', TODAY, '2024-12-01'],
      ['due', 'public', '2024-12-02', '2030-12-01'],
    ]);
  });

  it('draws a chair who stayed past the turn until today, and says an exception', () => {
    const stayed = draw([chair], '2025-03-01');
    expect(barsOf(stayed)).toEqual([
      ['held', 'public', '2021-06-24', '2025-03-01'],
      ['due', 'associative', '2025-03-02', '2030-12-01'],
    ]);
    const excepted = draw([{ ...chair, sector: 'associative', exceptionReason: 'aucun candidat.' }]);
    expect(excepted?.rows[0]?.bars[0]?.sentence).toContain(', par exception\u00a0: aucun candidat.');
  });

  it('goes six years on where an end is not known, and two terms back', () => {
    const open = [{ ...TERMS[1]!, to: null }];
    const coming = { ...chair, from: '2024-12-02' };
    expect(draw([], '2026-01-01', open)?.to).toBe('2032-01-01');
    expect(barsOf(draw([coming], TODAY, open))?.[0]).toEqual(['held', 'public', '2024-12-02', '2030-12-02']);
    const old = { ...chair, from: '1999-01-01', to: '2005-01-01' };
    const long = { ...chair, from: '2005-01-02', to: '2012-01-01' };
    expect(draw([old, long])?.from).toBe('2010-11-21');
    expect(draw([old, long])?.rows[0]?.bars).toHaveLength(3);
  });

  it('has no turn for the vice-chair beside a chair that stays', () => {
    expect(barsOf(draw([chair], TODAY, TERMS, { mode: 'fixed' }), 1)).toEqual([]);
  });

  it('is nothing without terms nor chairs', () => {
    expect(draw([], TODAY, [])).toBeNull();
    expect(draw([chair], TODAY, [])).toMatchObject({ from: '2021-06-24', to: TODAY });
  });
});

describe('the scale', () => {
  it('goes from the first day to the end of the last one', () => {
    const days = { from: '2022-01-01', to: '2022-01-04' };
    expect(['2022-01-01', '2022-01-03', '2022-01-05'].map((day) => positionOn(days, day))).toEqual([
      0, 50, 100,
    ]);
  });

  it.each([
    ['2018-12-03', '2030-12-01', [2019, 2021, 2023, 2025, 2027, 2029]],
    ['2021-06-24', '2022-11-21', [2022]],
    ['2022-01-01', '2022-11-21', []],
    ['2010-01-01', '2036-12-01', [2011, 2015, 2019, 2023, 2027, 2031, 2035]],
  ])('from %s to %s writes %j', (from, to, years) => {
    expect(yearsOf({ from, to })).toEqual(years);
  });
});
