import { isDeepStrictEqual } from 'node:util';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { SettingForm, SettingResetForm, SettingWithdrawalForm } from '#lib/associations/forms.ts';
import { mayChangeSettings } from '#lib/associations/policy.ts';
import type { SettingKey } from '#lib/associations/rules/settings.ts';
import {
  ALWAYS,
  checkSetting,
  isSettingKey,
  profileOf,
  standingOn,
  type SettingRow,
} from '#lib/associations/rules/statutes.ts';
import { lockAssociation } from '#lib/associations/server/lock.ts';
import { readSettings } from '#lib/associations/server/settings.ts';
import { settings } from '#lib/associations/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { bodies } from './tables.ts';

async function bodyKindOf(tx: Tx, bodyId: string): Promise<BodyKind | null> {
  if (!isIdentifier(bodyId)) return null;
  const [body] = await tx.select({ kind: bodies.kind }).from(bodies).where(eq(bodies.id, bodyId));
  return body?.kind ?? null;
}

/**
 * Sets what the statutes say from a day on (empty: since always), for the association or for one body, with its source.
 * The day may be past or to come. Refuses an unknown body, a setting that means nothing for such a body, a value of the
 * wrong type and one below what the law imposes under the regime of that day. Sent twice, it changes once.
 */
export function changeSetting(house: House, actor: Actor, form: SettingForm): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const allowed = mayChangeSettings(actor);
    if (!allowed.done) return allowed;
    // One change at a time: each is checked against the profile, and journalled against the value, that it replaces.
    await lockAssociation(tx, actor.associationId);
    const { key, source } = form;
    const bodyId = form.bodyId || null;
    const fromDay = form.from || null;
    const bodyKind = bodyId === null ? null : await bodyKindOf(tx, bodyId);
    if (bodyId !== null && bodyKind === null) return notFound();
    const wide = await readSettings(tx, isNull(settings.bodyId));
    const profile = profileOf(standingOn(wide, fromDay ?? ALWAYS));
    const checked = checkSetting(key, form.value, { profile, bodyKind });
    if (!checked.done) return checked;

    const [before] = await readSettings(tx, rowOf(key, bodyId, fromDay));
    const after = { bodyId, key, fromDay, value: checked.value, source };
    if (isDeepStrictEqual(before, after)) {
      nothingToDo();
      return done();
    }
    await save(tx, actor, after);
    journal({
      act: 'setting.changed',
      subject: subjectOf(key, bodyId),
      before: before && asSaid(before),
      after: asSaid(after),
    });
    return done();
  });
}

/**
 * Takes back what the statutes were said to say, for the association or for one body: the rule of the association holds
 * again for the body, the default for the association. From a day on, past or to come; without day, what was said since
 * always goes, as if it had never been. Does nothing where nothing is said. Refuses an unknown setting and an unknown
 * body.
 */
export function resetSetting(
  house: House,
  actor: Actor,
  form: SettingResetForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const place = await openPlace(tx, actor, form);
    if (!place.done) return place;
    const { key, bodyId } = place.value;
    const fromDay = form.from || null;
    const [before] = [...standingOn(await readSettings(tx, rowsOf(key, bodyId)), fromDay ?? ALWAYS).values()];
    if (before?.value === undefined) {
      nothingToDo();
      return done();
    }
    if (fromDay === null) await tx.delete(settings).where(rowOf(key, bodyId, null));
    else await save(tx, actor, { bodyId, key, fromDay, value: undefined, source: '' });
    journal({
      act: 'setting.reset',
      subject: subjectOf(key, bodyId),
      before: asSaid(before),
      after: { from: fromDay },
    });
    return done();
  });
}

/**
 * Withdraws a change recorded from a day on, planned or past: what was said before that day goes on. Does nothing where
 * none begins that day. Refuses an unknown setting and an unknown body.
 */
export function withdrawSetting(
  house: House,
  actor: Actor,
  form: SettingWithdrawalForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const place = await openPlace(tx, actor, form);
    if (!place.done) return place;
    const { key, bodyId } = place.value;
    const row = rowOf(key, bodyId, form.from);
    const [before] = await readSettings(tx, row);
    if (!before) {
      nothingToDo();
      return done();
    }
    await tx.delete(settings).where(row);
    journal({ act: 'setting.withdrawn', subject: subjectOf(key, bodyId), before: asSaid(before) });
    return done();
  });
}

/** The setting and the place of a form, for whoever may change them, one change at a time. */
async function openPlace(
  tx: Tx,
  actor: Actor,
  form: { readonly key: string; readonly bodyId: string },
): Promise<Outcome<{ readonly key: SettingKey; readonly bodyId: string | null }>> {
  const allowed = mayChangeSettings(actor);
  if (!allowed.done) return allowed;
  const { key } = form;
  const bodyId = form.bodyId || null;
  if (!isSettingKey(key) || (bodyId !== null && (await bodyKindOf(tx, bodyId)) === null)) return notFound();
  await lockAssociation(tx, actor.associationId);
  return done({ key, bodyId });
}

function rowsOf(key: string, bodyId: string | null) {
  return and(eq(settings.key, key), bodyId === null ? isNull(settings.bodyId) : eq(settings.bodyId, bodyId));
}

function rowOf(key: string, bodyId: string | null, fromDay: string | null) {
  const begins = fromDay === null ? isNull(settings.fromDay) : eq(settings.fromDay, fromDay);
  return and(rowsOf(key, bodyId), begins);
}

async function save(tx: Tx, { associationId }: Actor, { value, ...row }: SettingRow): Promise<void> {
  // The JSON null is a value ("no quorum"), and the SQL one says nothing: the driver would write one for the other.
  const stored = {
    value: value === undefined ? null : sql`${JSON.stringify(value)}::text::jsonb`,
    source: row.source,
  };
  await tx
    .insert(settings)
    .values({ associationId, ...row, ...stored })
    .onConflictDoUpdate({
      target: [settings.associationId, settings.bodyId, settings.key, settings.fromDay],
      set: stored,
    });
}

function subjectOf(key: string, bodyId: string | null) {
  return { kind: 'setting', id: bodyId === null ? key : `${bodyId}/${key}` };
}

/** A row as the journal keeps it: the value is not there where nothing is said. */
function asSaid({ fromDay, value, source }: SettingRow) {
  return value === undefined ? { from: fromDay } : { from: fromDay, value, source };
}
