import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BODY_KINDS } from '#lib/kernel/body-kinds.ts';
import { FOUR_FIFTHS, MORE_THAN_HALF, TWO_THIRDS, UNANIMITY } from '#lib/kernel/fractions.ts';
import { appliesTo, SETTING_KEYS, SETTINGS } from './settings.ts';
import { PROFILES, type Place } from './settings/definition.ts';
import {
  checkSetting,
  resolveSettings,
  statutesInWords,
  type SettingRow,
  type StatutesBody,
} from './statutes.ts';

const board = { id: 'board', kind: 'board' } as const;
const assembly = { id: 'assembly', kind: 'general-assembly' } as const;
const committee = { id: 'committee', kind: 'management-committee' } as const;
const DAY = '2022-11-21';

/** Said for the association, or for a body, since always or from a day on. */
const said = (key: string, value: unknown, more: Partial<SettingRow> = {}): SettingRow => ({
  bodyId: null,
  key,
  fromDay: null,
  value,
  source: 'statuts, art. 20',
  ...more,
});
const relay = said('profile', 'social-relay', { source: 'statuts, art. 1' });
const standing = (rows: readonly SettingRow[], body: StatutesBody | null, day = DAY) =>
  resolveSettings(rows, body, day);
const inAssembly: Place = { profile: 'common', bodyKind: 'general-assembly' };

function code(key: string, value: unknown, place: Place = inAssembly): string {
  const outcome = checkSetting(key, value, place);
  return outcome.done ? 'done' : outcome.refusal.code;
}

