import { isDeepStrictEqual } from 'node:util';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { SettingForm, SettingResetForm } from '#lib/associations/forms.ts';
import { mayChangeSettings } from '#lib/associations/policy.ts';
import type { Place } from '#lib/associations/rules/settings.ts';
import {
  checkSetting,
  isSettingKey,
  profileOf,
  resolveSettings,
  statutesInWords,
  type SettingLine,
} from '#lib/associations/rules/statutes.ts';
import { lockAssociation } from '#lib/associations/server/lock.ts';
import { settings } from '#lib/associations/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { listBodies, type BodyRow } from './queries.ts';
import { bodies } from './tables.ts';

async function bodyKindOf(tx: Tx, bodyId: string): Promise<BodyKind | null> {
  if (!isIdentifier(bodyId)) return null;
  const [body] = await tx.select({ kind: bodies.kind }).from(bodies).where(eq(bodies.id, bodyId));
  return body?.kind ?? null;
}

/**
 * Sets what the statutes say, for the association or for one body, with its source. Refuses an unknown body, a value of
 * the wrong type and one below what the law imposes.
 */
export function changeSetting(house: House, actor: Actor, form: SettingForm): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const allowed = mayChangeSettings(actor);
    if (!allowed.done) return allowed;
    // One change at a time: each is checked against the profile, and journalled against the value, that it replaces.
    await lockAssociation(tx, actor.associationId);
    const bodyId = form.bodyId || null;
    const bodyKind = bodyId === null ? null : await bodyKindOf(tx, bodyId);
    if (bodyId !== null && bodyKind === null) return notFound();
    const wide = await tx.select().from(settings).where(isNull(settings.bodyId));
    const checked = checkSetting(form.key, form.value, { profile: profileOf(wide), bodyKind });
    if (!checked.done) return checked;

    const { key, source } = form;
    const value = checked.value;
    const here = rowOf(key, bodyId);
    // The JSON null is a value ("no quorum"); the driver would write the SQL one.
    const stored = { value: sql`${JSON.stringify(value)}::text::jsonb`, source };
    const [before] = await tx
      .select({ value: settings.value, source: settings.source })
      .from(settings)
      .where(here);
    const after = { value, source };
    if (isDeepStrictEqual(before, after)) {
      nothingToDo();
      return done();
    }
    await tx
      .insert(settings)
      .values({ associationId: actor.associationId, bodyId, key, ...stored })
      .onConflictDoUpdate({
        target: [settings.associationId, settings.bodyId, settings.key, settings.fromDay],
        set: stored,
      });
    journal({
      act: 'setting.changed',
      subject: subjectOf(key, bodyId),
      before,
      after,
    });
    return done();
  });
}

/**
 * Takes back what the statutes were said to say, for the association or for one body: the rule of the association holds
 * again for the body, the default for the association. Refuses an unknown setting and an unknown body.
 */
export function resetSetting(
  house: House,
  actor: Actor,
  form: SettingResetForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const allowed = mayChangeSettings(actor);
    if (!allowed.done) return allowed;
    const { key } = form;
    const bodyId = form.bodyId || null;
    if (!isSettingKey(key) || (bodyId !== null && (await bodyKindOf(tx, bodyId)) === null)) return notFound();
    await lockAssociation(tx, actor.associationId);
    const [before] = await tx
      .delete(settings)
      .where(rowOf(key, bodyId))
      .returning({ value: settings.value, source: settings.source });
    if (before) journal({ act: 'setting.reset', subject: subjectOf(key, bodyId), before });
    else nothingToDo();
    return done();
  });
}

function rowOf(key: string, bodyId: string | null) {
  return and(eq(settings.key, key), bodyId === null ? isNull(settings.bodyId) : eq(settings.bodyId, bodyId));
}

function subjectOf(key: string, bodyId: string | null) {
  return { kind: 'setting', id: bodyId === null ? key : `${bodyId}/${key}` };
}

/** A setting as a page shows it for one place: the association or a body. */
export interface SettingView extends SettingLine {
  /** It was set for this very place, and not for the association above it. */
  readonly setHere: boolean;
  /** For the association: the other rules that hold, each with the codes of its bodies. */
  readonly elsewhere: readonly { readonly sentence: string; readonly codes: readonly string[] }[];
}

/** The statutes in words as they stand for a place, and the facts on which they depend. */
export interface SettingsView {
  readonly place: Place;
  readonly body: BodyRow | null;
  readonly bodies: readonly BodyRow[];
  readonly lines: readonly SettingView[];
}

function otherRules(
  { sentence }: SettingLine,
  ofBodies: readonly { code: string; lines: readonly SettingLine[] }[],
  index: number,
): SettingView['elsewhere'] {
  const codes = Map.groupBy(ofBodies, ({ lines }) => lines[index]!.sentence);
  codes.delete(sentence);
  return [...codes].map(([other, bodies]) => ({ sentence: other, codes: bodies.map(({ code }) => code) }));
}

/** The statutes of the association, or of the body with this code; "not found" for a code that no body has. */
export async function viewSettings(tx: Tx, code: string | null): Promise<Outcome<SettingsView>> {
  const bodies = await listBodies(tx);
  const body = bodies.find((each) => each.code === code) ?? null;
  if (code !== null && body === null) return notFound();
  const rows = await tx.select().from(settings);
  const ofBodies = bodies.map((each) => ({
    code: each.code,
    lines: statutesInWords(resolveSettings(rows, each)),
  }));
  const lines = statutesInWords(resolveSettings(rows, body)).map((line, index) => ({
    ...line,
    setHere: !line.isDefault && rows.some((row) => row.key === line.key && row.bodyId === (body?.id ?? null)),
    elsewhere: body === null ? otherRules(line, ofBodies, index) : [],
  }));
  const place = { profile: profileOf(rows), bodyKind: body?.kind ?? null };
  return done({ place, body, bodies, lines });
}
