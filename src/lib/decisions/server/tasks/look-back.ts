import { and, desc, eq, isNull, lt } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { daysAfter } from '#lib/kernel/days.ts';
import { settledSince } from '#lib/meetings/rules/tasks.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import { writtenBetween, type RegisterLine } from '../register/queries.ts';
import { tasksToLookBackAt, type TaskLine } from './queries.ts';

/** What a body looks back at in a meeting, besides its PV. */
export interface LookBack {
  /** Its open tasks, then what was settled since its previous meeting. */
  readonly tasks: readonly TaskLine[];
  /** What it decided in writing since, to be noted. */
  readonly written: readonly Omit<RegisterLine, 'verdict'>[];
}

/** What a body looks back at in one of its meetings. The actor may read the meeting. */
export async function lookBackOf(
  tx: Tx,
  actor: Actor,
  today: string,
  { bodyId, heldOn }: { readonly bodyId: string; readonly heldOn: string },
): Promise<LookBack> {
  const [previous] = await tx
    .select({ heldOn: meetings.heldOn })
    .from(meetings)
    .where(and(eq(meetings.bodyId, bodyId), lt(meetings.heldOn, heldOn), isNull(meetings.cancelledAt)))
    .orderBy(desc(meetings.heldOn))
    .limit(1);
  const since = settledSince(previous?.heldOn ?? null, heldOn);
  const written = await writtenBetween(tx, bodyId, { from: daysAfter(since, 1), to: heldOn });
  return {
    tasks: await tasksToLookBackAt(tx, actor, today, { bodyId, since }),
    written: written.map(({ verdict: _, ...row }) => row),
  };
}
