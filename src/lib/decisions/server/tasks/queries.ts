import { and, asc, desc, eq, gte, inArray, lt, or, sql, type SQL } from 'drizzle-orm';
import { accounts } from '#lib/accounts/server/tables.ts';
import { people } from '#lib/associations/server/tables.ts';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { localInstant } from '#lib/kernel/calendar.ts';
import { dayWithin, localDay } from '#lib/kernel/days.ts';
import { pageWithin } from '#lib/kernel/pages.ts';
import { agendaItems } from '#lib/meetings/server/tables.ts';
import { tasks } from '#lib/meetings/server/tasks/tables.ts';
import type { TaskState } from '#lib/meetings/vocabulary.ts';
import type { Tx } from '#lib/platform/database.ts';
import { mayFinishTask } from '../../policy.ts';
import { decisionReference } from '../../reference.ts';
import type { TaskFilter } from '../../task-filter.ts';
import { registerEntries } from '../register/tables.ts';

/** A task as lists show it. */
export interface TaskLine {
  readonly id: string;
  readonly text: string;
  readonly person: { readonly id: string; readonly name: string };
  /** Whether a message can reach them; null for whoever may not know it. */
  readonly reachable: boolean | null;
  readonly dueOn: string;
  readonly state: TaskState;
  /** ISO day on which it was done or given up, by whom, and what was said of it. */
  readonly settled: { readonly on: string; readonly by: string; readonly report: string } | null;
  readonly body: { readonly code: string; readonly name: string };
  /** The item that it came from; null for one given after a decision in writing, or whose item is gone. */
  readonly item: { readonly meetingId: string; readonly id: string; readonly title: string } | null;
  /** The decision that it carries out. */
  readonly reference: string | null;
  /** Whether the actor may say that it is done. */
  readonly mayFinish: boolean;
}

/** Tasks on a page of their list. */
export const TASKS_PAGE = 50;

/** What of the tasks an actor may read (`mayReadTask`), as a condition. */
function readable(actor: Actor, today: string): SQL | undefined {
  if (actor.role !== null) return undefined;
  const own = actor.personId === null ? sql`false` : eq(tasks.personId, actor.personId);
  const seats = actor.seats.filter(({ from, to }) => dayWithin(today, from, to)).map(({ bodyId }) => bodyId);
  return seats.length === 0 ? own : or(own, inArray(tasks.bodyId, seats));
}

const select = (tx: Tx) =>
  tx
    .select({
      id: tasks.id,
      text: tasks.text,
      personId: tasks.personId,
      name: sql<string>`${people.givenName} || ' ' || ${people.familyName}`,
      email: sql<string | null>`coalesce(${people.email}, ${accounts.email})`,
      dueOn: tasks.dueOn,
      state: tasks.state,
      settledAt: tasks.settledAt,
      settledBy: tasks.settledBy,
      report: tasks.report,
      bodyId: tasks.bodyId,
      body: { code: bodies.code, name: bodies.name },
      meetingId: tasks.meetingId,
      itemId: tasks.itemId,
      title: agendaItems.title,
      year: registerEntries.year,
      number: registerEntries.number,
    })
    .from(tasks)
    .innerJoin(bodies, eq(bodies.id, tasks.bodyId))
    .innerJoin(people, eq(people.id, tasks.personId))
    .leftJoin(accounts, eq(accounts.id, people.accountId))
    .leftJoin(agendaItems, eq(agendaItems.id, tasks.itemId))
    .leftJoin(registerEntries, eq(registerEntries.id, tasks.entryId))
    .$dynamic();

type Row = Awaited<ReturnType<typeof select>>[number];

const lineOf = (actor: Actor, row: Row): TaskLine => ({
  id: row.id,
  text: row.text,
  person: { id: row.personId, name: row.name },
  reachable: actor.role === null ? null : row.email !== null,
  dueOn: row.dueOn,
  state: row.state,
  settled:
    row.settledAt === null ? null : { on: localDay(row.settledAt), by: row.settledBy!, report: row.report },
  body: row.body,
  item: row.meetingId === null ? null : { meetingId: row.meetingId, id: row.itemId!, title: row.title! },
  reference:
    row.number === null
      ? null
      : decisionReference({ code: row.body.code, year: row.year!, number: row.number }),
  mayFinish: row.state === 'open' && mayFinishTask(actor, row).done,
});

async function linesWhere(tx: Tx, actor: Actor, today: string, where: SQL | undefined): Promise<TaskLine[]> {
  const rows = await select(tx)
    .where(and(where, readable(actor, today)))
    .orderBy(asc(tasks.state), asc(tasks.dueOn), asc(tasks.createdAt), asc(tasks.id));
  return rows.map((row) => lineOf(actor, row));
}

/** The tasks given on an item, for whoever may read them. */
export function tasksOfItem(tx: Tx, actor: Actor, today: string, itemId: string): Promise<TaskLine[]> {
  return linesWhere(tx, actor, today, eq(tasks.itemId, itemId));
}

