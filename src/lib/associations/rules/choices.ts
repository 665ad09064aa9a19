import { thresholdInWords, type Threshold } from '#lib/kernel/fractions.ts';
import { SETTINGS, type SettingKey, type SettingValues } from './settings.ts';
import type { Definition, Place, Typed } from './settings/definition.ts';
import { USUAL } from './settings/thresholds.ts';

/** One value that a page offers. */
export interface Choice {
  /** What the form sends. */
  readonly text: string;
  readonly label: string;
  /** The article that does not let the statutes say this here; null when they may. */
  readonly forbiddenBy: string | null;
}

/** How the value of a setting is typed; null when it is chosen in a list. */
export function typedIn(key: SettingKey): Typed | null {
  const { offers }: Pick<Definition<unknown>, 'offers'> = SETTINGS[key];
  return isTyped(offers) ? offers : null;
}

function isTyped(offers: Definition<unknown>['offers']): offers is Typed {
  return !Array.isArray(offers);
}

/** The text with which a form sends this value of a setting. */
export function textOfValue(key: SettingKey, value: unknown): string {
  const typed = typedIn(key);
  if (typed === null) return JSON.stringify(value);
  if (value === null) return '';
  return typed.as === 'month-day' ? String(value).split('-').reverse().join('/') : String(value);
}

/** "12-31", from "31/12", "31.12" or "31-12"; undefined for any other text. */
function monthDayOf(text: string): string | undefined {
  const [, day, month] = /^(\d{1,2})[/.-](\d{1,2})$/.exec(text) ?? [];
  return day && month && `${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** The value behind the text that a form sent; undefined, which no setting accepts, when it is none. */
export function valueOfText(key: SettingKey, text: string): unknown {
  const typed = typedIn(key);
  if (typed && text === '') return null;
  if (typed?.as === 'month-day') return monthDayOf(text);
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
  const usual = USUAL.find(([threshold]) => textOfValue(key, threshold) === text);
  return usual ? usual[1] : thresholdInWords(value);
}

/**
 * The values that a page offers for a setting in this place, `current` among them even when it is unusual; null when one
 * is typed instead.
 */
export function choicesOf<K extends SettingKey>(
  key: K,
  current: SettingValues[K],
  place: Place,
): Choice[] | null {
  const { floor, offers }: Definition<SettingValues[K]> = SETTINGS[key];
  if (isTyped(offers)) return null;
  const choices = offers.map((value) => ({
    text: textOfValue(key, value),
    label: labelOf(key, value),
    forbiddenBy: !floor || floor.allows(value, place) ? null : floor.source,
  }));
  const text = textOfValue(key, current);
  return choices.some((choice) => choice.text === text)
    ? choices
    : [...choices, { text, label: labelOf(key, current), forbiddenBy: null }];
}