describe('checkSetting', () => {
  it.each([
    ['quorum.statutes', { num: 1, den: 2, strict: true }, 'CSA 9:21'],
    ['quorum.statutes', { num: 65, den: 100, strict: false }, 'CSA 9:21'],
    ['quorum.statutes', null, 'CSA 9:21'],
    ['quorum.purpose', { num: 1, den: 2, strict: true }, 'CSA 9:21'],
    ['quorum.dissolution', null, 'CSA 2:110'],
    ['majority.statutes', { num: 3, den: 5, strict: true }, 'CSA 9:21'],
    ['majority.purpose', TWO_THIRDS, 'CSA 9:21'],
    ['majority.exclusion', MORE_THAN_HALF, 'CSA 9:23'],
    ['majority.dissolution', { num: 3, den: 4, strict: false }, 'CSA 2:110'],
    ['majority.ordinary', { num: 1, den: 2, strict: false }, 'majorité absolue'],
    ['notice-days', 14, 'CSA 9:14'],
    ['notice-days', null, 'CSA 9:14'],
    ['written-decisions', false, 'CSA 9:14/1'],
    ['late-items', 'free', 'CSA 9:14'],
  ])('refuse %s à %o, sous le minimum', (key, value, source) => {
    expect(checkSetting(key, value, inAssembly)).toMatchObject({
      done: false,
      refusal: { code: 'below-legal-floor', source },
    });
  });

  it.each([
    ['quorum.statutes', TWO_THIRDS],
    ['quorum.statutes', { num: 4, den: 6, strict: false }],
    ['quorum.exclusion', null],
    ['quorum.ordinary', null],
    ['majority.purpose', FOUR_FIFTHS],
    ['majority.exclusion', { num: 3, den: 4, strict: false }],
    ['majority.ordinary', TWO_THIRDS],
    ['base', 'members'],
    ['parity-tolerance', 2],
    ['notice-days', 15],
    ['notice-days', 21],
    ['proposal-days', 20],
    ['late-items', 'urgency'],
    ['proxies', 'anyone'],
    ['proxies-most', null],
    ['advance-vote', true],
    ['remote-participation', false],
    ['secret-for-persons', true],
    ['mandate-years', null],
  ])('admet %s à %o', (key, value) => {
    expect(checkSetting(key, value, inAssembly)).toEqual({ done: true, value });
  });

  it.each([
    ['quorum.statutes', '2/3'],
    ['quorum.statutes', { num: 2.5, den: 3, strict: false }],
    ['majority.ordinary', { num: 3, den: 2, strict: false }],
    ['majority.ordinary', { num: 1, den: 1, strict: true }],
    ['majority.ordinary', { ...TWO_THIRDS, formula: 'x' }],
    ['majority.ordinary', null],
    ['base', 'everyone'],
    ['double-majority', 'yes'],
    ['parity-tolerance', -1],
    ['notice-days', 0],
    ['notice-days', 366],
    ['notice-days', 15.5],
    ['proxies-most', 0],
    ['proxies', true],
    ['mandate-years', '6'],
  ])('refuse %s à %o, qui n’est pas une de ses valeurs', (key, value) => {
    expect(code(key, value)).toBe('wrong-setting-value');
  });

  it.each(['quorum', 'toString', '__proto__', ''])('refuse le réglage inconnu « %s »', (key) => {
    expect(code(key, true)).toBe('unknown-setting');
  });

  it.each([
    ['profile', 'social-relay'],
    ['admission', 'board'],
    ['financial-year-end', '06-30'],
    ['activity-report-day', '04-30'],
    ['subsidy-papers-day', null],
  ])('refuse %s d’un seul organe', (key, value) => {
    expect(code(key, value)).toBe('association-wide-setting');
    expect(code(key, value, { profile: 'common', bodyKind: null })).toBe('done');
  });

  it.each([
    ['advance-vote', true, 'board'],
    ['proposal-days', 20, 'management-committee'],
    ['majority.statutes', TWO_THIRDS, 'board'],
    ['quorum.dissolution', TWO_THIRDS, 'other'],
    ['written-decisions', true, 'working-group'],
    ['co-optation', false, 'general-assembly'],
  ] as const)('refuse %s à %o, sans objet pour ce type d’instance (%s)', (key, value, bodyKind) => {
    expect(code(key, value, { profile: 'common', bodyKind })).toBe('setting-of-other-bodies');
    expect(code(key, value, { profile: 'common', bodyKind: null })).toBe('done');
  });

  it.each(['12-31', '06-30', '02-28', '01-01'])('une clôture le %s', (value) => {
    expect(code('financial-year-end', value, { profile: 'common', bodyKind: null })).toBe('done');
  });

  // Every year must have it.
  it.each(['02-29', '13-01', '00-10', '04-31', '2025-12-31', '31/12', '', null, 1231])(
    'pas de clôture le %s',
    (value) => {
      expect(code('financial-year-end', value, { profile: 'common', bodyKind: null })).toBe(
        'wrong-setting-value',
      );
    },
  );

  it('R-CON-04, R-OA-06 : hors de l’AG, ni délai minimal ni décision écrite imposée', () => {
    for (const bodyKind of [null, 'board'] as const) {
      const place = { profile: 'common', bodyKind } as const;
      expect(code('notice-days', 3, place)).toBe('done');
      expect(code('notice-days', null, place)).toBe('done');
      expect(code('written-decisions', false, place)).toBe('done');
    }
  });

  it.each([
    ['social-relay', 'general-assembly', 'below-legal-floor'],
    ['social-relay', 'board', 'below-legal-floor'],
    ['social-relay', null, 'below-legal-floor'],
    ['social-relay', 'management-committee', 'done'],
    ['common', 'board', 'done'],
    ['common', null, 'done'],
  ] as const)('RS-06, RS-07 : renoncer à la double majorité, %s, %s : %s', (profile, bodyKind, expected) => {
    expect(code('double-majority', false, { profile, bodyKind })).toBe(expected);
    expect(code('double-majority', true, { profile, bodyKind })).toBe('done');
  });
});

