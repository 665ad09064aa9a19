import { and, asc, eq, gte, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import { organisations, people } from '#lib/associations/server/tables.ts';
import type { BodyKind, Composed, Office } from '#lib/bodies/offices.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import type { Tx } from '#lib/platform/database.ts';
import { livesOn } from '../rules/seats.ts';
import { bodies, mandates } from './tables.ts';

export interface BodyRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: BodyKind;
  /** What the association calls a body of no known kind; null for the others. */
  readonly kindName: string | null;
  readonly composed: Composed;
  /** How it is composed, in words. */
  readonly composition: string;
  /** What it may do, in words; empty while nobody said. */
  readonly powers: string;
  readonly parentId: string | null;
  /** Its life, as ISO days, both included; null where it is not known, or not over. */
  readonly from: string | null;
  readonly to: string | null;
  readonly version: number;
}

/** Whoever presides first, guests last: the order of the offices. */
export const officeOrder = sql`array_position(array['chair', 'vice-chair', 'treasurer', 'secretary', 'member', 'substitute', 'observer', 'invited'], ${mandates.office})`;

/** Every body of the association, past ones included, in their own order. */
export function listBodies(tx: Tx): Promise<BodyRow[]> {
  return tx
    .select({
      id: bodies.id,
      code: bodies.code,
      name: bodies.name,
      kind: bodies.kind,
      kindName: bodies.kindName,
      composed: bodies.composed,
      composition: bodies.composition,
      powers: bodies.powers,
      parentId: bodies.parentId,
      from: bodies.fromDay,
      to: bodies.toDay,
      version: bodies.version,
    })
    .from(bodies)
    .orderBy(asc(bodies.position), asc(bodies.code));
}

/** The bodies that live on an ISO day, in their own order: an archived one is not among them. */
export async function bodiesOn(tx: Tx, day: string): Promise<BodyRow[]> {
  return (await listBodies(tx)).filter((body) => livesOn(body, day));
}

/** The kinds that the association named itself, to propose them again. */
export async function kindNames(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ kindName: bodies.kindName })
    .from(bodies)
    .where(isNotNull(bodies.kindName))
    .orderBy(asc(bodies.kindName));
  return rows.flatMap(({ kindName }) => kindName ?? []);
}

/** A mandate in force on a day. Days are ISO days, both included; `to` null until further notice. */
export interface SeatRow {
  readonly mandateId: string;
  readonly organisationId: string;
  readonly organisation: string;
  /** The organisation is a full member of the association. */
  readonly partner: boolean;
  /** Null when the seat is vacant. */
  readonly person: {
    readonly id: string;
    readonly givenName: string;
    readonly familyName: string;
    readonly civility: 'madame' | 'monsieur' | null;
  } | null;
  readonly sector: Sector;
  readonly office: Office;
  readonly voting: boolean;
  readonly from: string;
  readonly to: string | null;
}

/** Who sits in a body on an ISO day: public, associative, then government; in each, the chair first. */
export function compositionOn(tx: Tx, bodyId: string, day: string): Promise<SeatRow[]> {
  return tx
    .select({
      mandateId: mandates.id,
      organisationId: organisations.id,
      organisation: organisations.name,
      partner: organisations.partner,
      person: {
        id: people.id,
        givenName: people.givenName,
        familyName: people.familyName,
        civility: people.civility,
      },
      sector: mandates.sector,
      office: mandates.office,
      voting: mandates.voting,
      from: mandates.fromDay,
      to: mandates.toDay,
    })
    .from(mandates)
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .where(
      and(
        eq(mandates.bodyId, bodyId),
        lte(mandates.fromDay, day),
        or(isNull(mandates.toDay), gte(mandates.toDay, day)),
      ),
    )
    .orderBy(
      sql`array_position(array['public', 'associative', 'government'], ${mandates.sector})`,
      officeOrder,
      asc(organisations.name),
      asc(people.familyName),
      asc(mandates.id),
    );
}

/**
 * Holds the mandates of a body as they are until the transaction ends: none can be ended between a reading of the
 * composition and what is written because of it.
 */
export async function holdMandates(tx: Tx, bodyId: string): Promise<void> {
  await tx.select({ id: mandates.id }).from(mandates).where(eq(mandates.bodyId, bodyId)).for('share');
}
