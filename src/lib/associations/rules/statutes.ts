import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { COLLEGES, type College } from '#lib/kernel/sectors.ts';
import {
  PROFILES,
  SETTING_KEYS,
  SETTINGS,
  type Definition,
  type Place,
  type Profile,
  type SettingKey,
  type SettingValues,
  type Sourced,
} from './settings.ts';

/** A setting as it stands for a body. */
export interface Resolved<T> extends Sourced<T> {
  readonly isDefault: boolean;
}

/** Every setting as it stands for one body. */
export type Statutes = { readonly [K in SettingKey]: Resolved<SettingValues[K]> };

/** The body for which settings are read. */
export interface StatutesBody {
  readonly id: string;
  readonly kind: BodyKind;
}

/** A setting that departs from its default; `bodyId` null for the whole association. */
export interface SettingRow {
  readonly bodyId: string | null;
  readonly key: string;
  readonly value: unknown;
  readonly source: string;
}

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(SETTINGS, key);
}

function check<K extends SettingKey>(key: K, value: unknown, place: Place): Outcome<SettingValues[K]> {
  const definition: Definition<SettingValues[K]> = SETTINGS[key];
  if (key === 'profile' && place.bodyKind !== null)
    return refuse(
      'association-wide-setting',
      'Impossible de changer le régime d’un seul organe\u00a0: il vaut pour toute l’association.',
    );
  const parsed = definition.schema.safeParse(value);
  if (!parsed.success)
    return refuse(
      'wrong-setting-value',
      `Impossible d’enregistrer ce réglage («\u00a0${definition.title}\u00a0»)\u00a0: ${definition.asks ?? 'choisissez une des valeurs proposées'}.`,
      { field: 'value' },
    );
  const { floor } = definition;
  if (floor && !floor.allows(parsed.data, place))
    return refuse('below-legal-floor', floor.sentence, { field: 'value', source: floor.source });
  return done(parsed.data);
}

/**
 * Whether the statutes may say this in this place. Takes the key and the value as they came from outside.
 * Answers the typed value. Refuses an unknown key, a value of the wrong type and, with its article, a value below
 * what the law imposes.
 */
export function checkSetting(key: string, value: unknown, place: Place): Outcome<SettingValues[SettingKey]> {
  if (isSettingKey(key)) return check(key, value, place);
  return refuse('unknown-setting', 'Impossible de changer ce réglage\u00a0: il n’existe pas.');
}

// A row that the law no longer allows (the profile changed since) is left aside rather than obeyed.
function resolve<K extends SettingKey>(
  key: K,
  rows: readonly SettingRow[],
  profile: Profile,
  body: StatutesBody | null,
): Resolved<SettingValues[K]> {
  const places: [string | null, BodyKind | null][] = [[null, null]];
  if (body) places.unshift([body.id, body.kind]);
  for (const [bodyId, bodyKind] of places) {
    const row = rows.find((each) => each.key === key && each.bodyId === bodyId);
    if (!row) continue;
    const checked = check(key, row.value, { profile, bodyKind });
    if (checked.done) return { value: checked.value, source: row.source, toVerify: false, isDefault: false };
  }
  const definition: Definition<SettingValues[K]> = SETTINGS[key];
  return { ...definition.byDefault({ profile, bodyKind: body?.kind ?? null }), isDefault: true };
}

/** The profile of the association, from its settings. */
export function profileOf(rows: readonly SettingRow[]): Profile {
  const row = rows.find(({ key, bodyId }) => key === 'profile' && bodyId === null);
  return PROFILES.find((profile) => profile === row?.value) ?? 'common';
}

/**
 * The statutes as they stand for a body: the setting of the body, else that of the association, else the default.
 * `rows` are the settings of the association and of the body, in any order. Without body: for the association.
 */
export function resolveSettings(rows: readonly SettingRow[], body: StatutesBody | null): Statutes {
  const profile = profileOf(rows);
  const entries = SETTING_KEYS.map((key) => [key, resolve(key, rows, profile, body)]);
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
  readonly title: string;
  readonly sentence: string;
  readonly value: SettingValues[SettingKey];
  readonly source: string;
  readonly toVerify: boolean;
  readonly isDefault: boolean;
}

function line<K extends SettingKey>(key: K, resolved: Resolved<SettingValues[K]>): SettingLine {
  const definition: Definition<SettingValues[K]> = SETTINGS[key];
  return { key, title: definition.title, sentence: definition.describe(resolved.value), ...resolved };
}

/** The statutes in words, in the order of the definitions. */
export function statutesInWords(statutes: Statutes): SettingLine[] {
  return SETTING_KEYS.map((key) => line(key, statutes[key]));
}