describe('resolveSettings', () => {
  it('gives the common law by default, with what is to be verified', () => {
    const statutes = standing([], assembly);
    expect(statutes['quorum.ordinary']).toMatchObject({ value: null, isDefault: true });
    expect(statutes['majority.statutes']).toEqual({
      value: TWO_THIRDS,
      source: 'CSA 9:21',
      toVerify: true,
      isDefault: true,
    });
    expect(statutes['majority.dissolution']).toMatchObject({ value: FOUR_FIFTHS, toVerify: false });
    expect(statutes['double-majority'].value).toBe(false);
    expect(statutes.base).toMatchObject({ value: 'cast', toVerify: true });
    expect(standing([], board)['quorum.ordinary'].value).toEqual(MORE_THAN_HALF);
  });

  it('gives a social relay its double majority in the assembly and the board only', () => {
    expect(standing([relay], assembly)['double-majority']).toMatchObject({
      value: true,
      source: 'décret du 17 juillet 2003, art. 12',
    });
    expect(standing([relay], board)['double-majority'].value).toBe(true);
    expect(standing([relay], board)['parity-tolerance'].value).toBe(0);
    expect(standing([relay], committee)['double-majority'].value).toBe(false);
  });

  it('prefers the setting of the body to that of the association, and says its source', () => {
    const rows: SettingRow[] = [
      said('tie', 'casting-vote'),
      said('tie', 'rejected', { bodyId: 'assembly', source: 'statuts, art. 12' }),
    ];
    expect(standing(rows, board).tie).toEqual({
      value: 'casting-vote',
      source: 'statuts, art. 20',
      toVerify: false,
      isDefault: false,
    });
    expect(standing(rows, assembly).tie).toMatchObject({
      value: 'rejected',
      source: 'statuts, art. 12',
    });
  });

  it('without body, gives what holds for the association', () => {
    const rows: SettingRow[] = [
      relay,
      said('tie', 'casting-vote'),
      said('base', 'members', { bodyId: 'board', source: 'statuts, art. 9' }),
    ];
    const statutes = standing(rows, null);
    expect(statutes.tie).toMatchObject({ value: 'casting-vote', isDefault: false });
    expect(statutes.base).toMatchObject({ value: 'cast', isDefault: true });
    expect(statutes['double-majority'].value).toBe(false);
  });

  it('leaves aside what the law does not allow, however it came into the table', () => {
    const rows: SettingRow[] = [
      relay,
      said('double-majority', false, { bodyId: 'board', source: 'statuts, art. 9' }),
      said('majority.statutes', MORE_THAN_HALF, { bodyId: 'board', source: 'statuts, art. 9' }),
    ];
    const statutes = standing(rows, board);
    expect(statutes['double-majority']).toMatchObject({ value: true, isDefault: true });
    expect(statutes['majority.statutes']).toMatchObject({ value: TWO_THIRDS, isDefault: true });
  });

  it('gives every kind of body defaults that it could have chosen', () => {
    for (const profile of PROFILES)
      for (const bodyKind of BODY_KINDS)
        for (const key of SETTING_KEYS.filter((each) => appliesTo(each, bodyKind)))
          expect(code(key, SETTINGS[key].byDefault({ profile, bodyKind }).value, { profile, bodyKind })).toBe(
            'done',
          );
  });
});