/** The tasks that carry out a decision. */
export function tasksOfEntry(tx: Tx, actor: Actor, today: string, entryId: string): Promise<TaskLine[]> {
  return linesWhere(tx, actor, today, eq(tasks.entryId, entryId));
}

/** What one person still has to do, the nearest day first. */
export function ownTasks(tx: Tx, actor: Actor, today: string): Promise<TaskLine[]> {
  if (actor.personId === null) return Promise.resolve([]);
  return linesWhere(tx, actor, today, and(eq(tasks.personId, actor.personId), eq(tasks.state, 'open')));
}

/** What a body looks back at in a meeting: its open tasks, then what was done or given up since an ISO day. */
export function tasksToLookBackAt(
  tx: Tx,
  actor: Actor,
  today: string,
  body: { readonly bodyId: string; readonly since: string },
): Promise<TaskLine[]> {
  const recent = gte(tasks.settledAt, localInstant(body.since, '00:00'));
  return linesWhere(
    tx,
    actor,
    today,
    and(eq(tasks.bodyId, body.bodyId), or(eq(tasks.state, 'open'), recent)),
  );
}

function asked(actor: Actor, today: string, { state, mine, body, person }: TaskFilter): SQL | undefined {
  const states: Readonly<Record<TaskFilter['state'], SQL | undefined>> = {
    open: eq(tasks.state, 'open'),
    late: and(eq(tasks.state, 'open'), lt(tasks.dueOn, today)),
    done: eq(tasks.state, 'done'),
    cancelled: eq(tasks.state, 'cancelled'),
    all: undefined,
  };
  return and(
    states[state],
    mine ? (actor.personId === null ? sql`false` : eq(tasks.personId, actor.personId)) : undefined,
    body === null ? undefined : eq(bodies.code, body),
    person === null ? undefined : eq(tasks.personId, person),
  );
}

/**
 * The tasks that the actor may read, as the filter asks: one page of them, the nearest day first; those that are settled,
 * the last one first. A page beyond the last gives the last.
 */
export async function listTasks(
  tx: Tx,
  actor: Actor,
  today: string,
  filter: TaskFilter & { readonly page: number },
): Promise<{ readonly rows: TaskLine[]; readonly total: number; readonly page: number }> {
  const where = and(asked(actor, today, filter), readable(actor, today));
  // Each of these orders is that of an index, save the one of all states.
  const order = {
    open: [asc(tasks.dueOn)],
    late: [asc(tasks.dueOn)],
    done: [desc(tasks.settledAt)],
    cancelled: [desc(tasks.settledAt)],
    all: [desc(sql`${tasks.state} = 'open'`), asc(tasks.dueOn)],
  }[filter.state];
  const [{ total } = { total: 0 }] = await tx
    .select({ total: sql<number>`count(*)::int` })
    .from(tasks)
    .innerJoin(bodies, eq(bodies.id, tasks.bodyId))
    .where(where);
  const page = pageWithin(filter.page, total, TASKS_PAGE);
  const rows = await select(tx)
    .where(where)
    .orderBy(...order, asc(tasks.id))
    .limit(TASKS_PAGE)
    .offset((page - 1) * TASKS_PAGE);
  return { rows: rows.map((row) => lineOf(actor, row)), total, page };
}

/** Everybody to whom a task may be given, by name. For whoever gives tasks. */
export function peopleToAsk(tx: Tx): Promise<{ readonly id: string; readonly name: string }[]> {
  return tx
    .select({ id: people.id, name: sql<string>`${people.familyName} || ' ' || ${people.givenName}` })
    .from(people)
    .where(sql`${people.erasedAt} is null`)
    .orderBy(asc(people.familyName), asc(people.givenName), asc(people.id));
}

/** Those who have a task that the actor may read, by name: whom a list may be narrowed to. */
export function peopleWithTasks(
  tx: Tx,
  actor: Actor,
  today: string,
): Promise<{ readonly id: string; readonly name: string }[]> {
  return tx
    .selectDistinct({
      id: people.id,
      name: sql<string>`${people.familyName} || ' ' || ${people.givenName}`,
    })
    .from(tasks)
    .innerJoin(people, eq(people.id, tasks.personId))
    .where(readable(actor, today))
    .orderBy(sql`2`, people.id);
}

/** The tasks given in a meeting that were not given up, by item, as its PV lists them. */
export async function tasksGivenIn(
  tx: Tx,
  meetingId: string,
): Promise<{ id: string; itemId: string; person: string; text: string; dueOn: string; createdAt: string }[]> {
  const rows = await tx
    .select({
      id: tasks.id,
      itemId: tasks.itemId,
      person: sql<string>`${people.givenName} || ' ' || ${people.familyName}`,
      text: tasks.text,
      dueOn: tasks.dueOn,
      createdAt: tasks.createdAt,
      state: tasks.state,
    })
    .from(tasks)
    .innerJoin(people, eq(people.id, tasks.personId))
    .where(eq(tasks.meetingId, meetingId))
    .orderBy(asc(tasks.createdAt), asc(tasks.id));
  return rows.flatMap(({ itemId, state, ...task }) =>
    itemId === null || state === 'cancelled' ? [] : [{ itemId, ...task }],
  );
}
