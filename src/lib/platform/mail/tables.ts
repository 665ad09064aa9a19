import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant } from '../columns.ts';

/** See `delivery.ts` for what each state means and how a message goes from one to the next. */
export const MAIL_STATES = ['waiting', 'sending', 'sent', 'failed', 'uncertain'] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** What the mail servers further on said of a message after it had left (`returned.ts`). */
export const MAIL_REPORTS = ['delayed', 'returned'] as const;
export type MailReport = (typeof MAIL_REPORTS)[number];

/**
 * The messages to send and those sent, of the whole installation.
 *
 * Without row level security: one worker sends for all associations and the operator reads them all, both outside
 * any association; and a message can belong to none (sign-in). Hence `about_association_id` and not
 * `association_id`: this is not a table of an association, and no page of an association reads it.
 */
export const outbox = pgTable(
  'outbox',
  {
    id: uuid().primaryKey().defaultRandom(),
    aboutAssociationId: uuid(),
    /** What the message is for, in the words of the room that queued it: "sign-in". */
    kind: text().notNull(),
    to: text().notNull(),
    subject: text().notNull(),
    text: text().notNull(),
    html: text(),
    queuedAt: instant().notNull(),
    state: text().$type<MailState>().notNull().default('waiting'),
    /** Grows at each claim and never goes back: it tells a worker whether the claim is still its own. */
    attempts: integer().notNull().default(0),
    nextAttemptAt: instant(),
    /** From this moment a temporary refusal is final. Set by the first claim of a series of attempts. */
    giveUpAt: instant(),
    claimedAt: instant(),
    /** Given by the first claim and kept by every later one. */
    messageId: text(),
    sentAt: instant(),
    /** What the mail server answered, without secrets. */
    lastError: text(),
    /** delayed: a server still tries · returned: it was given up. */
    report: text().$type<MailReport>(),
    reportedAt: instant(),
    /** In French, without the address. */
    reportReason: text(),
    /** When what it said, and to whom, was erased (`erase.ts`): it never leaves again. */
    erasedAt: instant(),
  },
  (table) => [
    check('outbox_state', sql`${table.state} in ('waiting', 'sending', 'sent', 'failed', 'uncertain')`),
    check('outbox_waiting', sql`(${table.state} = 'waiting') = (${table.nextAttemptAt} is not null)`),
    check(
      'outbox_claimed',
      sql`${table.state} = 'waiting' or ${table.attempts} > 0 or ${table.erasedAt} is not null`,
    ),
    check(
      'outbox_attempts',
      sql`(${table.attempts} > 0) = (${table.claimedAt} is not null) and (${table.attempts} > 0) = (${table.messageId} is not null)`,
    ),
    check('outbox_sent', sql`(${table.state} = 'sent') = (${table.sentAt} is not null)`),
    check(
      'outbox_error',
      sql`${table.state} not in ('failed', 'uncertain') or ${table.lastError} is not null`,
    ),
    check(
      'outbox_erased',
      sql`${table.erasedAt} is null or (${table.state} <> 'waiting' and ${table.text} = '' and ${table.html} is null)`,
    ),
    check('outbox_report', sql`${table.report} in ('delayed', 'returned')`),
    check(
      'outbox_reported',
      sql`(${table.report} is null) = (${table.reportedAt} is null) and (${table.report} is null) = (${table.reportReason} is null) and (${table.report} is null or ${table.attempts} > 0)`,
    ),
    // One address and one line: neither can carry a second recipient or a header.
    check('outbox_to', sql`${table.to} ~ '^[^[:space:],<>@]+@[^[:space:],<>@]+$'`),
    check('outbox_subject', sql`${table.subject} !~ '[[:cntrl:]]' and ${table.subject} <> ''`),
    index('outbox_due')
      .on(table.nextAttemptAt)
      .where(sql`${table.state} = 'waiting'`),
    index('outbox_in_progress')
      .on(table.claimedAt)
      .where(sql`${table.state} = 'sending'`),
    index('outbox_newest').on(table.queuedAt.desc().nullsFirst(), table.id),
    index('outbox_newest_of_state').on(table.state, table.queuedAt.desc().nullsFirst(), table.id),
    index('outbox_newest_returned')
      .on(table.queuedAt.desc().nullsFirst(), table.id)
      .where(sql`${table.report} = 'returned'`),
  ],
);

/** What goes with a message: kept as long as it, so that each attempt carries the same. Without row security, as the outbox. */
export const outboxAttachments = pgTable(
  'outbox_attachments',
  {
    mailId: uuid()
      .notNull()
      .references(() => outbox.id, { onDelete: 'cascade' }),
    /** From 0. */
    position: integer().notNull(),
    filename: text().notNull(),
    mediaType: text().notNull(),
    content: bytes().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.mailId, table.position] }),
    // One line without a path: a name is only a name.
    check('attachment_filename', sql`${table.filename} !~ '[[:cntrl:]/\\\\]' and ${table.filename} <> ''`),
  ],
);
