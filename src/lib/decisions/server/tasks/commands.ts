import { and, eq, ne, notLike, sql } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { taskReminders, tasks } from '#lib/meetings/server/tasks/tables.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { mayFinishTask, mayGiveTasks, mayGiveUpTasks, mayReadTask } from '../../policy.ts';

type Task = typeof tasks.$inferSelect;

/** A task for whoever may read it, locked until the transaction ends. */
async function heldTask(tx: Tx, actor: Actor, today: string, taskId: string): Promise<Outcome<Task>> {
  if (!isIdentifier(taskId)) return notFound();
  const [task] = await tx.select().from(tasks).where(eq(tasks.id, taskId)).for('update');
  return task && mayReadTask(actor, task, today) ? done(task) : notFound();
}

const subjectOf = (id: string) => ({ kind: 'task', id });

/**
 * Says that a task is done, with a word of what was done or none. Said twice, it is done once, and the first word stays.
 * Refuses one that was given up, and whoever neither has it nor gives tasks.
 */
export function finishTask(
  house: House,
  actor: Actor,
  { taskId, report }: { readonly taskId: string; readonly report: string },
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const held = await heldTask(tx, actor, today, taskId);
    if (!held.done) return held;
    const allowed = mayFinishTask(actor, held.value);
    if (!allowed.done) return allowed;
    const { state } = held.value;
    if (state === 'cancelled')
      return refuse(
        'task-cancelled',
        'Cette tâche a été annulée\u00a0: il n’y a plus rien à faire. Si elle reste utile, demandez à la coordination de la rouvrir.',
      );
    if (state === 'done') {
      nothingToDo();
      return done();
    }
    await tx
      .update(tasks)
      .set({ state: 'done', settledAt: now, settledBy: actor.name, report })
      .where(eq(tasks.id, taskId));
    journal({ act: 'task.done', subject: subjectOf(taskId), after: { report } });
    return done();
  });
}

/** Gives a task up, with a reason. Done twice, it is given up once. Refuses one that is done. */
export function giveUpTask(
  house: House,
  actor: Actor,
  { taskId, reason }: { readonly taskId: string; readonly reason: string },
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const held = await heldTask(tx, actor, today, taskId);
    if (!held.done) return held;
    const allowed = mayGiveUpTasks(actor);
    if (!allowed.done) return allowed;
    const { state } = held.value;
    if (state === 'done')
      return refuse(
        'task-done',
        'Cette tâche est déjà faite\u00a0: elle ne s’annule plus. Rouvrez-la d’abord.',
      );
    if (state === 'cancelled') {
      nothingToDo();
      return done();
    }
    await tx
      .update(tasks)
      .set({ state: 'cancelled', settledAt: now, settledBy: actor.name, report: reason })
      .where(eq(tasks.id, taskId));
    journal({ act: 'task.cancelled', subject: subjectOf(taskId), after: { reason } });
    return done();
  });
}

/** Opens again a task that was done or given up; one that is open stays as it is. The journal keeps what was said of it. */
export function reopenTask(
  house: House,
  actor: Actor,
  { taskId }: { readonly taskId: string },
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const held = await heldTask(tx, actor, today, taskId);
    if (!held.done) return held;
    const allowed = mayGiveUpTasks(actor);
    if (!allowed.done) return allowed;
    const { state, settledBy, report } = held.value;
    if (state === 'open') {
      nothingToDo();
      return done();
    }
    await tx
      .update(tasks)
      .set({ state: 'open', settledAt: null, settledBy: null, report: '' })
      .where(eq(tasks.id, taskId));
    journal({ act: 'task.reopened', subject: subjectOf(taskId), before: { state, settledBy, report } });
    return done();
  });
}

/**
 * Puts off an open task to another ISO day, or brings it forward: its reminders begin again. Refuses a day that is over,
 * and a task that is no longer open.
 */
export function postponeTask(
  house: House,
  actor: Actor,
  { taskId, dueOn }: { readonly taskId: string; readonly dueOn: string },
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const held = await heldTask(tx, actor, today, taskId);
    if (!held.done) return held;
    const allowed = mayGiveTasks(actor);
    if (!allowed.done) return allowed;
    const before = held.value;
    if (before.state !== 'open')
      return refuse('task-settled', 'Cette tâche n’est plus à faire\u00a0: sa date ne change plus.', {
        field: 'dueOn',
      });
    if (dueOn === before.dueOn) {
      nothingToDo();
      return done();
    }
    if (dueOn < today)
      return refuse(
        'due-in-the-past',
        `Le ${dayInWords(dueOn)} est passé. Choisissez aujourd’hui ou un jour à venir.`,
        { field: 'dueOn' },
      );
    await tx.update(tasks).set({ dueOn }).where(eq(tasks.id, taskId));
    // Those that were sent stay, so that nobody is written to twice in a day, and no longer count for the new day.
    await tx
      .update(taskReminders)
      .set({ stage: sql`${taskReminders.stage} || '/' || ${now}::text` })
      .where(
        and(
          eq(taskReminders.taskId, taskId),
          ne(taskReminders.stage, 'new'),
          notLike(taskReminders.stage, '%/%'),
        ),
      );
    journal({
      act: 'task.postponed',
      subject: subjectOf(taskId),
      before: { dueOn: before.dueOn },
      after: { dueOn },
    });
    return done();
  });
}
