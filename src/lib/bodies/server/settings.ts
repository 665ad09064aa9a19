import { isDeepStrictEqual } from 'node:util';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { SettingForm } from '#lib/associations/forms.ts';
import { mayChangeSettings } from '#lib/associations/policy.ts';
import {
  checkSetting,
  profileOf,
  statutesInWords,
  type SettingLine,
} from '#lib/associations/rules/statutes.ts';
import { statutesOf } from '#lib/associations/server/settings.ts';
import { associations, settings } from '#lib/associations/server/tables.ts';
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
 * Sets what the statutes say, for the association or for one body, with its source. Refuses an unknown body, a value of
 * the wrong type and one below what the law imposes.
 */
export function changeSetting(house: House, actor: Actor, form: SettingForm): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const allowed = mayChangeSettings(actor);
    if (!allowed.done) return allowed;
    // One change at a time: each is checked against the profile, and journalled against the value, that it replaces.
    await tx
      .select({ id: associations.id })
      .from(associations)
      .where(eq(associations.id, actor.associationId))
      .for('no key update');
    const bodyId = form.bodyId || null;
    const bodyKind = bodyId === null ? null : await bodyKindOf(tx, bodyId);
    if (bodyId !== null && bodyKind === null) return notFound();
    const wide = await tx.select().from(settings).where(isNull(settings.bodyId));
    const checked = checkSetting(form.key, form.value, { profile: profileOf(wide), bodyKind });
    if (!checked.done) return checked;

    const { key, source } = form;
    const value = checked.value;
    const here = and(
      eq(settings.key, key),
      bodyId === null ? isNull(settings.bodyId) : eq(settings.bodyId, bodyId),
    );
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
      .onConflictDoUpdate({ target: [settings.associationId, settings.bodyId, settings.key], set: stored });
    journal({
      act: 'setting.changed',
      subject: { kind: 'setting', id: bodyId === null ? key : `${bodyId}/${key}` },
      before,
      after,
    });
    return done();
  });
}

/** The statutes of a body in words, with the source of each; "not found" for a body of another association. */
export async function listSettings(tx: Tx, bodyId: string): Promise<Outcome<SettingLine[]>> {
  const kind = await bodyKindOf(tx, bodyId);
  return kind === null ? notFound() : done(statutesInWords(await statutesOf(tx, { id: bodyId, kind })));
}
