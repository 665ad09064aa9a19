import { and, asc, eq, gte, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import { accounts } from '#lib/accounts/server/tables.ts';
import { associations, people } from '#lib/associations/server/tables.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { Sender } from '../mail-words.ts';

/** Somebody who sits in a body, to be written to. */
export interface Recipient {
  readonly mandateId: string;
  readonly name: string;
  /** Their own address, else that with which they sign in; null: only by post or by hand. */
  readonly email: string | null;
}

/** Whoever sits in a body on an ISO day, guests included, by name. */
export function recipientsOn(tx: Tx, bodyId: string, day: string): Promise<Recipient[]> {
  return tx
    .select({
      mandateId: mandates.id,
      name: sql<string>`${people.givenName} || ' ' || ${people.familyName}`,
      email: sql<string | null>`coalesce(${people.email}, ${accounts.email})`,
    })
    .from(mandates)
    .innerJoin(people, eq(people.id, mandates.personId))
    .leftJoin(accounts, eq(accounts.id, people.accountId))
    .where(
      and(
        eq(mandates.bodyId, bodyId),
        isNotNull(mandates.personId),
        lte(mandates.fromDay, day),
        or(isNull(mandates.toDay), gte(mandates.toDay, day)),
      ),
    )
    .orderBy(asc(people.familyName), asc(people.givenName), asc(mandates.id));
}

/** The association in whose name one writes, and where its pages are. */
export async function senderOf(tx: Tx, house: House, associationId: string): Promise<Sender> {
  const [row] = await tx
    .select({ slug: associations.slug, name: associations.name, shortName: associations.shortName })
    .from(associations)
    .where(eq(associations.id, associationId));
  return { association: row!, site: house.publicAddress };
}
