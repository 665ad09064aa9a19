import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { mandates } from '#lib/bodies/server/tables.ts';
import { instant } from '#lib/platform/columns.ts';
import type { Channel, Reply } from '../../vocabulary.ts';
import { agendaItems, meetings } from '../tables.ts';

/** What someone said before the meeting of their coming. The attendance of the day is another matter. */
export const attendanceReplies = pgTable(
  'attendance_replies',
  {
    associationId: uuid().notNull(),
    meetingId: uuid().notNull(),
    mandateId: uuid().notNull(),
    bodyId: uuid().notNull(),
    reply: text().$type<Reply>().notNull(),
    repliedAt: instant().notNull(),
    via: text().$type<Channel>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.meetingId, table.mandateId] }),
    foreignKey({
      name: 'reply_meeting',
      columns: [table.associationId, table.meetingId, table.bodyId],
      foreignColumns: [meetings.associationId, meetings.id, meetings.bodyId],
    }),
    foreignKey({
      name: 'reply_mandate',
      columns: [table.associationId, table.mandateId, table.bodyId],
      foreignColumns: [mandates.associationId, mandates.id, mandates.bodyId],
    }).onDelete('cascade'),
    check('reply', sql`${table.reply} in ('in-person', 'remote', 'excused', 'represented')`),
    check('reply_via', sql`${table.via} in ('member', 'secretary', 'paper')`),
  ],
);

/** A proxy for one meeting (CSA 9:15). It counts while its principal is away and its holder takes part. */
export const proxies = pgTable(
  'proxies',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    meetingId: uuid().notNull(),
    bodyId: uuid().notNull(),
    principalMandateId: uuid().notNull(),
    /** Who votes of their own in the same body; or, where the statutes admit anyone, a name. */
    holderMandateId: uuid(),
    holderName: text(),
    instructions: text().notNull().default(''),
    givenAt: instant().notNull(),
    via: text().$type<Channel>().notNull(),
    revokedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    foreignKey({
      name: 'proxy_meeting',
      columns: [table.associationId, table.meetingId, table.bodyId],
      foreignColumns: [meetings.associationId, meetings.id, meetings.bodyId],
    }),
    foreignKey({
      name: 'proxy_principal',
      columns: [table.associationId, table.principalMandateId, table.bodyId],
      foreignColumns: [mandates.associationId, mandates.id, mandates.bodyId],
    }),
    foreignKey({
      name: 'proxy_holder',
      columns: [table.associationId, table.holderMandateId, table.bodyId],
      foreignColumns: [mandates.associationId, mandates.id, mandates.bodyId],
    }),
    uniqueIndex('proxy_once')
      .on(table.associationId, table.meetingId, table.principalMandateId)
      .where(sql`${table.revokedAt} is null`),
    index('proxies_of_meeting').on(table.associationId, table.meetingId),
    check('proxy_holder_known', sql`(${table.holderMandateId} is null) <> (${table.holderName} is null)`),
    check('proxy_is_for_another', sql`${table.principalMandateId} <> ${table.holderMandateId}`),
    check('proxy_via', sql`${table.via} in ('member', 'secretary', 'paper')`),
  ],
);

/** A question put in writing before the meeting (CSA 9:18), and its answer. */
export const writtenQuestions = pgTable(
  'written_questions',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    meetingId: uuid().notNull(),
    itemId: uuid(),
    bodyId: uuid().notNull(),
    mandateId: uuid().notNull(),
    text: text().notNull(),
    askedAt: instant().notNull(),
    answer: text(),
    answeredAt: instant(),
    answeredBy: text(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    foreignKey({
      name: 'question_meeting',
      columns: [table.associationId, table.meetingId, table.bodyId],
      foreignColumns: [meetings.associationId, meetings.id, meetings.bodyId],
    }),
    foreignKey({
      name: 'question_item',
      columns: [table.associationId, table.itemId, table.meetingId],
      foreignColumns: [agendaItems.associationId, agendaItems.id, agendaItems.meetingId],
    }),
    foreignKey({
      name: 'question_mandate',
      columns: [table.associationId, table.mandateId, table.bodyId],
      foreignColumns: [mandates.associationId, mandates.id, mandates.bodyId],
    }),
    index('questions_of_meeting').on(table.associationId, table.meetingId),
    check('question_answered', sql`(${table.answer} is null) = (${table.answeredAt} is null)`),
  ],
);

/** What a member writes for themselves on an item: nobody else ever reads it. */
export const privateNotes = pgTable(
  'private_notes',
  {
    associationId: uuid().notNull(),
    itemId: uuid().notNull(),
    mandateId: uuid().notNull(),
    text: text().notNull(),
    version: integer().notNull(),
    savedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.itemId, table.mandateId] }),
    foreignKey({
      name: 'private_note_item',
      columns: [table.associationId, table.itemId],
      foreignColumns: [agendaItems.associationId, agendaItems.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'private_note_mandate',
      columns: [table.associationId, table.mandateId],
      foreignColumns: [mandates.associationId, mandates.id],
    }).onDelete('cascade'),
  ],
);
