import { boolean, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '#lib/platform/columns.ts';

/** Somebody who signs in, once for all the associations where they sit. */
export const accounts = pgTable('accounts', {
  id: uuid().primaryKey().defaultRandom(),
  /** Lower case. */
  email: text().notNull().unique(),
  name: text().notNull(),
  /** Runs the installation: reads the outbox. */
  operator: boolean().notNull().default(false),
  createdAt: instant().notNull(),
});
