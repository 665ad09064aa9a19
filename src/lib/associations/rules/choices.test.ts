import { describe, expect, it } from 'vitest';
import { choicesOf, textOfValue, typedIn, valueOfText } from './choices.ts';
import { appliesTo, SETTING_KEYS, SETTINGS, type SettingKey, type SettingValues } from './settings.ts';
import type { Place } from './settings/definition.ts';
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

  it('lets a number or a day be typed', () => {
    expect(choices('parity-tolerance', 0)).toBeNull();
    expect(typedIn('parity-tolerance')).toMatchObject({ as: 'number', label: 'Écart admis, en sièges' });
    expect(choices('financial-year-end', '12-31')).toBeNull();
    expect(typedIn('financial-year-end')?.as).toBe('month-day');
    expect(typedIn('tie')).toBeNull();
  });

  it('offers nothing that the settings would not understand, and the default of each', () => {
    for (const key of SETTING_KEYS) {
      const place = appliesTo(key, assembly.bodyKind) ? assembly : { ...assembly, bodyKind: null };
      const { value } = SETTINGS[key].byDefault(place);
      const offered = choicesOf(key, value, place) ?? [];
      if (typedIn(key) === null) expect(offered.map(({ text }) => text)).toContain(textOfValue(key, value));
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
    expect(textOfValue('financial-year-end', '12-31')).toBe('31/12');
    for (const value of [null, '04-30', '03-01'])
      expect(valueOfText('activity-report-day', textOfValue('activity-report-day', value))).toBe(value);
  });

  it.each(['1/3', '01/03', '1.3', '01-03'])('reads the day %s', (text) => {
    expect(valueOfText('subsidy-papers-day', text)).toBe('03-01');
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
    ['financial-year-end', ''],
    ['financial-year-end', '31 décembre'],
    ['financial-year-end', '31/13'],
    ['financial-year-end', '12-31-2025'],
    ['activity-report-day', '30/02'],
    ['notice-days', 'quinze'],
  ] as const)('of %s, %j is refused in words that help', (key, text) => {
    const checked = checkSetting(key, valueOfText(key, text), { profile: 'common', bodyKind: null });
    expect(checked).toMatchObject({ done: false, refusal: { code: 'wrong-setting-value', field: 'value' } });
    const typed = typedIn(key);
    const help = {
      number: 'un nombre entier de ',
      'month-day': 'un jour et un mois',
      list: 'une des valeurs proposées',
    }[typed?.as ?? 'list'];
    expect(checked.done ? '' : checked.refusal.sentence).toContain(help);
  });
});
