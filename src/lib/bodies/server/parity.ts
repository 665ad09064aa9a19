import { and, eq, gte, isNull, lte, ne, notExists, or, sql, type SQL } from 'drizzle-orm';
import { unionAll, type PgColumn } from 'drizzle-orm/pg-core';
import { statutesOf } from '#lib/associations/server/settings.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { JournalEntry } from '#lib/platform/journal.ts';
import { parityAsked } from '../rules.ts';
import type { HeldBody } from './appoint.ts';
import { mandates, seats } from './tables.ts';

const spans = (from: PgColumn, to: PgColumn, day: string): SQL =>
  and(or(isNull(from), lte(from, day)), or(isNull(to), gte(to, day)))!;

/** The parity that the statutes ask of a body on an ISO day: its votes, and its seats with a vote that nobody holds. */
export async function parityOn(tx: Tx, body: HeldBody, day: string) {
  const sitting = and(eq(mandates.bodyId, body.id), spans(mandates.fromDay, mandates.toDay, day));
  const voting = tx
    .select({ sector: mandates.sector, voting: mandates.voting })
    .from(mandates)
    .where(and(sitting, mandates.voting));
  const holder = tx
    .select({ one: sql`1` })
    .from(mandates)
    .where(and(sitting, eq(mandates.seatId, seats.id), ne(mandates.office, 'substitute')));
  const vacant = tx
    .select({ sector: seats.sector, voting: seats.voting })
    .from(seats)
    .where(
      and(eq(seats.bodyId, body.id), seats.voting, spans(seats.fromDay, seats.toDay, day), notExists(holder)),
    );
  const places = await unionAll(voting, vacant);
  return parityAsked((await statutesOf(tx, body, day))['parity-tolerance'], places);
}

/** The entry of the journal, with the gap between the sectors that was accepted. */
export function withGap(entry: JournalEntry, acceptedGap: string): JournalEntry {
  return { ...entry, after: { ...(entry.after as object), acceptedGap } };
}
