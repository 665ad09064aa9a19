import { asc, inArray } from 'drizzle-orm';
import { dayInWords } from '#lib/kernel/days.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { PlannedRow } from '../../import/rows.ts';
import { widensGap } from '../../rules/parity-warning.ts';
import { parityOn } from '../parity.ts';
import { bodies } from '../tables.ts';

/** The ISO days on which the mandates that a plan would write begin, the first one first, by body. */
function beginningsIn(plan: readonly PlannedRow[]): Map<string, string[]> {
  const begun = plan.flatMap((row) =>
    'write' in row && row.write.refers ? [{ ...row.write.refers, from: row.write.after.from! }] : [],
  );
  const byBody = Map.groupBy(begun, ({ bodyId }) => bodyId);
  return new Map([...byBody].map(([id, own]) => [id, [...new Set(own.map(({ from }) => from))].toSorted()]));
}

/**
 * Carries a plan out, and says where it makes the gap between the sectors wider than before and than the statutes admit,
 * on the days on which its mandates begin. The file is judged whole, since one row after the other would break a parity
 * that the next one restores; each body by its widest gap.
 */
export async function withGaps<T>(
  tx: Tx,
  plan: readonly PlannedRow[],
  carry: () => Promise<T>,
): Promise<T & { readonly gaps: readonly string[] }> {
  const days = beginningsIn(plan);
  const concerned = await tx
    .select({ id: bodies.id, kind: bodies.kind, name: bodies.name })
    .from(bodies)
    .where(inArray(bodies.id, [...days.keys()]))
    .orderBy(asc(bodies.position), asc(bodies.id))
    // Nobody else writes mandates there between the two looks.
    .for('update');
  const look = async () => {
    const seen = [];
    for (const body of concerned)
      for (const day of days.get(body.id)!) seen.push({ body, day, parity: await parityOn(tx, body, day) });
    return seen;
  };
  const before = await look();
  const carried = await carry();
  const wider = (await look()).flatMap(({ body, day, parity }, index) =>
    parity !== null && widensGap(before[index]!.parity, parity) ? [{ body, day, parity }] : [],
  );
  const gaps = [...Map.groupBy(wider, ({ body }) => body.id).values()].map((own) => {
    const widest = Math.max(...own.map(({ parity }) => parity.difference));
    const { body, day, parity } = own.find((each) => each.parity.difference === widest)!;
    return `${body.name}, le ${dayInWords(day)}\u00a0: ${parity.sentence} (${parity.source})`;
  });
  return { ...carried, gaps };
}
