import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { accounts } from '#lib/accounts/server/tables.ts';
import { associations } from '#lib/associations/server/tables.ts';
import { instant } from '#lib/platform/columns.ts';

/** The alerts already written to an account: each is mailed once, and stays on the desk. */
export const alertMails = pgTable(
  'alert_mails',
  {
    associationId: uuid()
      .notNull()
      .references(() => associations.id),
    accountId: uuid()
      .notNull()
      .references(() => accounts.id),
    /** What the alert is about and when: the same alert has the same key every day. */
    key: text().notNull(),
    queuedAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.associationId, table.accountId, table.key] })],
);
