import { asc, eq, inArray } from 'drizzle-orm';
import { organisations } from '#lib/associations/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { Seat } from '../rules/seats.ts';
import { SEAT_CATEGORY_NAMES, seatNames } from '../words.ts';
import { seats } from './tables.ts';

/** A seat as lists offer it. Days are ISO days, both included. */
export interface SeatLine extends Seat {
  /** Tells it apart from the other seats of its body: "Siège public 3, CPAS". */
  readonly name: string;
  /** The organisation for which it is reserved. */
  readonly organisation: string | null;
  /** The kind of organisation that it asks for, in words; empty for any. */
  readonly categoryName: string;
}

/** Every seat of these bodies, past and to come, by body, in their own order. */
export async function seatsOf(tx: Tx, bodyIds: readonly string[]): Promise<ReadonlyMap<string, SeatLine[]>> {
  const rows = await tx
    .select({
      bodyId: seats.bodyId,
      id: seats.id,
      sector: seats.sector,
      category: seats.category,
      organisationId: seats.organisationId,
      organisation: organisations.name,
      voting: seats.voting,
      from: seats.fromDay,
      to: seats.toDay,
    })
    .from(seats)
    .leftJoin(organisations, eq(organisations.id, seats.organisationId))
    .where(inArray(seats.bodyId, [...bodyIds]))
    .orderBy(asc(seats.position), asc(seats.id));
  const byBody = Map.groupBy(rows, ({ bodyId }) => bodyId);
  return new Map(
    bodyIds.map((bodyId) => {
      const own = byBody.get(bodyId) ?? [];
      const names = seatNames(own);
      const lines = own.map(({ bodyId: _, ...row }, index) => ({
        ...row,
        name: names[index]!,
        categoryName: row.category === null ? '' : SEAT_CATEGORY_NAMES[row.category],
      }));
      return [bodyId, lines];
    }),
  );
}

/** Every seat of a body, past and to come, in their own order. */
export async function listSeats(tx: Tx, bodyId: string): Promise<SeatLine[]> {
  return (await seatsOf(tx, [bodyId])).get(bodyId)!;
}

/** A seat as one text: a form that carries it back tells whether somebody changed the seat meanwhile. */
export function seatState({
  category,
  organisationId,
  voting,
  from,
  to,
}: Pick<Seat, 'category' | 'organisationId' | 'voting' | 'from' | 'to'>): string {
  return [category, organisationId, voting, from, to].map((part) => part ?? '').join('|');
}
