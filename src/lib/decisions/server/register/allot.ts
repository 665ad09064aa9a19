import { and, eq, max } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import { registerEntries } from './tables.ts';

/** A vote of a meeting, or a procedure that was adopted in writing. */
type Numbered = { readonly decisionId: string } | { readonly procedureId: string };

/**
 * Gives a decision the next number of its body and year, inside the command that records it. The body is locked until
 * the transaction ends: of two recorded at once, one waits; one that is rolled back has taken no number.
 */
export async function allotNumber(
  tx: Tx,
  decision: Numbered & {
    readonly associationId: string;
    readonly bodyId: string;
    /** ISO day on which it was taken. */
    readonly heldOn: string;
    /** ISO instant. */
    readonly now: string;
  },
): Promise<{ year: number; number: number }> {
  const { heldOn, now, ...entry } = decision;
  const { bodyId } = entry;
  await tx.select({ id: bodies.id }).from(bodies).where(eq(bodies.id, bodyId)).for('update');
  const year = Number(heldOn.slice(0, 4));
  const [last] = await tx
    .select({ number: max(registerEntries.number) })
    .from(registerEntries)
    .where(and(eq(registerEntries.bodyId, bodyId), eq(registerEntries.year, year)));
  const number = (last?.number ?? 0) + 1;
  await tx.insert(registerEntries).values({ ...entry, year, number, decidedOn: heldOn, allottedAt: now });
  return { year, number };
}
