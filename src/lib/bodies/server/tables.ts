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
import { associations, organisations, people } from '#lib/associations/server/tables.ts';
import type { BodyKind, Office } from '#lib/bodies/offices.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import { day } from '#lib/platform/columns.ts';

export const bodies = pgTable(
  'bodies',
  {
    associationId: uuid()
      .notNull()
      .references(() => associations.id),
    id: uuid().notNull().defaultRandom(),
    /** As people say it: AG, CA, CG. */
    code: text().notNull(),
    name: text().notNull(),
    kind: text().$type<BodyKind>().notNull(),
    /** How it is composed, in words. */
    composition: text().notNull(),
    position: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    unique('body_code_once').on(table.associationId, table.code),
    check(
      'body_kind',
      sql`${table.kind} in ('general-assembly', 'board', 'management-committee', 'consultation-committee', 'working-group')`,
    ),
  ],
);

/**
 * Who sits in a body, for which organisation, from when to when (both days included).
 * Without a person the seat is vacant. Overlaps are forbidden by exclusion constraints (see the guards).
 */
export const mandates = pgTable(
  'mandates',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    bodyId: uuid().notNull(),
    organisationId: uuid().notNull(),
    personId: uuid(),
    sector: text().$type<Sector>().notNull(),
    office: text().$type<Office>().notNull(),
    voting: boolean().notNull(),
    fromDay: day().notNull(),
    toDay: day(),
    /** Why a chair or a vice-chair was admitted in the turn of the other sector. */
    exceptionReason: text(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    // Attendance and presidency point at (mandate, body): a mandate of another body cannot slip in.
    unique('mandate_of_body').on(table.associationId, table.id, table.bodyId),
    foreignKey({
      name: 'mandate_body',
      columns: [table.associationId, table.bodyId],
      foreignColumns: [bodies.associationId, bodies.id],
    }),
    foreignKey({
      name: 'mandate_organisation',
      columns: [table.associationId, table.organisationId],
      foreignColumns: [organisations.associationId, organisations.id],
    }),
    foreignKey({
      name: 'mandate_person',
      columns: [table.associationId, table.personId],
      foreignColumns: [people.associationId, people.id],
    }),
    index('mandates_of_body').on(table.associationId, table.bodyId, table.fromDay),
    index('mandates_of_person').on(table.associationId, table.personId),
    index('mandates_of_organisation').on(table.associationId, table.organisationId),
    check('mandate_sector', sql`${table.sector} in ('public', 'associative', 'government')`),
    check(
      'mandate_office',
      sql`${table.office} in ('chair', 'vice-chair', 'treasurer', 'member', 'invited')`,
    ),
    check('mandate_invited_does_not_vote', sql`${table.office} <> 'invited' or not ${table.voting}`),
    check(
      'mandate_exception',
      sql`${table.exceptionReason} is null or ${table.office} in ('chair', 'vice-chair')`,
    ),
    check('mandate_period', sql`${table.toDay} is null or ${table.fromDay} <= ${table.toDay}`),
  ],
);

/**
 * Political terms, between two renewals of the political offices; both days included, no last day while it is not known.
 * Overlaps are forbidden by an exclusion constraint (see the guards).
 */
export const politicalTerms = pgTable(
  'political_terms',
  {
    associationId: uuid()
      .notNull()
      .references(() => associations.id),
    id: uuid().notNull().defaultRandom(),
    name: text().notNull(),
    beginsOn: day().notNull(),
    endsOn: day(),
    version: integer().notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    check('term_period', sql`${table.endsOn} is null or ${table.beginsOn} < ${table.endsOn}`),
  ],
);
