import { eq } from 'drizzle-orm';
import type { Role } from '#lib/kernel/actor.ts';
import { inAssociation } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { associationsKnowing } from './queries.ts';
import { associationRoles } from './tables.ts';

/** The roles of an account, all associations together: what decides whether a second factor is asked. */
export async function rolesOf(house: House, accountId: string): Promise<Role[]> {
  const roles: Role[] = [];
  // Each association is read in its own transaction; a person works for a few at most.
  for (const { id } of await associationsKnowing(house.db, accountId)) {
    const rows = await inAssociation(house.db, id, (tx) =>
      tx
        .select({ role: associationRoles.role })
        .from(associationRoles)
        .where(eq(associationRoles.accountId, accountId)),
    );
    roles.push(...rows.map(({ role }) => role));
  }
  return roles;
}
