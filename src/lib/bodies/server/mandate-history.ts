import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { organisations, people } from '#lib/associations/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import type { MandateEntry, Names } from '../history.ts';
import { listSeats } from './seats.ts';
import { mandates } from './tables.ts';

/** What the journal says of a mandate, the first entry first. */
export async function mandateEntries(tx: Tx, mandateId: string): Promise<MandateEntry[]> {
  const rows = await tx
    .select({
      act: journalEntries.act,
      at: journalEntries.at,
      by: journalEntries.accountName,
      before: journalEntries.before,
      after: journalEntries.after,
    })
    .from(journalEntries)
    .where(and(eq(journalEntries.subjectKind, 'mandate'), eq(journalEntries.subjectId, mandateId)))
    .orderBy(asc(journalEntries.seq));
  return rows as MandateEntry[];
}

/** The identifiers that entries keep under a key. */
export function identifiersIn(entries: readonly MandateEntry[], key: string): string[] {
  const values = entries.flatMap(({ before, after }) => [before?.[key], after?.[key]]);
  return [...new Set(values.filter((value): value is string => typeof value === 'string'))];
}

/** The names of the people, organisations, seats and mandates of these entries of a body, by identifier. */
export async function namesIn(tx: Tx, bodyId: string, entries: readonly MandateEntry[]): Promise<Names> {
  const full = sql<string>`${people.givenName} || ' ' || ${people.familyName}`;
  const named = await tx
    .select({ id: people.id, name: full })
    .from(people)
    .where(inArray(people.id, identifiersIn(entries, 'personId')));
  const organised = await tx
    .select({ id: organisations.id, name: organisations.name })
    .from(organisations)
    .where(inArray(organisations.id, identifiersIn(entries, 'organisationId')));
  const held = await tx
    .select({ id: mandates.id, name: sql<string>`coalesce(${full}, ${organisations.name})` })
    .from(mandates)
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .where(inArray(mandates.id, identifiersIn(entries, 'replacesId')));
  const seatIds = identifiersIn(entries, 'seatId');
  const seated = (await listSeats(tx, bodyId)).filter(({ id }) => seatIds.includes(id));
  const all = [...named, ...organised, ...held, ...seated];
  return Object.fromEntries(all.map(({ id, name }) => [id, name]));
}
