import { describe, expect, it } from 'vitest';
import { choicesOf, textOfValue, valueOfText } from './choices.ts';
import { SETTING_KEYS, SETTINGS, type Place, type SettingKey, type SettingValues } from './settings.ts';
import { checkSetting } from './statutes.ts';

const assembly: Place = { profile: 'social-relay', bodyKind: 'general-assembly' };
const choices = <K extends SettingKey>(key: K, current: SettingValues[K]) =>
  choicesOf(key, current, assembly);

describe('choicesOf', () => {
  it('names the usual fractions, none where the statutes may ask for no quorum', () => {
    expect(choices('quorum.ordinary', null)?.map(({ label }) => label)).toEqual([
      'Aucun quorum',
      'Au moins la moitié',
      'Plus de la moitié',
      'Deux tiers',
      'Trois quarts',
      'Quatre cinquièmes',
      'L’unanimité',
    ]);
    expect(choices('majority.ordinary', { num: 1, den: 2, strict: true })).toHaveLength(6);
  });

  it('says which ones the law forbids, and by which article', () => {
    const allowed = (key: SettingKey) =>
      choices(key, SETTINGS[key].byDefault(assembly).value)
        ?.filter(({ forbiddenBy }) => forbiddenBy === null)
        .map(({ label }) => label);
    expect(allowed('majority.statutes')).toEqual([
      'Deux tiers',
      'Trois quarts',
      'Quatre cinquièmes',
      'L’unanimité',
    ]);
    expect(choices('quorum.statutes', null)?.[0]).toEqual({
      text: 'null',
      label: 'Aucun quorum',
      forbiddenBy: 'CSA 9:21',
    });
    expect(choices('double-majority', true)?.map(({ forbiddenBy }) => forbiddenBy)).toEqual([
      null,
      'décret du 17 juillet 2003, art. 12',
    ]);
  });

  it('offers the present value even when it is unusual', () => {
    expect(choices('majority.statutes', { num: 7, den: 10, strict: true })?.at(-1)).toEqual({
      text: '{"num":7,"den":10,"strict":true}',
      label: 'plus de 7/10',
      forbiddenBy: null,
    });
  });

  it('lets a number be typed', () => {
    expect(choices('parity-tolerance', 0)).toBeNull();
  });

  it('offers nothing that the settings would not understand, and the default of each', () => {
    for (const key of SETTING_KEYS) {
      const place = key === 'profile' ? { ...assembly, bodyKind: null } : assembly;
      const { value } = SETTINGS[key].byDefault(place);
      const offered = choicesOf(key, value, place) ?? [];
      if (key !== 'parity-tolerance')
        expect(offered.map(({ text }) => text)).toContain(textOfValue(key, value));
      for (const { text, forbiddenBy } of offered) {
        const checked = checkSetting(key, valueOfText(key, text), place);
        expect(checked.done ? null : checked.refusal.source).toBe(forbiddenBy);
      }
    }
  });
});

describe('valueOfText', () => {
  it('reads back what textOfValue wrote', () => {
    for (const value of [null, 0, 2])
      expect(valueOfText('parity-tolerance', textOfValue('parity-tolerance', value))).toBe(value);
    expect(textOfValue('parity-tolerance', null)).toBe('');
    expect(valueOfText('quorum.ordinary', 'null')).toBeNull();
    expect(valueOfText('tie', textOfValue('tie', 'rejected'))).toBe('rejected');
  });

  it.each([
    ['tie', ''],
    ['quorum.ordinary', ''],
    ['tie', 'rejected'],
    ['parity-tolerance', 'deux'],
    ['parity-tolerance', '1,5'],
    ['parity-tolerance', '-1'],
    ['parity-tolerance', '1.5'],
    ['parity-tolerance', '101'],
    ['majority.ordinary', '{"num":1,"den":0,"strict":false}'],
    ['majority.ordinary', '[]'],
    ['double-majority', 'yes'],
  ] as const)('of %s, %j is refused in words that help', (key, text) => {
    const checked = checkSetting(key, valueOfText(key, text), { profile: 'common', bodyKind: null });
    expect(checked).toMatchObject({ done: false, refusal: { code: 'wrong-setting-value', field: 'value' } });
    const help = key === 'parity-tolerance' ? 'un nombre entier de 0 à 100' : 'une des valeurs proposées';
    expect(checked.done ? '' : checked.refusal.sentence).toContain(help);
  });
});
