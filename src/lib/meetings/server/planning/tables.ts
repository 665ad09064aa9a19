import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { accounts } from '#lib/accounts/server/tables.ts';
import { bodies, mandates } from '#lib/bodies/server/tables.ts';
import { day, instant, timeOfDay } from '#lib/platform/columns.ts';
import type { DateAnswer, MeetingKind } from '../../vocabulary.ts';

/** A rhythm of meetings ("the second Wednesday of each month"), from which meetings were made. */
export const meetingSeries = pgTable(
  'meeting_series',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    bodyId: uuid().notNull(),
    kind: text().$type<MeetingKind>().notNull(),
    frequency: text().$type<'weekly' | 'monthly'>().notNull(),
    /** Every so many weeks or months. */
    interval: integer().notNull(),
    /** ISO: 1 Monday to 7 Sunday. */
    weekday: integer().notNull(),
    /** Which of these weekdays in the month, from 1; -1 the last one. Empty when weekly. */
    ordinals: jsonb().$type<readonly number[]>().notNull(),
    fromDay: day().notNull(),
    untilDay: day().notNull(),
    /** ISO days of the rhythm on which it does not meet. */
    exceptions: jsonb().$type<readonly string[]>().notNull(),
    startsAt: timeOfDay().notNull(),
    endsAt: timeOfDay(),
    place: text().notNull(),
    createdAt: instant().notNull(),
    /** From then on nothing more is made from it. */
    endedAt: instant(),
    version: integer().notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    unique('series_of_body').on(table.associationId, table.id, table.bodyId),
    foreignKey({
      name: 'series_body',
      columns: [table.associationId, table.bodyId],
      foreignColumns: [bodies.associationId, bodies.id],
    }),
    check('series_kind', sql`${table.kind} in ('ordinary', 'extraordinary')`),
    check('series_frequency', sql`${table.frequency} in ('weekly', 'monthly')`),
    check('series_interval', sql`${table.interval} between 1 and 12`),
    check('series_weekday', sql`${table.weekday} between 1 and 7`),
    check('series_period', sql`${table.fromDay} <= ${table.untilDay}`),
    check('series_ends', sql`${table.startsAt} < ${table.endsAt}`),
  ],
);

/** The private address of a person's calendar: whoever has it reads their meetings. Only its hash is kept. */
export const calendarFeeds = pgTable(
  'calendar_feeds',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    accountId: uuid()
      .notNull()
      .references(() => accounts.id),
    /** SHA-256, hexadecimal. */
    tokenHash: text().notNull(),
    createdAt: instant().notNull(),
    lastReadAt: instant(),
    revokedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    unique('feed_token_once').on(table.associationId, table.tokenHash),
    index('feeds_of_account').on(table.associationId, table.accountId),
  ],
);

/** A date to find with the members of a body. */
export const datePolls = pgTable(
  'date_polls',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    bodyId: uuid().notNull(),
    kind: text().$type<MeetingKind>().notNull(),
    title: text().notNull(),
    place: text().notNull(),
    message: text().notNull().default(''),
    /** The last day to answer, included. */
    closesOn: day().notNull(),
    createdAt: instant().notNull(),
    closedAt: instant(),
    /** The meeting created from the chosen date. */
    meetingId: uuid(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    unique('poll_of_body').on(table.associationId, table.id, table.bodyId),
    foreignKey({
      name: 'poll_body',
      columns: [table.associationId, table.bodyId],
      foreignColumns: [bodies.associationId, bodies.id],
    }),
    check('poll_kind', sql`${table.kind} in ('ordinary', 'extraordinary')`),
    check('poll_chosen', sql`${table.meetingId} is null or ${table.closedAt} is not null`),
  ],
);

export const datePollDates = pgTable(
  'date_poll_dates',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    pollId: uuid().notNull(),
    bodyId: uuid().notNull(),
    onDay: day().notNull(),
    startsAt: timeOfDay().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    unique('poll_date_of_body').on(table.associationId, table.id, table.bodyId),
    unique('poll_date_once').on(table.associationId, table.pollId, table.onDay, table.startsAt),
    foreignKey({
      name: 'poll_date_poll',
      columns: [table.associationId, table.pollId, table.bodyId],
      foreignColumns: [datePolls.associationId, datePolls.id, datePolls.bodyId],
    }).onDelete('cascade'),
  ],
);

export const datePollAnswers = pgTable(
  'date_poll_answers',
  {
    associationId: uuid().notNull(),
    dateId: uuid().notNull(),
    mandateId: uuid().notNull(),
    bodyId: uuid().notNull(),
    answer: text().$type<DateAnswer>().notNull(),
    answeredAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.dateId, table.mandateId] }),
    foreignKey({
      name: 'poll_answer_date',
      columns: [table.associationId, table.dateId, table.bodyId],
      foreignColumns: [datePollDates.associationId, datePollDates.id, datePollDates.bodyId],
    }).onDelete('cascade'),
    foreignKey({
      name: 'poll_answer_mandate',
      columns: [table.associationId, table.mandateId, table.bodyId],
      foreignColumns: [mandates.associationId, mandates.id, mandates.bodyId],
    }).onDelete('cascade'),
    check('poll_answer', sql`${table.answer} in ('yes', 'if-need-be', 'no')`),
  ],
);
