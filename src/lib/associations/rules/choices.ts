import {
  FOUR_FIFTHS,
  HALF,
  MORE_THAN_HALF,
  THREE_QUARTERS,
  TWO_THIRDS,
  UNANIMITY,
  thresholdInWords,
  type Threshold,
} from '#lib/kernel/fractions.ts';
import { COLLEGES } from '#lib/kernel/sectors.ts';
import {
  ALTERNATIONS,
  BASES,
  PROFILES,
  QUORUM_SCOPES,
  SETTINGS,
  type Definition,
  type Place,
  type SettingKey,
  type SettingValues,
} from './settings.ts';

/** The usual fractions of statutes, from the least to the most demanding. */
const FRACTIONS: readonly (readonly [Threshold, string])[] = [
  [HALF, 'Au moins la moitié'],
  [MORE_THAN_HALF, 'Plus de la moitié'],
  [TWO_THIRDS, 'Deux tiers'],
  [THREE_QUARTERS, 'Trois quarts'],
  [FOUR_FIFTHS, 'Quatre cinquièmes'],
  [UNANIMITY, 'L’unanimité'],
];
const MAJORITIES = FRACTIONS.map(([threshold]) => threshold);
const QUORUMS = [null, ...MAJORITIES];
const NUMBER = 'number';

/** What a page offers for each setting; a number is typed. */
const OFFERED: { readonly [K in SettingKey]: readonly SettingValues[K][] | typeof NUMBER } = {
  profile: PROFILES,
  'quorum.ordinary': QUORUMS,
  'quorum.statutes': QUORUMS,
  'quorum.purpose': QUORUMS,
  'quorum.exclusion': QUORUMS,
  'quorum.dissolution': QUORUMS,
  'quorum-scope': QUORUM_SCOPES,
  'majority.ordinary': MAJORITIES,
  'majority.statutes': MAJORITIES,
  'majority.purpose': MAJORITIES,
  'majority.exclusion': MAJORITIES,
  'majority.dissolution': MAJORITIES,
  base: BASES,
  tie: ['rejected', 'casting-vote'],
  'double-majority': [true, false],
  'empty-college': ['strict', 'ignored'],
  'government-vote': ['public', 'advisory'],
  'parity-tolerance': NUMBER,
  alternation: ALTERNATIONS,
  'first-chair-sector': COLLEGES,
  'alternation-exception': ['refused', 'recorded'],
  'public-composition': [true, false],
};

/** One value that a page offers. */
export interface Choice {
  /** What the form sends. */
  readonly text: string;
  readonly label: string;
  /** The article that does not let the statutes say this here; null when they may. */
  readonly forbiddenBy: string | null;
}

/** The text with which a form sends this value of a setting. */
export function textOfValue(key: SettingKey, value: unknown): string {
  if (OFFERED[key] === NUMBER) return value === null ? '' : String(value);
  return JSON.stringify(value);
}

/** The value behind the text that a form sent; undefined, which no setting accepts, when it is none. */
export function valueOfText(key: SettingKey, text: string): unknown {
  if (OFFERED[key] === NUMBER && text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isThreshold(value: unknown): value is Threshold {
  return typeof value === 'object' && value !== null;
}

function labelOf<K extends SettingKey>(key: K, value: SettingValues[K]): string {
  if (value === null) return 'Aucun quorum';
  const definition: Definition<SettingValues[K]> = SETTINGS[key];
  if (!isThreshold(value)) return definition.describe(value);
  const text = textOfValue(key, value);
  const usual = FRACTIONS.find(([threshold]) => textOfValue(key, threshold) === text);
  return usual ? usual[1] : thresholdInWords(value);
}

/**
 * The values that a page offers for a setting in this place, `current` among them even when it is unusual; null when a
 * number is typed instead.
 */
export function choicesOf<K extends SettingKey>(
  key: K,
  current: SettingValues[K],
  place: Place,
): Choice[] | null {
  const offered: readonly SettingValues[K][] | typeof NUMBER = OFFERED[key];
  if (offered === NUMBER) return null;
  const { floor }: Definition<SettingValues[K]> = SETTINGS[key];
  const choices = offered.map((value) => ({
    text: textOfValue(key, value),
    label: labelOf(key, value),
    forbiddenBy: !floor || floor.allows(value, place) ? null : floor.source,
  }));
  const text = textOfValue(key, current);
  return choices.some((choice) => choice.text === text)
    ? choices
    : [...choices, { text, label: labelOf(key, current), forbiddenBy: null }];
}
