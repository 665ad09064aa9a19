import { eq } from 'drizzle-orm';
import type { Role } from '#lib/kernel/actor.ts';
import { asAccount } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { associationRoles } from './tables.ts';

/** The roles of an account, all associations together: what decides whether a second factor is asked. */
export function rolesOf(house: House, accountId: string): Promise<Role[]> {
  return asAccount(house.db, accountId, async (tx) => {
    const rows = await tx
      .select({ role: associationRoles.role })
      .from(associationRoles)
      .where(eq(associationRoles.accountId, accountId));
    return rows.map(({ role }) => role);
  });
}