describe('statutesInWords', () => {
  it('lists every setting with its title, sentence and source', () => {
    const lines = statutesInWords(standing([relay], board));
    expect(lines.map((line) => line.key)).toEqual(SETTING_KEYS);
    expect(lines.find((line) => line.key === 'quorum.statutes')).toMatchObject({
      title: 'Quorum pour modifier les statuts',
      sentence: 'Le vote n’est valable que si 2/3 des membres qui votent sont présents ou représentés.',
      source: 'CSA 9:21',
      toVerify: true,
    });
  });

  it('has one sentence for every value', () => {
    const sentence = (key: string, value: unknown) =>
      statutesInWords(standing([said(key, value)], null)).find((line) => line.key === key)?.sentence;
    const values: [string, unknown[]][] = [
      ['profile', ['common', 'social-relay']],
      ['quorum.ordinary', [null, MORE_THAN_HALF, UNANIMITY]],
      ['quorum-scope', ['overall', 'each-college', 'both']],
      ['base', ['cast', 'present', 'members']],
      ['tie', ['rejected', 'casting-vote']],
      ['double-majority', [true, false]],
      ['empty-college', ['strict', 'ignored']],
      ['government-vote', ['public', 'advisory']],
      ['parity-tolerance', [null, 0, 2]],
      ['alternation', ['none', 'by-term', 'half-term', 'fixed']],
      ['first-chair-sector', ['public', 'associative']],
      ['alternation-exception', ['refused', 'recorded']],
      ['notice-days', [null, 1, 15]],
      ['notice-counted-from', ['sending', 'reception']],
      ['proposal-days', [null, 1, 20]],
      ['late-items', ['never', 'urgency', 'free']],
      ['secret-for-persons', [true, false]],
      ['proxies', ['none', 'member', 'anyone']],
      ['proxies-most', [null, 1, 2]],
      ['remote-participation', [true, false]],
      ['advance-vote', [true, false]],
      ['written-decisions', [true, false]],
      ['mandate-years', [null, 1, 6]],
      ['co-optation', [true, false]],
      ['admission', ['general-assembly', 'board']],
      ['financial-year-end', ['12-31', '06-30']],
      ['activity-report-day', [null, '04-30', '03-01']],
      ['subsidy-papers-day', [null, '03-01']],
      ['public-composition', [true, false]],
      ['alert-mails', [true, false]],
    ];
    for (const [key, each] of values)
      expect(new Set(each.map((value) => sentence(key, value))).size).toBe(each.length);
  });
});

describe('the defaults', () => {
  const byDefault = (key: keyof typeof SETTINGS, rows: readonly SettingRow[], body: StatutesBody | null) => {
    const { value, toVerify } = standing(rows, body)[key];
    return [value, toVerify];
  };
  const other = { id: 'other', kind: 'working-group' } as const;

  it.each([
    // R-CON-04, R-DEL-04, R-ODJ-03.
    ['notice-days', [], assembly, 15, true],
    ['notice-days', [], board, null, false],
    ['notice-counted-from', [], assembly, 'sending', true],
    ['proposal-days', [], assembly, null, true],
    // R-ODJ-04.
    ['late-items', [], assembly, 'never', true],
    ['late-items', [], board, 'urgency', true],
    // R-VOT-05.
    ['secret-for-persons', [], assembly, false, false],
    // R-PAR-02, R-OA-08.
    ['proxies', [], assembly, 'member', true],
    ['proxies', [], board, 'none', true],
    ['proxies', [], other, 'none', true],
    ['proxies-most', [], assembly, null, true],
    // R-DIS-01, R-OA-07, R-DIS-06.
    ['remote-participation', [], assembly, true, true],
    ['remote-participation', [], board, true, true],
    ['advance-vote', [], assembly, false, true],
    // R-ECR-01, R-OA-06.
    ['written-decisions', [], assembly, true, false],
    ['written-decisions', [], board, true, true],
    // R-OA-04, RS-22.
    ['co-optation', [], board, true, false],
    ['mandate-years', [], board, null, false],
    ['mandate-years', [relay], board, 6, true],
    ['mandate-years', [relay], assembly, null, false],
    // R-MEM-02.
    ['admission', [], null, 'general-assembly', true],
    ['admission', [relay], board, 'general-assembly', true],
    // RS-19.
    ['financial-year-end', [], null, '12-31', true],
    ['activity-report-day', [], null, null, false],
    ['activity-report-day', [relay], null, '04-30', true],
    ['subsidy-papers-day', [], null, null, false],
    ['subsidy-papers-day', [relay], null, '03-01', true],
  ] as const)('%s, %o, %o : %s', (key, rows, body, value, toVerify) => {
    expect(byDefault(key, rows, body)).toEqual([value, toVerify]);
  });
});

