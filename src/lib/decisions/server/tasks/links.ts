import { and, eq, gt } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { daysAfter, localDay } from '#lib/kernel/days.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { hashOf, newToken, personByLink } from '#lib/meetings/server/convocation/links.ts';
import { taskLinks, tasks } from '#lib/meetings/server/tasks/tables.ts';
import type { TaskState } from '#lib/meetings/vocabulary.ts';
import type { Tx } from '#lib/platform/database.ts';

/** How long the link of a message still opens its task. */
const OPEN_DAYS = 90;

/** Makes a link to each of these tasks for whoever has it, in the transaction that sends them. Their secrets are kept nowhere. */
export async function issueTaskLinks(
  tx: Tx,
  tasksToSend: {
    readonly associationId: string;
    readonly taskIds: readonly string[];
    readonly now: string;
    readonly today: string;
  },
): Promise<ReadonlyMap<string, string>> {
  const { associationId, taskIds, now, today } = tasksToSend;
  const tokens = new Map(taskIds.map((taskId) => [taskId, newToken()]));
  await tx.insert(taskLinks).values(
    [...tokens].map(([taskId, token]) => ({
      associationId,
      taskId,
      tokenHash: hashOf(token),
      createdAt: now,
      expiresAt: `${daysAfter(today, OPEN_DAYS)}T00:00:00Z`,
    })),
  );
  return tokens;
}

/** A task as its link shows it. */
export interface LinkedTask {
  readonly id: string;
  readonly text: string;
  readonly body: string;
  /** ISO days. */
  readonly dueOn: string;
  readonly state: TaskState;
  readonly settled: { readonly on: string; readonly by: string; readonly report: string } | null;
  /** Whoever has it: they act by the link as themselves. */
  readonly actor: Actor;
}

/** What a link opens. Refuses an unknown or an ended one in the same words. Opening changes nothing. */
export async function openTaskLink(
  tx: Tx,
  associationId: string,
  token: string,
  now: string,
): Promise<Outcome<LinkedTask>> {
  const [row] = await tx
    .select({
      id: tasks.id,
      text: tasks.text,
      body: bodies.name,
      personId: tasks.personId,
      dueOn: tasks.dueOn,
      state: tasks.state,
      settledAt: tasks.settledAt,
      settledBy: tasks.settledBy,
      report: tasks.report,
    })
    .from(taskLinks)
    .innerJoin(tasks, eq(tasks.id, taskLinks.taskId))
    .innerJoin(bodies, eq(bodies.id, tasks.bodyId))
    .where(and(eq(taskLinks.tokenHash, hashOf(token)), gt(taskLinks.expiresAt, now)));
  if (!row)
    return refuse(
      'link-ended',
      'Ce lien n’est plus valable. Connectez-vous avec votre adresse e-mail pour voir vos tâches, ou écrivez au secrétariat.',
    );
  const { personId, settledAt, settledBy, report, ...task } = row;
  const actor = await personByLink(tx, associationId, personId);
  if (!actor) return notFound();
  const settled = settledAt === null ? null : { on: localDay(settledAt), by: settledBy!, report };
  return done({ ...task, settled, actor });
}
