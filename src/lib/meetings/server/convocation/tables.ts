import {
  check,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { mandates } from '#lib/bodies/server/tables.ts';
import { day, instant } from '#lib/platform/columns.ts';
import type { Capacity, LinkPurpose, NoticeKind } from '../../vocabulary.ts';
import { meetings } from '../tables.ts';

/** What was sent of a meeting, once for all its recipients: the notice, then what changed it, reminders, a cancellation. */
export const convocations = pgTable(
  'convocations',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    meetingId: uuid().notNull(),
    kind: text().$type<NoticeKind>().notNull(),
    sentAt: instant().notNull(),
    sentBy: text().notNull(),
    message: text().notNull().default(''),
    /** Why it was sent all the same, when the delay of the law or of the statutes was no longer kept. */
    lateReason: text(),
    /** What it said: the meeting and its agenda at that moment. */
    content: jsonb().$type<unknown>().notNull(),
    /** For a reminder: the day for which it was due, once. */
    remindsOn: day(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    foreignKey({
      name: 'convocation_meeting',
      columns: [table.associationId, table.meetingId],
      foreignColumns: [meetings.associationId, meetings.id],
    }),
    unique('reminder_once').on(table.associationId, table.meetingId, table.remindsOn),
    index('convocations_of_meeting').on(table.associationId, table.meetingId, table.sentAt),
    check('convocation_kind', sql`${table.kind} in ('notice', 'change', 'reminder', 'cancellation')`),
    check('convocation_reminds', sql`(${table.kind} = 'reminder') = (${table.remindsOn} is not null)`),
  ],
);

/** One person told, and the proof of it. */
export const convocationRecipients = pgTable(
  'convocation_recipients',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    convocationId: uuid().notNull(),
    /** The mandate by which they are told; null for the auditor. */
    mandateId: uuid(),
    name: text().notNull(),
    organisation: text(),
    capacity: text().$type<Capacity>().notNull(),
    channel: text().$type<'mail' | 'letter'>().notNull(),
    /** The address at that moment. */
    address: text(),
    /** The message of the outbox. */
    mailId: uuid(),
    /** A letter was handed over or posted; a message or a letter came back. */
    postedAt: instant(),
    returnedAt: instant(),
    openedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    foreignKey({
      name: 'recipient_convocation',
      columns: [table.associationId, table.convocationId],
      foreignColumns: [convocations.associationId, convocations.id],
    }),
    foreignKey({
      name: 'recipient_mandate',
      columns: [table.associationId, table.mandateId],
      foreignColumns: [mandates.associationId, mandates.id],
    }),
    unique('recipient_once').on(table.associationId, table.convocationId, table.mandateId),
    check('recipient_capacity', sql`${table.capacity} in ('member', 'director', 'auditor', 'guest')`),
    check('recipient_channel', sql`${table.channel} in ('mail', 'letter')`),
    check('recipient_mail', sql`(${table.channel} = 'mail') = (${table.mailId} is not null)`),
  ],
);

/**
 * A link that opens one thing for one person without signing in (a meeting to answer, a poll, a written procedure, minutes to
 * remark upon). Only
 * the hash of its secret is kept. It shows on opening and acts by a button.
 */
export const personalLinks = pgTable(
  'personal_links',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    purpose: text().$type<LinkPurpose>().notNull(),
    /** The meeting, the poll or the procedure. */
    subjectId: uuid().notNull(),
    mandateId: uuid().notNull(),
    /** SHA-256, hexadecimal. */
    tokenHash: text().notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    revokedAt: instant(),
    openedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    unique('link_token_once').on(table.associationId, table.tokenHash),
    foreignKey({
      name: 'link_mandate',
      columns: [table.associationId, table.mandateId],
      foreignColumns: [mandates.associationId, mandates.id],
    }).onDelete('cascade'),
    index('links_of_subject').on(table.associationId, table.subjectId),
    check('link_purpose', sql`${table.purpose} in ('meeting', 'date-poll', 'written-procedure', 'minutes')`),
  ],
);
