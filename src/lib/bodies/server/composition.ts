import { and, asc, eq, gte, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { resolveSetting, standingOn } from '#lib/associations/rules/statutes.ts';
import { associationIdentity } from '#lib/associations/server/queries.ts';
import { readSettings } from '#lib/associations/server/settings.ts';
import { organisations, people } from '#lib/associations/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { CompositionSnapshot } from '../documents.ts';
import { seatInWords, type SeatInWords } from '../words.ts';
import { listBodies, officeOrder, type BodyRow } from './queries.ts';
import { mandates } from './tables.ts';

/** The seats of these bodies on an ISO day, by body, in the order of the list, in one statement. */
async function seatsOf(
  tx: Tx,
  bodyIds: readonly string[],
  day: string,
): Promise<ReadonlyMap<string, SeatInWords[]>> {
  const rows = await tx
    .select({
      bodyId: mandates.bodyId,
      organisation: organisations.name,
      person: {
        givenName: people.givenName,
        familyName: people.familyName,
        civility: people.civility,
      },
      sector: mandates.sector,
      office: mandates.office,
      voting: mandates.voting,
    })
    .from(mandates)
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .where(
      and(
        inArray(mandates.bodyId, [...bodyIds]),
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
  const byBody = new Map<string, SeatInWords[]>(bodyIds.map((id) => [id, []]));
  for (const row of rows) byBody.get(row.bodyId)!.push(seatInWords(row));
  return byBody;
}

/** Who sits in each body of the association on an ISO day, for whoever may enter it. */
export async function compositionSnapshot(
  tx: Tx,
  associationId: string,
  on: string,
): Promise<CompositionSnapshot> {
  const { name, legalForm, letterhead } = await associationIdentity(tx, associationId);
  const bodies = await listBodies(tx);
  const seats = await seatsOf(
    tx,
    bodies.map(({ id }) => id),
    on,
  );
  return {
    association: { name, legalForm, letterhead },
    on,
    bodies: bodies.map((body) => ({
      name: body.name,
      composition: body.composition,
      seats: seats.get(body.id)!,
    })),
  };
}

/** A body as everybody may read it. */
export interface PublicBody {
  readonly name: string;
  readonly seats: readonly SeatInWords[];
}

/** The bodies whose composition the association chooses, on this ISO day, to show to everybody. */
export async function publicBodies(tx: Tx, today: string): Promise<BodyRow[]> {
  const bodies = await listBodies(tx);
  const standing = standingOn(await readSettings(tx), today);
  return bodies.filter((body) => resolveSetting('public-composition', standing, body).value);
}

/**
 * Who sits today, an ISO day, in the bodies shown to everybody: names, organisations and functions, and nothing that
 * identifies a row. Bodies where nobody sits are left out. Null when none is shown.
 */
export async function publicComposition(tx: Tx, today: string): Promise<PublicBody[] | null> {
  const shown = await publicBodies(tx, today);
  if (shown.length === 0) return null;
  const seats = await seatsOf(
    tx,
    shown.map(({ id }) => id),
    today,
  );
  return shown
    .map(({ id, name }) => ({ name, seats: seats.get(id)! }))
    .filter((body) => body.seats.length > 0);
}
