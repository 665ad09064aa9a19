import { describe, expect, it } from 'vitest';
import {
  besides,
  deadlinesOf,
  periodOf,
  readMonth,
  readView,
  weeksOf,
  type DeadlineRule,
} from './calendar.ts';

const said = <T>(value: T) => ({ value, source: 'statuts, art. 17', toVerify: false, isDefault: false });
const rule = (notice: number | null, proposals: number | null | undefined): DeadlineRule => ({
  'notice-days': said(notice),
  'notice-counted-from': said('sending'),
  'proposal-days': proposals === undefined ? null : said(proposals),
});

describe('l’adresse d’un calendrier', () => {
  it.each([
    ['year', '2023-02', 'year', '2023-02'],
    ['list', '1930-01', 'list', '1930-01'],
    [null, null, 'month', '2022-11'],
    ['week', '2023-13', 'month', '2022-11'],
    ['', '2023-2', 'month', '2022-11'],
  ])('%s %s', (view, month, expectedView, expectedMonth) => {
    expect(readView(view)).toBe(expectedView);
    expect(readMonth(month, '2022-11-21')).toBe(expectedMonth);
  });

  it('va au mois ou à l’année d’à côté, même en décembre', () => {
    expect(besides('month', '2022-12')).toEqual({ before: '2022-11', after: '2023-01' });
    expect(besides('list', '2022-12')).toEqual({ before: '2021-12', after: '2023-12' });
  });
});

describe('weeksOf', () => {
  it.each([
    ['2021-02', 4, '2021-02-01', '2021-02-28'],
    ['2022-11', 5, '2022-10-31', '2022-12-04'],
    ['2022-10', 6, '2022-09-26', '2022-11-06'],
  ])('%s en %i semaines entières', (month, weeks, from, to) => {
    expect(weeksOf(month)).toHaveLength(weeks);
    expect(weeksOf(month).flat()).toHaveLength(7 * weeks);
    expect(periodOf('month', month)).toEqual({ from, to });
    expect(periodOf('year', month)).toEqual({
      from: `${month.slice(0, 4)}-01-01`,
      to: `${month.slice(0, 4)}-12-31`,
    });
  });
});

describe('deadlinesOf', () => {
  it('compte à rebours la convocation et les propositions, la plus proche d’abord (T70)', () => {
    expect(deadlinesOf('2026-06-30', rule(15, 30)).map(({ kind, day }) => [kind, day])).toEqual([
      ['proposals', '2026-05-31'],
      ['notice', '2026-06-14'],
    ]);
    expect(deadlinesOf('2026-06-30', rule(15, 10)).map(({ kind, day }) => [kind, day])).toEqual([
      ['notice', '2026-06-14'],
      ['proposals', '2026-06-20'],
    ]);
    expect(deadlinesOf('2026-06-30', rule(15, null))).toEqual([
      {
        kind: 'notice',
        day: '2026-06-14',
        sentence:
          'La convocation et le dossier partent au plus tard le dimanche 14\u00a0juin\u00a02026 (encore admis le 15\u00a0juin\u00a02026).',
        source: 'statuts, art. 17',
      },
    ]);
  });

  it('ne demande rien où aucun délai n’est fixé', () => {
    expect(deadlinesOf('2026-06-30', rule(null, undefined))).toEqual([]);
  });
});
