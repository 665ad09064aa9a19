import { and, eq, gte, isNull, lte, notInArray, or, sql } from 'drizzle-orm';
import { people } from '#lib/associations/server/tables.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { LoadedElection } from './load.ts';

/**
 * The mandates of whoever has, on the first day of the new ones, the office that an election gives, and is not elected to it
 * again: a body has one chair at once, one vice-chair, one treasurer and one secretary. None where members are elected.
 */
export async function outgoingOf(
  tx: Tx,
  { bodyId, office, fromDay, elected, candidates }: LoadedElection['row'],
) {
  if (office === 'member') return [];
  const ids = elected ?? [];
  const again = candidates.flatMap(({ id, personId }) => (ids.includes(id) ? [personId] : []));
  return tx
    .select({
      id: mandates.id,
      name: sql<string>`${people.givenName} || ' ' || ${people.familyName}`,
      personId: mandates.personId,
      organisationId: mandates.organisationId,
      voting: mandates.voting,
      to: mandates.toDay,
      seatId: mandates.seatId,
    })
    .from(mandates)
    .innerJoin(people, eq(people.id, mandates.personId))
    .where(
      and(
        eq(mandates.bodyId, bodyId),
        eq(mandates.office, office),
        notInArray(mandates.personId, again),
        lte(mandates.fromDay, fromDay),
        or(isNull(mandates.toDay), gte(mandates.toDay, fromDay)),
      ),
    );
}
