import { isDeepStrictEqual } from 'node:util';
import { and, eq } from 'drizzle-orm';
import type { Logo } from '#lib/documents/blocks.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { HouseStyleForm } from '../../forms/house-style.ts';
import { mayChangeSettings } from '../../policy.ts';
import { PLAIN_STYLE, type HouseStyle } from '../../rules/house-style.ts';
import { associations } from '../tables.ts';
import { lastStyle } from './queries.ts';
import { houseStyles } from './tables.ts';

/** Two people at once would take the same number: one after the other. */
async function holdStyles(tx: Tx, associationId: string) {
  await tx
    .select({ id: associations.id })
    .from(associations)
    .where(eq(associations.id, associationId))
    .for('update');
  return lastStyle(tx);
}

/**
 * Writes a style to be looked at before it is adopted; documents go on as they are. `logo`: a new one, or null to keep
 * that of before unless the form takes it away. Answers its number. Refuses whoever is not coordination.
 */
export function proposeHouseStyle(
  house: House,
  actor: Actor,
  form: HouseStyleForm,
  logo: Logo | null,
): Promise<Outcome<number>> {
  return command(house, actor, async ({ tx, now, journal, nothingToDo }) => {
    const allowed = mayChangeSettings(actor);
    if (!allowed.done) return allowed;
    const last = await holdStyles(tx, actor.associationId);
    const { removeLogo, ...words } = form;
    const kept = removeLogo === 'yes' ? null : (last?.style.logo ?? null);
    const style: HouseStyle = { ...words, logo: logo ?? kept };
    if (isDeepStrictEqual(style, last?.style ?? PLAIN_STYLE) && last !== null) {
      nothingToDo();
      return done(last.version);
    }
    const version = (last?.version ?? 0) + 1;
    await tx.insert(houseStyles).values({
      associationId: actor.associationId,
      version,
      style,
      savedAt: now,
      savedBy: actor.name,
    });
    journal({
      act: 'house-style.proposed',
      subject: { kind: 'house-style', id: String(version) },
      after: { ...words, logo: style.logo !== null },
    });
    return done(version);
  });
}

/**
 * Puts a proposed style in use for the documents written from now on. Refuses whoever is not coordination, and a style
 * after which another one was written meanwhile: it is that one that people would see.
 */
export function adoptHouseStyle(house: House, actor: Actor, version: number): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, journal, nothingToDo }) => {
    const allowed = mayChangeSettings(actor);
    if (!allowed.done) return allowed;
    const last = await holdStyles(tx, actor.associationId);
    if (last === null || !(version >= 1 && version <= last.version)) return notFound();
    if (version < last.version)
      return refuse(
        'stale',
        'Impossible d’adopter ce style\u00a0: quelqu’un en a proposé un autre depuis. Regardez-le d’abord.',
      );
    if (last.adoptedAt !== null) {
      nothingToDo();
      return done();
    }
    await tx
      .update(houseStyles)
      .set({ adoptedAt: now })
      .where(and(eq(houseStyles.associationId, actor.associationId), eq(houseStyles.version, version)));
    journal({ act: 'house-style.adopted', subject: { kind: 'house-style', id: String(version) } });
    return done();
  });
}
