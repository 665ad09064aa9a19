import { and, asc, eq } from 'drizzle-orm';
import { accounts } from '#lib/accounts/server/tables.ts';
import { associationRoles, people } from '#lib/associations/server/tables.ts';
import type { SignedInActor } from '#lib/kernel/actor.ts';
import {
  associationBySlug,
  associationsKnowing,
  type AssociationHead,
} from '#lib/associations/server/queries.ts';
import { inAssociation, type Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { mandates } from './tables.ts';

/**
 * Who an account is in an association, inside that association's transaction. Coordination counts only with its second
 * factor. Null for an account that never had a role or a mandate there: for it the association does not exist.
 */
export async function loadActor(
  tx: Tx,
  who: { readonly associationId: string; readonly accountId: string; readonly secondFactorPassed: boolean },
): Promise<SignedInActor | null> {
  const { associationId, accountId, secondFactorPassed } = who;
  const [account] = await tx
    .select({ name: accounts.name, role: associationRoles.role, personId: people.id })
    .from(accounts)
    .leftJoin(
      associationRoles,
      and(eq(associationRoles.accountId, accounts.id), eq(associationRoles.associationId, associationId)),
    )
    .leftJoin(people, and(eq(people.accountId, accounts.id), eq(people.associationId, associationId)))
    .where(eq(accounts.id, accountId));
  if (!account) return null;
  const { name, role, personId } = account;
  const seats =
    personId === null
      ? []
      : await tx
          .select({
            mandateId: mandates.id,
            bodyId: mandates.bodyId,
            sector: mandates.sector,
            office: mandates.office,
            voting: mandates.voting,
            from: mandates.fromDay,
            to: mandates.toDay,
          })
          .from(mandates)
          .where(eq(mandates.personId, personId))
          .orderBy(asc(mandates.fromDay), asc(mandates.id));
  if (role === null && seats.length === 0) return null;
  const needsSecondFactor = role === 'coordination' && !secondFactorPassed;
  return { associationId, accountId, name, personId, role: needsSecondFactor ? null : role, seats };
}

/**
 * Enters the association of an address as an account. Null when there is no such association, and when the account has
 * nothing to do with it.
 */
export async function enterAssociation(
  house: House,
  who: { readonly slug: string; readonly accountId: string; readonly secondFactorPassed: boolean },
): Promise<{ association: AssociationHead; actor: SignedInActor } | null> {
  const association = await associationBySlug(house.db, who.slug);
  if (!association) return null;
  const { accountId, secondFactorPassed } = who;
  const actor = await inAssociation(house.db, association.id, (tx) =>
    loadActor(tx, { associationId: association.id, accountId, secondFactorPassed }),
  );
  return actor && { association, actor };
}

/** The associations that an account may enter, by name. */
export async function associationsOf(house: House, accountId: string): Promise<AssociationHead[]> {
  const open: AssociationHead[] = [];
  for (const association of await associationsKnowing(house.db, accountId)) {
    const entered = await enterAssociation(house, {
      slug: association.slug,
      accountId,
      secondFactorPassed: true,
    });
    if (entered) open.push(association);
  }
  return open;
}
