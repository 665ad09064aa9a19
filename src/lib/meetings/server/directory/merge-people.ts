import { and, eq, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { PersonMergeForm } from '#lib/associations/forms/merge.ts';
import { mayMerge } from '#lib/associations/policy.ts';
import type { PersonRecord } from '#lib/associations/server/commands/people.ts';
import { hasNamesake } from '#lib/associations/server/directory.ts';
import { lockAssociation } from '#lib/associations/server/lock.ts';
import { people } from '#lib/associations/server/tables.ts';
import { bodies, mandates } from '#lib/bodies/server/tables.ts';
import { periodInWords } from '#lib/bodies/words.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome, type Refused } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { STALE_MERGE } from './merge-organisations.ts';
import { countReferences, leadReferences, mergedInto, PERSON_REFERENCES, type Moves } from './references.ts';

const PERSON_FIELDS = [
  'civility',
  'givenName',
  'familyName',
  'email',
  'phone',
  'address',
] as const satisfies (keyof PersonRecord)[];

type Content = Pick<PersonRecord, (typeof PERSON_FIELDS)[number]>;
type Sheet = Content & Pick<typeof people.$inferSelect, 'id' | 'version' | 'accountId' | 'erasedAt'>;

/** Two sheets side by side before they become one. */
export interface PersonMerge {
  readonly kept: Sheet;
  readonly duplicate: Sheet;
  /** What passes from the duplicate to the sheet that is kept. */
  readonly moves: Moves<typeof PERSON_REFERENCES>;
  /** What has to be repaired first. */
  readonly obstacles: readonly Refused[];
}

/** What merging a person into another sheet would do; "not found" when one of them is not here. */
export async function viewPersonMerge(
  tx: Tx,
  keptId: string,
  duplicateId: string,
): Promise<Outcome<PersonMerge>> {
  if (!isIdentifier(keptId) || !isIdentifier(duplicateId)) return notFound();
  const rows = await tx
    .select()
    .from(people)
    .where(inArray(people.id, [keptId, duplicateId]));
  const kept = rows.find(({ id }) => id === keptId);
  const duplicate = rows.find(({ id }) => id === duplicateId);
  if (!kept || !duplicate || kept === duplicate) return notFound();
  const obstacles = await sittingTogether(tx, keptId, duplicateId);
  if (kept.accountId && duplicate.accountId) obstacles.unshift(TWO_ACCOUNTS);
  if (kept.erasedAt && !duplicate.erasedAt) obstacles.unshift(KEPT_ERASED);
  const moves = await countReferences(tx, PERSON_REFERENCES, duplicateId);
  return done({ kept, duplicate, moves, obstacles });
}

const TWO_ACCOUNTS = refuse(
  'two-accounts',
  'Chacune de ces fiches entre ici avec sa propre adresse. Retirez d’abord l’accès de l’une des deux, dans les réglages, puis revenez ici.',
);

const KEPT_ERASED = refuse(
  'kept-erased',
  'Les données personnelles de la fiche gardée ont été effacées\u00a0: elle ne peut rien recevoir. Gardez plutôt l’autre fiche.',
);

/** Bodies in which both sit at the same time: nobody sits twice in a body. */
async function sittingTogether(tx: Tx, keptId: string, duplicateId: string): Promise<Refused[]> {
  const other = alias(mandates, 'other');
  const rows = await tx
    .select({
      name: bodies.name,
      kept: { from: mandates.fromDay, to: mandates.toDay },
      duplicate: { from: other.fromDay, to: other.toDay },
    })
    .from(mandates)
    .innerJoin(
      other,
      and(
        eq(other.bodyId, mandates.bodyId),
        eq(other.personId, duplicateId),
        sql`daterange(${other.fromDay}, ${other.toDay}, '[]') && daterange(${mandates.fromDay}, ${mandates.toDay}, '[]')`,
      ),
    )
    .innerJoin(bodies, eq(bodies.id, mandates.bodyId))
    .where(eq(mandates.personId, keptId))
    .orderBy(bodies.position, mandates.fromDay, other.fromDay);
  return rows.map(({ name, kept, duplicate }) =>
    refuse(
      'sitting-together',
      `Les deux siègent en même temps dans «\u00a0${name}\u00a0»\u00a0: la fiche gardée ${periodInWords(kept)}, le doublon ${periodInWords(duplicate)}. Terminez ou corrigez d’abord un de ces mandats.`,
    ),
  );
}

/**
 * Merges a person into another sheet: what points at the duplicate points at the sheet that is kept, which takes from
 * each the values chosen and the access there is, and the duplicate disappears. Refuses two accesses, two mandates in a
 * body at the same time, an erased sheet that would receive another one, a name that someone else has and that no e-mail
 * address tells apart, and sheets changed since they were compared. Sent twice, merges once.
 */
export function mergePeople(
  house: House,
  actor: Actor,
  keptId: string,
  form: PersonMergeForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const allowed = mayMerge(actor);
    if (!allowed.done) return allowed;
    const duplicateId = form.duplicate;
    if (!isIdentifier(keptId) || !isIdentifier(duplicateId)) return notFound();
    await lockAssociation(tx, actor.associationId);
    const both = [keptId, duplicateId];
    // Their mandates do not change; then no other one begins with them.
    await tx
      .select({ id: mandates.id })
      .from(mandates)
      .where(inArray(mandates.personId, both))
      .orderBy(mandates.id)
      .for('update');
    await tx
      .select({ id: people.id })
      .from(people)
      .where(inArray(people.id, both))
      .orderBy(people.id)
      .for('update');
    if ((await mergedInto(tx, actor.associationId, 'person.merged', duplicateId)) === keptId) {
      nothingToDo();
      return done();
    }
    const view = await viewPersonMerge(tx, keptId, duplicateId);
    if (!view.done) return view;
    const { kept, duplicate, moves, obstacles } = view.value;
    if (kept.version !== form.keptVersion || duplicate.version !== form.duplicateVersion) return STALE_MERGE;
    if (obstacles[0]) return obstacles[0];
    const after = Object.fromEntries(
      PERSON_FIELDS.map((field) => [field, (form[field] === 'kept' ? kept : duplicate)[field]]),
    ) as Content;
    await leadReferences(tx, PERSON_REFERENCES, duplicateId, keptId);
    await tx.delete(people).where(eq(people.id, duplicateId));
    if (await hasNamesake(tx, { id: keptId, ...after }))
      return refuse(
        'person-known',
        `L’association connaît encore quelqu’un du nom de ${after.givenName} ${after.familyName}. Gardez une adresse e-mail qui les distingue.`,
        { field: 'email' },
      );
    await tx
      .update(people)
      .set({ ...after, accountId: kept.accountId ?? duplicate.accountId, version: kept.version + 1 })
      .where(eq(people.id, keptId));
    const named = ({ civility, givenName, familyName }: Content) => ({ civility, givenName, familyName });
    // Which contacts, never what they are: the journal cannot forget, and a person may ask to be forgotten.
    journal({
      act: 'person.merged',
      subject: { kind: 'person', id: keptId },
      before: {
        kept: { ...named(kept), accountId: kept.accountId },
        duplicate: { ...named(duplicate), accountId: duplicate.accountId },
      },
      after: {
        ...named(after),
        contacts: (['email', 'phone', 'address'] as const).filter((field) => after[field] !== kept[field]),
        duplicate: duplicateId,
        moves,
      },
    });
    return done();
  });
}
