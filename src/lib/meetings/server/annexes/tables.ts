import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { instant } from '#lib/platform/columns.ts';
import { files } from '#lib/platform/files/tables.ts';
import type { Audience } from '../../vocabulary.ts';
import { agendaItems, meetings } from '../tables.ts';

/** A document joined to a meeting, or to one of its items. Its versions are kept; the last one is what is read. */
export const annexes = pgTable(
  'annexes',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    meetingId: uuid().notNull(),
    itemId: uuid(),
    title: text().notNull(),
    /** Only for those who vote on the item, and the staff. */
    confidential: boolean().notNull().default(false),
    position: integer().notNull(),
    removedAt: instant(),
    version: integer().notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    foreignKey({
      name: 'annex_meeting',
      columns: [table.associationId, table.meetingId],
      foreignColumns: [meetings.associationId, meetings.id],
    }),
    foreignKey({
      name: 'annex_item',
      columns: [table.associationId, table.itemId, table.meetingId],
      foreignColumns: [agendaItems.associationId, agendaItems.id, agendaItems.meetingId],
    }),
    index('annexes_of_meeting').on(table.associationId, table.meetingId, table.position),
  ],
);

export const annexVersions = pgTable(
  'annex_versions',
  {
    associationId: uuid().notNull(),
    annexId: uuid().notNull(),
    /** From 1. */
    number: integer().notNull(),
    fileId: uuid().notNull(),
    addedAt: instant().notNull(),
    addedBy: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.annexId, table.number] }),
    foreignKey({
      name: 'annex_version_annex',
      columns: [table.associationId, table.annexId],
      foreignColumns: [annexes.associationId, annexes.id],
    }),
    foreignKey({
      name: 'annex_version_file',
      columns: [table.associationId, table.fileId],
      foreignColumns: [files.associationId, files.id],
    }),
    check('annex_version_number', sql`${table.number} > 0`),
  ],
);

/** The pack of a meeting as one PDF, for one audience, as its content was: `fingerprint` says of what it is made. */
export const packs = pgTable(
  'packs',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    meetingId: uuid().notNull(),
    audience: text().$type<Audience>().notNull(),
    fingerprint: text().notNull(),
    state: text().$type<'waiting' | 'building' | 'ready' | 'failed'>().notNull(),
    /** Documents put together so far, of how many. */
    done: integer().notNull().default(0),
    total: integer().notNull(),
    fileId: uuid(),
    failure: text(),
    requestedAt: instant().notNull(),
    /** When a worker last said that it goes on: a silent one is replaced. */
    aliveAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    unique('pack_once').on(table.associationId, table.meetingId, table.audience, table.fingerprint),
    foreignKey({
      name: 'pack_meeting',
      columns: [table.associationId, table.meetingId],
      foreignColumns: [meetings.associationId, meetings.id],
    }),
    foreignKey({
      name: 'pack_file',
      columns: [table.associationId, table.fileId],
      foreignColumns: [files.associationId, files.id],
    }),
    check('pack_audience', sql`${table.audience} in ('confidential', 'open')`),
    check('pack_state', sql`${table.state} in ('waiting', 'building', 'ready', 'failed')`),
    check('pack_ready', sql`(${table.state} = 'ready') = (${table.fileId} is not null)`),
    check('pack_failed', sql`(${table.state} = 'failed') = (${table.failure} is not null)`),
  ],
);
