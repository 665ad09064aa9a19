import { resolveSetting, standingOn } from '#lib/associations/rules/statutes.ts';
import { associationIdentity } from '#lib/associations/server/queries.ts';
import { readSettings } from '#lib/associations/server/settings.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { CompositionSnapshot } from '../documents.ts';
import { livesOn } from '../rules/seats.ts';
import type { SeatInWords } from '../words.ts';
import { bodiesOn, listBodies, type BodyRow } from './queries.ts';
import { historiesOf, linesOf } from './seating.ts';

/** The seats of these bodies on an ISO day, by body, in the order of the list, vacant ones included. */
async function linesOn(
  tx: Tx,
  bodies: readonly BodyRow[],
  day: string,
): Promise<ReadonlyMap<string, SeatInWords[]>> {
  const histories = await historiesOf(tx, bodies);
  return new Map(
    [...histories].map(([bodyId, history]) => [bodyId, linesOf(history, day).map(({ words }) => words)]),
  );
}

/** Who sits in each body of the association on an ISO day, for whoever may enter it. */
export async function compositionSnapshot(
  tx: Tx,
  associationId: string,
  on: string,
): Promise<CompositionSnapshot> {
  const { name, legalForm, letterhead } = await associationIdentity(tx, associationId);
  const bodies = await bodiesOn(tx, on);
  const seats = await linesOn(tx, bodies, on);
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
  const seats = await linesOn(tx, shown, today);
  return shown
    .filter((body) => livesOn(body, today))
    .map(({ id, name }) => ({ name, seats: seats.get(id)! }))
    .filter((body) => body.seats.length > 0);
}
