import { check, foreignKey, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { people } from '#lib/associations/server/tables.ts';
import { bodies } from '#lib/bodies/server/tables.ts';
import { day, instant } from '#lib/platform/columns.ts';
import type { TaskState } from '../../vocabulary.ts';

/**
 * What somebody has to do after a meeting or a decision of a body, and until when. It outlives the item and the decision
 * that it came from: their keys, written in the guards, let go of it.
 */
export const tasks = pgTable(
  'tasks',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    bodyId: uuid().notNull(),
    /** Where it was given, both or none. */
    meetingId: uuid(),
    itemId: uuid(),
    /** The entry of the register that it carries out. */
    entryId: uuid(),
    personId: uuid().notNull(),
    text: text().notNull(),
    dueOn: day().notNull(),
    createdAt: instant().notNull(),
    createdBy: text().notNull(),
    state: text().$type<TaskState>().notNull().default('open'),
    settledAt: instant(),
    settledBy: text(),
    /** What was done, or why it is given up. */
    report: text().notNull().default(''),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    foreignKey({
      name: 'task_body',
      columns: [table.associationId, table.bodyId],
      foreignColumns: [bodies.associationId, bodies.id],
    }),
    foreignKey({
      name: 'task_person',
      columns: [table.associationId, table.personId],
      foreignColumns: [people.associationId, people.id],
    }),
    index('tasks_by_day').on(table.associationId, table.state, table.dueOn),
    index('tasks_by_end').on(table.associationId, table.state, table.settledAt),
    index('tasks_of_person').on(table.associationId, table.personId),
    index('tasks_of_item').on(table.associationId, table.itemId),
    index('tasks_of_entry').on(table.associationId, table.entryId),
    check('task_state', sql`${table.state} in ('open', 'done', 'cancelled')`),
    check('task_settled', sql`(${table.state} = 'open') = (${table.settledAt} is null)`),
    check('task_settled_by', sql`(${table.settledAt} is null) = (${table.settledBy} is null)`),
    check('task_item', sql`(${table.meetingId} is null) = (${table.itemId} is null)`),
    check('task_text', sql`length(trim(${table.text})) > 0`),
  ],
);

/** The messages that a task has already called for: each of its stages is written once. */
export const taskReminders = pgTable(
  'task_reminders',
  {
    associationId: uuid().notNull(),
    taskId: uuid().notNull(),
    /** "new", "soon", "due", "late-1"… */
    stage: text().notNull(),
    sentOn: day().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.taskId, table.stage] }),
    foreignKey({
      name: 'reminder_task',
      columns: [table.associationId, table.taskId],
      foreignColumns: [tasks.associationId, tasks.id],
    }).onDelete('cascade'),
  ],
);

/**
 * Links by which whoever has a task says that it is done, without signing in. They have none of the links of meetings,
 * which belong to a mandate: a task may be given to somebody who sits nowhere.
 */
export const taskLinks = pgTable(
  'task_links',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    taskId: uuid().notNull(),
    /** SHA-256, hexadecimal. */
    tokenHash: text().notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    unique('task_link_token_once').on(table.associationId, table.tokenHash),
    foreignKey({
      name: 'link_task',
      columns: [table.associationId, table.taskId],
      foreignColumns: [tasks.associationId, tasks.id],
    }).onDelete('cascade'),
  ],
);
