import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { COLLEGES, type College } from '#lib/kernel/sectors.ts';
import {
  appliesTo,
  headingOf,
  SETTING_KEYS,
  SETTINGS,
  type SettingKey,
  type SettingValues,
} from './settings.ts';
import { PROFILES, type Definition, type Place, type Profile, type Sourced } from './settings/definition.ts';

/** A setting as it stands for a body. */
export interface Resolved<T> extends Sourced<T> {
  readonly isDefault: boolean;
}

/** Every setting as it stands for one body on one day. */
export type Statutes = { readonly [K in SettingKey]: Resolved<SettingValues[K]> };

/** The body for which settings are read. */
export interface StatutesBody {
  readonly id: string;
  readonly kind: BodyKind;
}

/** What the statutes say of a setting, in one place, from a day until the next row of that place. */
export interface SettingRow {
  /** Null: for the whole association. */
  readonly bodyId: string | null;
  readonly key: string;
  /** The first ISO day; null: since always. */
  readonly fromDay: string | null;
  /** Undefined: from that day on they say nothing here, and the rule above holds again. */
  readonly value: unknown;
  readonly source: string;
}

/** Before every ISO day: when only what is said since always holds. */
export const ALWAYS = '';

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(SETTINGS, key);
}

function check<K extends SettingKey>(key: K, value: unknown, place: Place): Outcome<SettingValues[K]> {
  const definition: Definition<SettingValues[K]> = SETTINGS[key];
  if (!appliesTo(key, place.bodyKind)) return notHere(definition);
  const parsed = definition.schema.safeParse(value);
  if (!parsed.success) {
    const asks =
      'asks' in definition.offers ? definition.offers.asks : 'choisissez une des valeurs proposées';
    return refuse(
      'wrong-setting-value',
      `Impossible d’enregistrer ce réglage («\u00a0${definition.title}\u00a0»)\u00a0: ${asks}.`,
      { field: 'value' },
    );
  }
  const { floor } = definition;
  if (floor && !floor.allows(parsed.data, place))
    return refuse('below-legal-floor', floor.sentence, { field: 'value', source: floor.source });
  return done(parsed.data);
}

function notHere({ title, where }: Pick<Definition<never>, 'title' | 'where'>): Outcome<never> {
  return where === 'association'
    ? refuse(
        'association-wide-setting',
        `Impossible de fixer ce réglage («\u00a0${title}\u00a0») pour une seule instance\u00a0: il vaut pour toute l’association.`,
      )
    : refuse(
        'setting-of-other-bodies',
        `Impossible de fixer ce réglage («\u00a0${title}\u00a0») ici\u00a0: il ne concerne pas ce type d’instance.`,
      );
}

/**
 * Whether the statutes may say this in this place. Takes the key and the value as they came from outside.
 * Answers the typed value. Refuses an unknown key, a setting that means nothing for such a body, a value of the wrong
 * type and, with its article, a value below what the law imposes.
 */
export function checkSetting(key: string, value: unknown, place: Place): Outcome<SettingValues[SettingKey]> {
  if (isSettingKey(key)) return check(key, value, place);
  return refuse('unknown-setting', 'Impossible de changer ce réglage\u00a0: il n’existe pas.');
}

/** The rows in force on one day, one at most for each place and each setting. */
export type Standing = ReadonlyMap<string, SettingRow>;

const placeOf = (bodyId: string | null, key: string) => `${bodyId ?? ''}/${key}`;

/** Of each place and each setting, the last row begun on this ISO day, or `ALWAYS`. `rows` are in any order. */
export function standingOn(rows: readonly SettingRow[], day: string): Standing {
  const standing = new Map<string, SettingRow>();
  for (const row of rows) {
    const place = placeOf(row.bodyId, row.key);
    const from = row.fromDay ?? ALWAYS;
    if (from <= day && from >= (standing.get(place)?.fromDay ?? ALWAYS)) standing.set(place, row);
  }
  return standing;
}

/** The profile of the association among the rows in force on a day. */
export function profileOf(standing: Standing): Profile {
  const row = standing.get(placeOf(null, 'profile'));
  return PROFILES.find((profile) => profile === row?.value) ?? 'common';
}

// A row that the law does not allow that day (the profile changed since) is left aside rather than obeyed. One of the
// whole association is compared with what the law asks of the body for which it is read.
function saidBy<K extends SettingKey>(
  key: K,
  row: SettingRow | undefined,
  place: Place,
): Resolved<SettingValues[K]> | null {
  if (!row || row.value === undefined) return null;
  const checked = check(key, row.value, place);
  return checked.done
    ? { value: checked.value, source: row.source, toVerify: false, isDefault: false }
    : null;
}

/** Where a setting is read for a body: one that no body can set is read as for the association. */
function readingPlace(key: SettingKey, standing: Standing, body: StatutesBody | null): Place {
  const wide = SETTINGS[key].where === 'association';
  return { profile: profileOf(standing), bodyKind: wide || !body ? null : body.kind };
}

/** One setting as it stands for a body among the rows in force on a day. As `resolveSettings` for the rest. */
export function resolveSetting<K extends SettingKey>(
  key: K,
  standing: Standing,
  body: StatutesBody | null,
): Resolved<SettingValues[K]> {
  const place = readingPlace(key, standing, body);
  const ofBody = body && place.bodyKind && saidBy(key, standing.get(placeOf(body.id, key)), place);
  const said = ofBody || saidBy(key, standing.get(placeOf(null, key)), place);
  if (said) return said;
  const definition: Definition<SettingValues[K]> = SETTINGS[key];
  return { ...definition.byDefault(place), isDefault: true };
}

/** Whether a setting is said for this very place and not for the association above it, among the rows of a day. */
export function isSetHere(key: SettingKey, standing: Standing, body: StatutesBody | null): boolean {
  const row = standing.get(placeOf(body?.id ?? null, key));
  return saidBy(key, row, readingPlace(key, standing, body)) !== null;
}

/**
 * The statutes as they stand for a body on an ISO day: what is said for the body, else for the association, else the
 * default. `rows` are those of the association and of the body, past and future ones included, in any order. Without
 * body: for the association.
 */
export function resolveSettings(
  rows: readonly SettingRow[],
  body: StatutesBody | null,
  day: string,
): Statutes {
  const standing = standingOn(rows, day);
  const entries = SETTING_KEYS.map((key) => [key, resolveSetting(key, standing, body)]);
  return Object.fromEntries(entries) as Statutes;
}

/** The colleges in which a body counts its votes; `null` alone when it counts them all together. */
export function collegesCounted(statutes: Statutes): readonly (College | null)[] {
  const together = !statutes['double-majority'].value && statutes['quorum-scope'].value === 'overall';
  return together ? [null] : COLLEGES;
}

/** A setting as a page lists it. */
export interface SettingLine {
  readonly key: SettingKey;
  readonly heading: string;
  readonly title: string;
  readonly sentence: string;
  readonly value: SettingValues[SettingKey];
  readonly source: string;
  readonly toVerify: boolean;
  readonly isDefault: boolean;
}

/** One setting in words. */
export function settingInWords<K extends SettingKey>(
  key: K,
  resolved: Resolved<SettingValues[K]>,
): SettingLine {
  const { title, describe }: Definition<SettingValues[K]> = SETTINGS[key];
  return { key, heading: headingOf(key), title, sentence: describe(resolved.value), ...resolved };
}

/** The statutes in words, in the order of the definitions. */
export function statutesInWords(statutes: Statutes): SettingLine[] {
  return SETTING_KEYS.map((key) => settingInWords(key, statutes[key]));
}
