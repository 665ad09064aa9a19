import { and, eq, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { OrganisationMergeForm } from '#lib/associations/forms/merge.ts';
import { mayMerge } from '#lib/associations/policy.ts';
import { checkMembership } from '#lib/associations/rules/membership.ts';
import type { OrganisationRecord } from '#lib/associations/server/commands/organisations.ts';
import { lockAssociation } from '#lib/associations/server/lock.ts';
import { organisationSheet } from '#lib/associations/server/queries.ts';
import { organisations } from '#lib/associations/server/tables.ts';
import { bodies, mandates } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome, type Refused } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import {
  countReferences,
  leadReferences,
  mergedInto,
  ORGANISATION_REFERENCES,
  type Moves,
} from './references.ts';

const ORGANISATION_FIELDS = [
  'name',
  'sector',
  'partner',
  'memberSince',
  'memberUntil',
  'category',
  'legalForm',
  'enterpriseNumber',
  'municipality',
  'arrondissement',
  'seatAddress',
  'website',
] as const satisfies (keyof OrganisationRecord)[];

type Sheet = OrganisationRecord & { readonly id: string };
type Content = Pick<OrganisationRecord, (typeof ORGANISATION_FIELDS)[number]>;

/** Two sheets side by side before they become one. */
export interface OrganisationMerge {
  readonly kept: Sheet;
  readonly duplicate: Sheet;
  /** What passes from the duplicate to the sheet that is kept. */
  readonly moves: Moves<typeof ORGANISATION_REFERENCES>;
  /** What has to be repaired first. */
  readonly obstacles: readonly Refused[];
}

/** What merging an organisation into another one would do; "not found" when one of them is not here. */
export async function viewOrganisationMerge(
  tx: Tx,
  keptId: string,
  duplicateId: string,
): Promise<Outcome<OrganisationMerge>> {
  const kept = await organisationSheet(tx, keptId);
  const duplicate = await organisationSheet(tx, duplicateId);
  if (!kept.done || !duplicate.done || keptId === duplicateId) return notFound();
  const moves = await countReferences(tx, ORGANISATION_REFERENCES, duplicateId);
  const obstacles = await doubleMembers(tx, keptId, duplicateId);
  const moving = Object.values(moves).some((count) => count > 0);
  if (kept.value.sector !== duplicate.value.sector && moving) obstacles.unshift(OTHER_SECTOR);
  return done({ kept: kept.value, duplicate: duplicate.value, moves, obstacles });
}

const OTHER_SECTOR = refuse(
  'other-sector',
  'Ces deux fiches ne sont pas du même secteur, et chaque mandat ou siège du doublon est compté dans le sien. Corrigez d’abord le secteur de la fiche qui se trompe, puis revenez ici.',
);

/** Bodies composed by right in which both have a vote at the same time: a member has one seat there. */
async function doubleMembers(tx: Tx, keptId: string, duplicateId: string): Promise<Refused[]> {
  const other = alias(mandates, 'other');
  const rows = await tx
    .selectDistinct({ name: bodies.name, position: bodies.position })
    .from(mandates)
    .innerJoin(
      other,
      and(
        eq(other.bodyId, mandates.bodyId),
        eq(other.organisationId, duplicateId),
        eq(other.voting, true),
        sql`daterange(${other.fromDay}, ${other.toDay}, '[]') && daterange(${mandates.fromDay}, ${mandates.toDay}, '[]')`,
      ),
    )
    .innerJoin(bodies, eq(bodies.id, mandates.bodyId))
    .where(
      and(eq(mandates.organisationId, keptId), eq(mandates.voting, true), eq(bodies.composed, 'by-right')),
    )
    .orderBy(bodies.position);
  return rows.map(({ name }) =>
    refuse(
      'double-member',
      `Les deux ont en même temps un siège dans «\u00a0${name}\u00a0», où chaque membre n’en a qu’un. Terminez ou corrigez d’abord un de ces mandats.`,
    ),
  );
}

/**
 * Merges an organisation into another one: what points at the duplicate points at the sheet that is kept, which takes
 * from each the values chosen, and the duplicate disappears. Refuses two sectors when something is counted in that of
 * the duplicate, two members of a body composed by right at the same time, a membership that does not hold, and sheets
 * changed since they were compared. Sent twice, merges once.
 */
export function mergeOrganisations(
  house: House,
  actor: Actor,
  keptId: string,
  form: OrganisationMergeForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const allowed = mayMerge(actor);
    if (!allowed.done) return allowed;
    const duplicateId = form.duplicate;
    if (!isIdentifier(keptId) || !isIdentifier(duplicateId)) return notFound();
    await lockAssociation(tx, actor.associationId);
    const both = [keptId, duplicateId];
    // Their mandates do not change; then no other one begins for them.
    await tx
      .select({ id: mandates.id })
      .from(mandates)
      .where(inArray(mandates.organisationId, both))
      .orderBy(mandates.id)
      .for('update');
    await tx
      .select({ id: organisations.id })
      .from(organisations)
      .where(inArray(organisations.id, both))
      .orderBy(organisations.id)
      .for('update');
    if ((await mergedInto(tx, actor.associationId, 'organisation.merged', duplicateId)) === keptId) {
      nothingToDo();
      return done();
    }
    const view = await viewOrganisationMerge(tx, keptId, duplicateId);
    if (!view.done) return view;
    const { kept, duplicate, moves, obstacles } = view.value;
    if (kept.version !== form.keptVersion || duplicate.version !== form.duplicateVersion) return STALE_MERGE;
    if (obstacles[0]) return obstacles[0];
    const contentOf = (sheet: Sheet) =>
      Object.fromEntries(ORGANISATION_FIELDS.map((field) => [field, sheet[field]])) as Content;
    const after = Object.fromEntries(
      ORGANISATION_FIELDS.map((field) => [field, (form[field] === 'kept' ? kept : duplicate)[field]]),
    ) as Content;
    const sound = checkMembership(after, today);
    if (!sound.done) return sound;
    await leadReferences(tx, ORGANISATION_REFERENCES, duplicateId, keptId);
    await tx.delete(organisations).where(eq(organisations.id, duplicateId));
    await tx
      .update(organisations)
      .set({ ...after, version: kept.version + 1 })
      .where(eq(organisations.id, keptId));
    journal({
      act: 'organisation.merged',
      subject: { kind: 'organisation', id: keptId },
      before: { kept: contentOf(kept), duplicate: contentOf(duplicate) },
      after: { ...after, duplicate: duplicateId, moves },
    });
    return done();
  });
}

/** One of the two sheets is no longer the one that was compared. */
export const STALE_MERGE = refuse(
  'stale',
  'Quelqu’un d’autre a modifié une de ces fiches entre-temps. Relisez ce qui suit, corrigez vos choix s’il le faut, puis fusionnez à nouveau.',
);
