import { describe, expect, it } from 'vitest';
import { BODY_KINDS } from '#lib/kernel/body-kinds.ts';
import { FOUR_FIFTHS, MORE_THAN_HALF, TWO_THIRDS, UNANIMITY } from '#lib/kernel/fractions.ts';
import { SETTING_KEYS, SETTINGS, type Place } from './settings.ts';
import { checkSetting, resolveSettings, statutesInWords, type SettingRow } from './statutes.ts';

const board = { id: 'board', kind: 'board' } as const;
const assembly = { id: 'assembly', kind: 'general-assembly' } as const;
const committee = { id: 'committee', kind: 'management-committee' } as const;
const relay: SettingRow = { bodyId: null, key: 'profile', value: 'social-relay', source: 'statuts, art. 1' };
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
  ])('refuse %s à %o, qui n’est pas une de ses valeurs', (key, value) => {
    expect(code(key, value)).toBe('wrong-setting-value');
  });

  it.each(['quorum', 'toString', '__proto__', ''])('refuse le réglage inconnu « %s »', (key) => {
    expect(code(key, true)).toBe('unknown-setting');
  });

  it('refuse le régime d’un seul organe', () => {
    expect(code('profile', 'social-relay')).toBe('association-wide-setting');
    expect(code('profile', 'social-relay', { profile: 'common', bodyKind: null })).toBe('done');
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
    const statutes = resolveSettings([], assembly);
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
    expect(resolveSettings([], board)['quorum.ordinary'].value).toEqual(MORE_THAN_HALF);
  });

  it('gives a social relay its double majority in the assembly and the board only', () => {
    expect(resolveSettings([relay], assembly)['double-majority']).toMatchObject({
      value: true,
      source: 'décret du 17 juillet 2003, art. 12',
    });
    expect(resolveSettings([relay], board)['double-majority'].value).toBe(true);
    expect(resolveSettings([relay], board)['parity-tolerance'].value).toBe(0);
    expect(resolveSettings([relay], committee)['double-majority'].value).toBe(false);
  });

  it('prefers the setting of the body to that of the association, and says its source', () => {
    const rows: SettingRow[] = [
      { bodyId: null, key: 'tie', value: 'casting-vote', source: 'statuts, art. 20' },
      { bodyId: 'assembly', key: 'tie', value: 'rejected', source: 'statuts, art. 12' },
    ];
    expect(resolveSettings(rows, board).tie).toEqual({
      value: 'casting-vote',
      source: 'statuts, art. 20',
      toVerify: false,
      isDefault: false,
    });
    expect(resolveSettings(rows, assembly).tie).toMatchObject({
      value: 'rejected',
      source: 'statuts, art. 12',
    });
  });

  it('without body, gives what holds for the association', () => {
    const rows: SettingRow[] = [
      relay,
      { bodyId: null, key: 'tie', value: 'casting-vote', source: 'statuts, art. 20' },
      { bodyId: 'board', key: 'base', value: 'members', source: 'statuts, art. 9' },
    ];
    const statutes = resolveSettings(rows, null);
    expect(statutes.tie).toMatchObject({ value: 'casting-vote', isDefault: false });
    expect(statutes.base).toMatchObject({ value: 'cast', isDefault: true });
    expect(statutes['double-majority'].value).toBe(false);
  });

  it('leaves aside what the law does not allow, however it came into the table', () => {
    const rows: SettingRow[] = [
      relay,
      { bodyId: 'board', key: 'double-majority', value: false, source: 'statuts, art. 9' },
      { bodyId: 'board', key: 'majority.statutes', value: MORE_THAN_HALF, source: 'statuts, art. 9' },
    ];
    const statutes = resolveSettings(rows, board);
    expect(statutes['double-majority']).toMatchObject({ value: true, isDefault: true });
    expect(statutes['majority.statutes']).toMatchObject({ value: TWO_THIRDS, isDefault: true });
  });

  it('gives every kind of body defaults that it could have chosen', () => {
    for (const profile of ['common', 'social-relay'] as const)
      for (const bodyKind of BODY_KINDS)
        for (const key of SETTING_KEYS.filter((each) => each !== 'profile'))
          expect(code(key, SETTINGS[key].byDefault({ profile, bodyKind }).value, { profile, bodyKind })).toBe(
            'done',
          );
  });
});

describe('statutesInWords', () => {
  it('lists every setting with its title, sentence and source', () => {
    const lines = statutesInWords(resolveSettings([relay], board));
    expect(lines.map((line) => line.key)).toEqual(SETTING_KEYS);
    expect(lines.find((line) => line.key === 'quorum.statutes')).toMatchObject({
      title: 'Quorum pour modifier les statuts',
      sentence: 'Le vote n’est valable que si 2/3 des membres qui votent sont présents ou représentés.',
      source: 'CSA 9:21',
      toVerify: true,
    });
  });

  it('has one sentence for every value', () => {
    const said = (key: string, value: unknown) =>
      statutesInWords(resolveSettings([{ bodyId: null, key, value, source: 'statuts' }], committee)).find(
        (line) => line.key === key,
      )?.sentence;
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
    ];
    for (const [key, each] of values)
      expect(new Set(each.map((value) => said(key, value))).size).toBe(each.length);
  });
});
