import { and, asc, desc, eq, gte, isNotNull, isNull, lte, ne, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { listPeople } from '#lib/associations/server/queries.ts';
import { organisations, people } from '#lib/associations/server/tables.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import type { Civility } from '#lib/kernel/french.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { CoOptation, EndReason, Office } from '../offices.ts';
import { listSeats, type SeatLine } from './seats.ts';
import { mandates } from './tables.ts';

/** A mandate that another one speaks of. Days are ISO days, both included. */
export interface RelatedMandate {
  readonly id: string;
  /** Null when the seat is vacant. */
  readonly name: string | null;
  readonly organisation: string;
  readonly office: Office;
  readonly from: string;
  readonly to: string | null;
}

/** Everything that is known of a mandate. Days are ISO days, both included. */
export interface MandateView {
  readonly id: string;
  readonly bodyId: string;
  readonly organisation: { readonly id: string; readonly name: string };
  readonly person: {
    readonly id: string;
    readonly givenName: string;
    readonly familyName: string;
    readonly civility: Civility;
  } | null;
  readonly sector: Sector;
  readonly office: Office;
  readonly voting: boolean;
  readonly from: string;
  readonly to: string | null;
  readonly seatId: string | null;
  readonly decisionId: string | null;
  readonly appointment: string | null;
  readonly endReason: EndReason | null;
  readonly endNote: string | null;
  readonly replacesId: string | null;
  readonly coOptation: CoOptation | null;
  readonly exceptionReason: string | null;
  readonly version: number;
}

/** A mandate of this body; null when there is none. */
export async function viewMandate(tx: Tx, bodyId: string, mandateId: string): Promise<MandateView | null> {
  if (!isIdentifier(mandateId)) return null;
  const [row] = await tx
    .select({
      id: mandates.id,
      bodyId: mandates.bodyId,
      organisation: { id: organisations.id, name: organisations.name },
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
      seatId: mandates.seatId,
      decisionId: mandates.appointingDecisionId,
      appointment: mandates.appointment,
      endReason: mandates.endReason,
      endNote: mandates.endNote,
      replacesId: mandates.replacesId,
      coOptation: mandates.coOptation,
      exceptionReason: mandates.exceptionReason,
      version: mandates.version,
    })
    .from(mandates)
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .where(and(eq(mandates.id, mandateId), eq(mandates.bodyId, bodyId)));
  return row ?? null;
}

/** The people whom the form of a mandate offers: its holder stays the first of them once erased from the directory. */
export async function holderChoices(tx: Tx, { person }: Pick<MandateView, 'person'>) {
  const people = await listPeople(tx);
  return person === null || people.some(({ id }) => id === person.id) ? people : [person, ...people];
}

const RELATED = {
  id: mandates.id,
  name: sql<string | null>`${people.givenName} || ' ' || ${people.familyName}`,
  organisation: organisations.name,
  office: mandates.office,
  from: mandates.fromDay,
  to: mandates.toDay,
};

/** Whom a mandate replaces, who replaces it, and who holds its seat with it: the one of the two a substitute. */
export async function mandatesAround(
  tx: Tx,
  { id, from, to, seatId, replacesId }: MandateView,
): Promise<{
  readonly replaces: RelatedMandate | null;
  readonly replacedBy: RelatedMandate | null;
  readonly beside: readonly RelatedMandate[];
}> {
  const overlapping = and(
    or(isNull(mandates.toDay), gte(mandates.toDay, from)),
    to === null ? undefined : lte(mandates.fromDay, to),
  );
  const rows = await tx
    .select({ ...RELATED, replacesId: mandates.replacesId, seatId: mandates.seatId })
    .from(mandates)
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .where(
      and(
        ne(mandates.id, id),
        or(
          eq(mandates.replacesId, id),
          replacesId === null ? undefined : eq(mandates.id, replacesId),
          seatId === null ? undefined : and(eq(mandates.seatId, seatId), overlapping),
        ),
      ),
    )
    .orderBy(asc(mandates.fromDay), asc(mandates.id));
  return {
    replaces: rows.find((row) => row.id === replacesId) ?? null,
    replacedBy: rows.find((row) => row.replacesId === id) ?? null,
    beside: rows.filter((row) => row.id !== replacesId && row.replacesId !== id),
  };
}

/**
 * The mandates of a body that end or have ended and that none replaces, the last ended first. With `by`, for a mandate
 * that stands already: the one that it replaces comes before.
 */
export function replaceableMandates(
  tx: Tx,
  bodyId: string,
  by: { readonly id: string; readonly replacesId: string | null } | null,
): Promise<RelatedMandate[]> {
  const successor = alias(mandates, 'successor');
  return tx
    .select(RELATED)
    .from(mandates)
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .leftJoin(
      successor,
      and(eq(successor.replacesId, mandates.id), by === null ? undefined : ne(successor.id, by.id)),
    )
    .where(
      and(
        eq(mandates.bodyId, bodyId),
        isNotNull(mandates.toDay),
        isNull(successor.id),
        by === null ? undefined : ne(mandates.id, by.id),
      ),
    )
    .orderBy(
      desc(sql`${mandates.id} is not distinct from ${by?.replacesId ?? null}::uuid`),
      desc(mandates.toDay),
      asc(organisations.name),
      asc(mandates.id),
    )
    .limit(60);
}

/** A seat as a form offers it. */
export interface SeatChoice extends Pick<SeatLine, 'id' | 'name'> {
  /** Who holds it on the day, or for which organisation it is vacant; null when it is free. */
  readonly holder: string | null;
}

/** The seats of a body that are not over on an ISO day, in their order, with who holds them that day. */
export async function seatChoices(tx: Tx, bodyId: string, day: string): Promise<SeatChoice[]> {
  const held = await tx
    .select({ seatId: mandates.seatId, name: RELATED.name, organisation: organisations.name })
    .from(mandates)
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .where(
      and(
        eq(mandates.bodyId, bodyId),
        ne(mandates.office, 'substitute'),
        lte(mandates.fromDay, day),
        or(isNull(mandates.toDay), gte(mandates.toDay, day)),
      ),
    );
  const holders = new Map(held.map(({ seatId, name, organisation }) => [seatId, name ?? organisation]));
  return (await listSeats(tx, bodyId))
    .filter(({ to }) => to === null || to >= day)
    .map(({ id, name }) => ({ id, name, holder: holders.get(id) ?? null }));
}
