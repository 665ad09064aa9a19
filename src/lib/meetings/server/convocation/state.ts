import { and, eq } from 'drizzle-orm';
import type { Tx } from '#lib/platform/database.ts';
import { convocations } from './tables.ts';

/** Whether the notice of a meeting has left: from then on, what is added to its agenda is late. */
export async function meetingIsConvoked(tx: Tx, meetingId: string): Promise<boolean> {
  const [notice] = await tx
    .select({ id: convocations.id })
    .from(convocations)
    .where(and(eq(convocations.meetingId, meetingId), eq(convocations.kind, 'notice')))
    .limit(1);
  return notice !== undefined;
}
