import { historyOf, periodOn, type SettingPeriod } from '#lib/associations/rules/history.ts';
import { appliesTo, SETTING_KEYS, type SettingKey } from '#lib/associations/rules/settings.ts';
import type { Place } from '#lib/associations/rules/settings/definition.ts';
import {
  isSettingKey,
  profileOf,
  resolveSetting,
  settingInWords,
  standingOn,
  type SettingRow,
  type Standing,
} from '#lib/associations/rules/statutes.ts';
import { readSettings } from '#lib/associations/server/settings.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import { listBodies, type BodyRow } from './queries.ts';

/** A setting as a page shows it for one place, the association or a body, on one day. */
export interface SettingView extends SettingPeriod {
  /** What is to hold after that day, the nearest first. */
  readonly planned: readonly SettingPeriod[];
  /** For the association: the other rules that hold, each with the codes of its bodies. */
  readonly elsewhere: readonly { readonly sentence: string; readonly codes: readonly string[] }[];
}

/** The statutes in words as they stand for a place on a day, and the facts on which they depend. */
export interface SettingsView {
  readonly place: Place;
  readonly body: BodyRow | null;
  readonly bodies: readonly BodyRow[];
  readonly lines: readonly SettingView[];
}

/** What a place is read from, on one day. */
interface Reading {
  readonly day: string;
  readonly rows: readonly SettingRow[];
  readonly standing: Standing;
  readonly place: Place;
  readonly body: BodyRow | null;
  readonly bodies: readonly BodyRow[];
}

async function readPlace(tx: Tx, code: string | null, day: string): Promise<Outcome<Reading>> {
  const bodies = await listBodies(tx);
  const body = bodies.find((each) => each.code === code) ?? null;
  if (code !== null && body === null) return notFound();
  const rows = await readSettings(tx);
  const standing = standingOn(rows, day);
  const place = { profile: profileOf(standing), bodyKind: body?.kind ?? null };
  return done({ day, rows, standing, place, body, bodies });
}

function viewOf(key: SettingKey, history: readonly SettingPeriod[], reading: Reading): SettingView {
  const period = periodOn(history, reading.day);
  return {
    ...period,
    planned: history.filter(({ from }) => from !== null && from > reading.day),
    elsewhere: reading.body === null ? otherRules(key, period.sentence, reading) : [],
  };
}

function otherRules(key: SettingKey, sentence: string, { standing, bodies }: Reading) {
  const ofBodies = bodies
    .filter(({ kind }) => appliesTo(key, kind))
    .map((body) => ({
      code: body.code,
      sentence: settingInWords(key, resolveSetting(key, standing, body)).sentence,
    }));
  const alike = Map.groupBy(ofBodies, (each) => each.sentence);
  alike.delete(sentence);
  return [...alike].map(([other, each]) => ({ sentence: other, codes: each.map(({ code }) => code) }));
}

/**
 * The statutes of the association, or of the body with this code, on an ISO day: what its statutes can say. "Not found"
 * for a code that no body has.
 */
export async function viewSettings(tx: Tx, code: string | null, day: string): Promise<Outcome<SettingsView>> {
  const reading = await readPlace(tx, code, day);
  if (!reading.done) return reading;
  const { rows, place, body, bodies } = reading.value;
  const lines = SETTING_KEYS.filter((key) => appliesTo(key, place.bodyKind)).map((key) =>
    viewOf(key, historyOf(key, rows, body), reading.value),
  );
  return done({ place, body, bodies, lines });
}

/** One setting of a place on an ISO day, with all that it was, is and is planned to be. */
export interface SettingHistoryView {
  readonly place: Place;
  readonly body: BodyRow | null;
  readonly line: SettingView;
  readonly history: readonly SettingPeriod[];
}

/** As `viewSettings`, for one setting. "Not found" for an unknown one, and for one that means nothing there. */
export async function viewSetting(
  tx: Tx,
  key: string,
  code: string | null,
  day: string,
): Promise<Outcome<SettingHistoryView>> {
  const reading = await readPlace(tx, code, day);
  if (!reading.done) return reading;
  const { rows, place, body } = reading.value;
  if (!isSettingKey(key) || !appliesTo(key, place.bodyKind)) return notFound();
  const history = historyOf(key, rows, body);
  return done({ place, body, line: viewOf(key, history, reading.value), history });
}
