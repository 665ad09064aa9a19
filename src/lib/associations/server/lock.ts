import { eq } from 'drizzle-orm';
import type { Tx } from '#lib/platform/database.ts';
import { associations } from './tables.ts';

/**
 * Waits for any other act of this kind on the association, and keeps the next ones waiting until the transaction ends:
 * for what is checked against several rows at once, such as "one coordination remains".
 */
export async function lockAssociation(tx: Tx, associationId: string): Promise<void> {
  await tx
    .select({ id: associations.id })
    .from(associations)
    .where(eq(associations.id, associationId))
    .for('no key update');
}
