import { sql } from 'drizzle-orm';
import { check, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '#lib/platform/columns.ts';
import type { HouseStyle } from '../../rules/house-style.ts';
import { associations } from '../tables.ts';

/**
 * The styles of an association, one after the other. The last one adopted is in use; a later one is a proposal, to be
 * looked at. None ever changes: a document says for ever in which style it was written.
 */
export const houseStyles = pgTable(
  'house_styles',
  {
    associationId: uuid()
      .notNull()
      .references(() => associations.id),
    version: integer().notNull(),
    style: jsonb().$type<HouseStyle>().notNull(),
    savedAt: instant().notNull(),
    savedBy: text().notNull(),
    /** Null: only proposed. */
    adoptedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.version] }),
    check('house_style_version', sql`${table.version} > 0`),
  ],
);
