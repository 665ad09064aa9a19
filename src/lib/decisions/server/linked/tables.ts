import { check, foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { agendaItems } from '#lib/meetings/server/tables.ts';

/** An item that is to be put to one vote with another one (`lead`), on which that vote is taken; it goes with that vote. */
export const linkedItems = pgTable(
  'linked_items',
  {
    associationId: uuid().notNull(),
    meetingId: uuid().notNull(),
    itemId: uuid().notNull(),
    leadId: uuid().notNull(),
    /** What is put to the vote on it. */
    proposal: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.itemId] }),
    foreignKey({
      name: 'linked_item',
      columns: [table.associationId, table.itemId, table.meetingId],
      foreignColumns: [agendaItems.associationId, agendaItems.id, agendaItems.meetingId],
    }),
    foreignKey({
      name: 'linked_lead',
      columns: [table.associationId, table.leadId, table.meetingId],
      foreignColumns: [agendaItems.associationId, agendaItems.id, agendaItems.meetingId],
    }),
    index('linked_items_of_lead').on(table.associationId, table.leadId),
    check('linked_with_another', sql`${table.itemId} <> ${table.leadId}`),
    check('linked_proposal', sql`length(trim(${table.proposal})) > 0`),
  ],
);
