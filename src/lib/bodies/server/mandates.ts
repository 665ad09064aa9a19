import { and, asc, desc, eq, ne } from 'drizzle-orm';
import { organisations, people } from '#lib/associations/server/tables.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { Office } from '../offices.ts';
import type { DescribedSeat } from '../rules/seating.ts';
import { bodies, mandates, seats } from './tables.ts';

/** A mandate as the sheet of its organisation or of its person tells it. Days are ISO days, both included. */
export interface MandateLine {
  readonly id: string;
  readonly body: { readonly code: string; readonly name: string };
  readonly organisation: { readonly id: string; readonly name: string };
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
  /** Null until further notice. */
  readonly to: string | null;
}

/** Every mandate held for an organisation, or by a person, by body, the last begun first. */
export function mandatesOf(
  tx: Tx,
  whose: { readonly organisationId: string } | { readonly personId: string },
): Promise<MandateLine[]> {
  return tx
    .select({
      id: mandates.id,
      body: { code: bodies.code, name: bodies.name },
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
    })
    .from(mandates)
    .innerJoin(bodies, eq(bodies.id, mandates.bodyId))
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .where(
      'personId' in whose
        ? eq(mandates.personId, whose.personId)
        : eq(mandates.organisationId, whose.organisationId),
    )
    .orderBy(asc(bodies.position), asc(bodies.code), desc(mandates.fromDay), asc(mandates.id));
}

/** The seats of a body, each with the days on which a mandate other than this one holds it, in their order. */
export async function describedSeats(tx: Tx, bodyId: string, mandateId: string): Promise<DescribedSeat[]> {
  const rows = await tx
    .select({
      id: seats.id,
      sector: seats.sector,
      category: seats.category,
      organisationId: seats.organisationId,
      voting: seats.voting,
      from: seats.fromDay,
      to: seats.toDay,
      held: { from: mandates.fromDay, to: mandates.toDay },
    })
    .from(seats)
    .leftJoin(
      mandates,
      and(eq(mandates.seatId, seats.id), ne(mandates.office, 'substitute'), ne(mandates.id, mandateId)),
    )
    .where(eq(seats.bodyId, bodyId))
    .orderBy(asc(seats.position), asc(seats.id), asc(mandates.fromDay));
  return [...Map.groupBy(rows, ({ id }) => id).values()].map((own) => ({
    ...own[0]!,
    held: own.flatMap(({ held }) => held ?? []),
  }));
}
