import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter } from '#lib/kernel/days.ts';
import { TWO_THIRDS, UNANIMITY } from '#lib/kernel/fractions.ts';
import { historyOf, periodOn, timeInWords } from './history.ts';
import { resolveSettings, type SettingRow } from './statutes.ts';

const board = { id: 'board', kind: 'board' } as const;
const said = (value: unknown, more: Partial<SettingRow> = {}): SettingRow => ({
  bodyId: null,
  key: 'quorum.ordinary',
  fromDay: null,
  value,
  source: 'statuts, art. 20',
  ...more,
});

describe('historyOf', () => {
  it('is the default since always where nothing is said', () => {
    expect(historyOf('quorum.ordinary', [], board)).toMatchObject([
      { from: null, to: null, setHere: false, begunHere: false, isDefault: true },
    ]);
  });

  it('says what held from when to when, for the association and for a body', () => {
    const rows = [
      said(TWO_THIRDS),
      said(UNANIMITY, { bodyId: 'board', fromDay: '2024-01-01', source: 'ROI, art. 3' }),
      said(undefined, { bodyId: 'board', fromDay: '2026-01-01', source: '' }),
      said(null, { fromDay: '2027-01-01', source: 'statuts, art. 21' }),
    ];
    const told = historyOf('quorum.ordinary', rows, board).map(({ from, to, source, setHere, begunHere }) => [
      from,
      to,
      source,
      setHere,
      begunHere,
    ]);
    expect(told).toEqual([
      [null, '2023-12-31', 'statuts, art. 20', false, false],
      ['2024-01-01', '2025-12-31', 'ROI, art. 3', true, true],
      ['2026-01-01', '2026-12-31', 'statuts, art. 20', false, true],
      ['2027-01-01', null, 'statuts, art. 21', false, false],
    ]);
    expect(historyOf('quorum.ordinary', rows, null).map(({ from, begunHere }) => [from, begunHere])).toEqual([
      [null, true],
      ['2027-01-01', true],
    ]);
  });

  it('follows the profile where the default rests on it, and only there', () => {
    const relay = said('social-relay', { key: 'profile', fromDay: '2004-01-01' });
    expect(historyOf('double-majority', [relay], board).map(({ from, value }) => [from, value])).toEqual([
      [null, false],
      ['2004-01-01', true],
    ]);
    expect(historyOf('tie', [relay], board)).toHaveLength(1);
    expect(historyOf('profile', [relay], null)).toHaveLength(2);
  });

  it('keeps a change that repeats what was said: it can be withdrawn', () => {
    const rows = [said(TWO_THIRDS), said(TWO_THIRDS, { fromDay: '2027-01-01' })];
    expect(historyOf('quorum.ordinary', rows, null).map(({ from }) => from)).toEqual([null, '2027-01-01']);
  });

  it('has neither gap nor overlap, and agrees with the rules of each day', () => {
    const day = fc.constantFrom(null, '2022-01-01', '2023-03-15', '2024-02-29', '2025-12-31');
    const value = fc.constantFrom(undefined, null, TWO_THIRDS, UNANIMITY);
    const bodyId = fc.constantFrom(null, 'board', 'elsewhere');
    const row = fc.record({ value, fromDay: day, bodyId }).map((each) => said(each.value, each));
    const rows = fc.uniqueArray(row, { selector: ({ bodyId: id, fromDay }) => `${id} ${fromDay}` });
    const asked = fc.constantFrom('2000-01-01', '2022-01-01', '2023-03-14', '2024-02-29', '2030-01-01');
    fc.assert(
      fc.property(rows, asked, (given, on) => {
        const history = historyOf('quorum.ordinary', given, board);
        expect(history[0]!.from).toBeNull();
        expect(history.at(-1)!.to).toBeNull();
        for (const [index, { from }] of history.entries())
          if (from !== null) expect(history[index - 1]!.to).toBe(daysAfter(from, -1));
        const { value: held, source } = resolveSettings(given, board, on)['quorum.ordinary'];
        expect(periodOn(history, on)).toMatchObject({ value: held, source });
      }),
    );
  });
});

describe('timeInWords', () => {
  it.each([
    [null, null, 'depuis toujours'],
    [null, '2026-12-31', 'jusqu’au 31\u00a0décembre\u00a02026'],
    ['2027-01-01', null, 'à partir du 1er\u00a0janvier\u00a02027'],
    ['2024-03-01', '2025-05-31', 'du 1er\u00a0mars\u00a02024 au 31\u00a0mai\u00a02025'],
  ])('%s, %s: %s', (from, to, words) => {
    expect(timeInWords({ from, to })).toBe(words);
  });
});