describe('what the association says, read for a body', () => {
  it('leaves the assembly its legal notice (R-CON-04) and its written decisions (R-ECR-01)', () => {
    const rows = [said('notice-days', 8), said('written-decisions', false)];
    expect(standing(rows, board)['notice-days'].value).toBe(8);
    expect(standing(rows, assembly)['notice-days']).toMatchObject({ value: 15, source: 'CSA 9:14' });
    expect(standing([said('notice-days', 20)], assembly)['notice-days'].value).toBe(20);
    expect(standing(rows, board)['written-decisions'].value).toBe(false);
    expect(standing(rows, assembly)['written-decisions'].value).toBe(true);
  });

  it('means nothing for a body of which statutes do not say it', () => {
    const rows = [said('advance-vote', true), said('advance-vote', true, { bodyId: 'board' })];
    expect(standing(rows, assembly)['advance-vote']).toMatchObject({ value: true, isDefault: false });
    expect(standing(rows, board)['advance-vote']).toMatchObject({ value: false, isDefault: true });
  });

  it('holds for every body where no body can depart from it', () => {
    const rows = [said('admission', 'board'), said('admission', 'general-assembly', { bodyId: 'board' })];
    expect(standing(rows, board).admission).toMatchObject({ value: 'board', isDefault: false });
    expect(standing(rows, null).admission.value).toBe('board');
  });
});

describe('the rules of a day', () => {
  const quorum = (rows: readonly SettingRow[], day: string, body: StatutesBody | null = board) => {
    const { value, source } = standing(rows, body, day)['quorum.ordinary'];
    return value === null ? source : `${value.num}/${value.den} ${source}`;
  };
  const rows = [
    said('quorum.ordinary', TWO_THIRDS, { fromDay: '2024-01-01', source: 'art. 2' }),
    said('quorum.ordinary', FOUR_FIFTHS, { source: 'art. 1' }),
    said('quorum.ordinary', UNANIMITY, { fromDay: '2025-01-01', bodyId: 'board', source: 'art. 3' }),
    said('quorum.ordinary', undefined, { fromDay: '2026-01-01', bodyId: 'board', source: '' }),
    said('quorum.ordinary', null, { fromDay: '2027-01-01', source: 'art. 4' }),
    said('quorum.ordinary', undefined, { fromDay: '2028-01-01', source: '' }),
  ];

  it.each([
    ['1950-01-01', '4/5 art. 1'],
    ['2023-12-31', '4/5 art. 1'],
    ['2024-01-01', '2/3 art. 2'],
    ['2024-12-31', '2/3 art. 2'],
    ['2025-01-01', '1/1 art. 3'],
    ['2025-12-31', '1/1 art. 3'],
    // The body says nothing more: the rule of the association holds again.
    ['2026-01-01', '2/3 art. 2'],
    // No quorum is a rule; nothing said is none.
    ['2027-01-01', 'art. 4'],
    ['2028-01-01', '1/2 choix de l’outil, la loi est muette'],
  ])('on %s: %s', (day, expected) => {
    expect(quorum(rows, day)).toBe(expected);
  });

  it('rests on the profile of that day', () => {
    const turned = [
      said('profile', 'social-relay', { fromDay: '2024-01-01' }),
      said('double-majority', false, { bodyId: 'board' }),
    ];
    const at = (day: string) => standing(turned, board, day)['double-majority'];
    expect(at('2023-12-31')).toMatchObject({ value: false, isDefault: false });
    expect(at('2024-01-01')).toMatchObject({ value: true, isDefault: true });
  });

  it('does not depend on the order of the rows, nor on those that begin later', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(rows),
        fc.constantFrom('2020-06-01', '2024-06-01', '2026-06-01'),
        (some, day) => {
          const begun = some.filter(({ fromDay }) => fromDay === null || fromDay <= day);
          expect(quorum(some, day)).toBe(quorum(begun.toReversed(), day));
        },
      ),
    );
  });
});
