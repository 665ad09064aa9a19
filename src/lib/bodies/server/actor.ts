import { and, asc, eq, inArray } from 'drizzle-orm';
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

/** An account that asks who it is here, and whether its second factor was given. */
interface Asking {
  readonly accountId: string;
  readonly secondFactorPassed: boolean;
}

/**
 * Who these accounts are in an association, inside that association's transaction, in two statements however many they
 * are. Coordination counts only with its second factor. Null for an account that never had a role or a mandate there:
 * for it the association does not exist.
 */
export async function loadActors(
  tx: Tx,
  associationId: string,
  asking: readonly Asking[],
): Promise<(SignedInActor | null)[]> {
  const rows = await tx
    .select({ id: accounts.id, name: accounts.name, role: associationRoles.role, personId: people.id })
    .from(accounts)
    .leftJoin(
      associationRoles,
      and(eq(associationRoles.accountId, accounts.id), eq(associationRoles.associationId, associationId)),
    )
    .leftJoin(people, and(eq(people.accountId, accounts.id), eq(people.associationId, associationId)))
    .where(inArray(accounts.id, [...new Set(asking.map(({ accountId }) => accountId))]));
  const personIds = rows.flatMap(({ personId }) => personId ?? []);
  const held =
    personIds.length === 0
      ? []
      : await tx
          .select({
            personId: mandates.personId,
            seat: {
              mandateId: mandates.id,
              bodyId: mandates.bodyId,
              sector: mandates.sector,
              office: mandates.office,
              voting: mandates.voting,
              from: mandates.fromDay,
              to: mandates.toDay,
            },
          })
          .from(mandates)
          .where(inArray(mandates.personId, personIds))
          .orderBy(asc(mandates.fromDay), asc(mandates.id));
  const seats = Map.groupBy(held, ({ personId }) => personId);
  const known = new Map(rows.map((row) => [row.id, row]));
  return asking.map(({ accountId, secondFactorPassed }) => {
    const account = known.get(accountId);
    if (!account) return null;
    const { name, role, personId } = account;
    const own = (seats.get(personId) ?? []).map(({ seat }) => seat);
    if (role === null && own.length === 0) return null;
    const needsSecondFactor = role === 'coordination' && !secondFactorPassed;
    return { associationId, accountId, name, personId, role: needsSecondFactor ? null : role, seats: own };
  });
}

/** Who one account is in an association: see `loadActors`. */
export async function loadActor(
  tx: Tx,
  { associationId, ...asking }: Asking & { readonly associationId: string },
): Promise<SignedInActor | null> {
  const [actor] = await loadActors(tx, associationId, [asking]);
  return actor!;
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
