import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { accounts } from '#lib/accounts/server/tables.ts';
import { associations, people } from '#lib/associations/server/tables.ts';
import { bodies } from '#lib/bodies/server/tables.ts';
import { localHour } from '#lib/kernel/days.ts';
import { stagesReached } from '#lib/meetings/rules/tasks.ts';
import { senderOf } from '#lib/meetings/server/recipients.ts';
import { taskReminders, tasks } from '#lib/meetings/server/tasks/tables.ts';
import { inAssociation, type Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { queueMail } from '#lib/platform/mail/outbox.ts';
import { slices } from '#lib/platform/slices.ts';
import { tasksMail } from '../../task-mail.ts';
import { issueTaskLinks } from './links.ts';

/** Local hours between which reminders leave: nobody is woken by one. */
const DAYTIME = { from: 8, to: 20 } as const;

/**
 * Recalls to each person the tasks that reached a stage which was not written yet: all in one message, at most one a day.
 * Any number of instances may run it at once, at any time, and any of them may die: a person is written to while their
 * sheet is held, and the stages stand in the same transaction as the message.
 */
export async function writeTaskReminders(house: House): Promise<void> {
  const hour = localHour(house.clock.now());
  if (hour < DAYTIME.from || hour >= DAYTIME.to) return;
  const rows = await house.db
    .select({ id: associations.id })
    .from(associations)
    .orderBy(asc(associations.slug));
  for (const { id } of rows) {
    try {
      const holders = await inAssociation(house.db, id, (tx) => holdersOf(tx));
      for (const personId of holders)
        await inAssociation(house.db, id, (tx) => remind(house, tx, id, personId));
    } catch (error) {
      // What is wrong in one association must not keep the others from being reminded.
      house.log.error({ err: error, association: id }, 'task reminders were not written');
    }
  }
}

/** Those who have something to do and can be written to. */
async function holdersOf(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ personId: tasks.personId })
    .from(tasks)
    .innerJoin(people, eq(people.id, tasks.personId))
    .leftJoin(accounts, eq(accounts.id, people.accountId))
    .where(and(eq(tasks.state, 'open'), isNotNull(sql`coalesce(${people.email}, ${accounts.email})`)));
  return rows.map(({ personId }) => personId);
}

async function remind(house: House, tx: Tx, associationId: string, personId: string): Promise<void> {
  const now = house.clock.now();
  const today = house.clock.today();
  // Held, so that another instance at work waits here and then finds what this one wrote.
  const [person] = await tx
    .select({
      name: sql<string>`${people.givenName} || ' ' || ${people.familyName}`,
      email: people.email,
      accountId: people.accountId,
    })
    .from(people)
    .where(and(eq(people.id, personId), isNull(people.erasedAt)))
    .for('update');
  const to = person && (person.email ?? (await addressOf(tx, person.accountId)));
  if (!to) return;
  const open = await tx
    .select({ id: tasks.id, text: tasks.text, body: bodies.name, dueOn: tasks.dueOn })
    .from(tasks)
    .innerJoin(bodies, eq(bodies.id, tasks.bodyId))
    .where(and(eq(tasks.personId, personId), eq(tasks.state, 'open')))
    .orderBy(asc(tasks.dueOn), asc(tasks.createdAt), asc(tasks.id));
  if (open.length === 0) return;
  const written = await tx
    .select({ taskId: taskReminders.taskId, stage: taskReminders.stage, sentOn: taskReminders.sentOn })
    .from(taskReminders)
    .innerJoin(tasks, eq(tasks.id, taskReminders.taskId))
    .where(eq(tasks.personId, personId));
  if (written.some(({ sentOn }) => sentOn === today)) return;
  const known = new Set(written.map(({ taskId, stage }) => `${taskId} ${stage}`));
  const fresh = open.flatMap(({ id, dueOn }) =>
    stagesReached(dueOn, today)
      .filter((stage) => !known.has(`${id} ${stage}`))
      .map((stage) => ({ associationId, taskId: id, stage, sentOn: today })),
  );
  if (fresh.length === 0) return;
  for (const some of slices(fresh)) await tx.insert(taskReminders).values(some);
  const tokens = await issueTaskLinks(tx, {
    associationId,
    taskIds: [...new Set(fresh.map(({ taskId }) => taskId))],
    now,
    today,
  });
  const told = open.flatMap(({ id, ...task }) => {
    const token = tokens.get(id);
    return token === undefined ? [] : [{ ...task, token }];
  });
  const sender = await senderOf(tx, house, associationId);
  await queueMail(tx, { to, ...tasksMail(sender, person, told, today), kind: 'tasks', associationId, now });
}

/** With which they sign in; null for whoever has no account. */
async function addressOf(tx: Tx, accountId: string | null): Promise<string | null> {
  if (accountId === null) return null;
  const [account] = await tx
    .select({ email: accounts.email })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  return account?.email ?? null;
}
