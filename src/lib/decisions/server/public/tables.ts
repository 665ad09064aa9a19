import { foreignKey, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '#lib/platform/columns.ts';
import type { PublicDecision } from '../../rules/public.ts';
import { registerEntries } from '../register/tables.ts';

/** A decision shown on the public page, as it was read before it was published: nothing else of it is ever shown. */
export const publications = pgTable(
  'publications',
  {
    associationId: uuid().notNull(),
    entryId: uuid().notNull(),
    content: jsonb().$type<PublicDecision>().notNull(),
    /** When what it shows was recorded: a decision corrected since is no longer shown. */
    recordedAt: instant().notNull(),
    publishedAt: instant().notNull(),
    publishedBy: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.entryId] }),
    foreignKey({
      name: 'publication_entry',
      columns: [table.associationId, table.entryId],
      foreignColumns: [registerEntries.associationId, registerEntries.id],
    }),
  ],
);
