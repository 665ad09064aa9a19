import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import type { Category } from '#lib/associations/categories.ts';
import { associations, organisations, people } from '#lib/associations/server/tables.ts';
import type {
  BodyKind,
  Composed,
  CoOptation,
  EndReason,
  FormalityStep,
  ImportContent,
  Office,
} from '#lib/bodies/offices.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import { day, instant } from '#lib/platform/columns.ts';

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
    /** What the association calls a body of no known kind: "conseil consultatif des locataires". */
    kindName: text(),
    /** by-right: every full member · by-seats: the seats described, or the mandates where none is. */
    composed: text().$type<Composed>().notNull().default('by-seats'),
    /** How it is composed, in words. */
    composition: text().notNull(),
    /** What it may do, in words; empty while nobody said. */
    powers: text().notNull().default(''),
    /** The body under which it stands. */
    parentId: uuid(),
    /** Its life, both days included; null where it is not known, or not over. */
    fromDay: day(),
    toDay: day(),
    position: integer().notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    unique('body_code_once').on(table.associationId, table.code),
    foreignKey({
      name: 'body_parent',
      columns: [table.associationId, table.parentId],
      foreignColumns: [table.associationId, table.id],
    }),
    check(
      'body_kind',
      sql`${table.kind} in ('general-assembly', 'board', 'management-committee', 'consultation-committee', 'working-group', 'other')`,
    ),
    check('body_kind_name', sql`(${table.kind} = 'other') = (${table.kindName} is not null)`),
    check('body_composed', sql`${table.composed} in ('by-right', 'by-seats')`),
    check('body_is_not_its_parent', sql`${table.parentId} <> ${table.id}`),
    check('body_life', sql`${table.fromDay} <= ${table.toDay}`),
  ],
);

/**
 * The seats of a body, from when to when (both days included). One person at a time holds a seat, with or without
 * substitute (see the guards); without mandate it is vacant.
 */
export const seats = pgTable(
  'seats',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    bodyId: uuid().notNull(),
    sector: text().$type<Sector>().notNull(),
    /** Which kind of organisation holds it, where the decree or the statutes ask for one (RS-09). */
    category: text().$type<Category>(),
    /** The one organisation for which it is reserved. */
    organisationId: uuid(),
    voting: boolean().notNull().default(true),
    fromDay: day(),
    toDay: day(),
    /** Its place among the seats of the body. */
    position: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    // Mandates point at (seat, body, sector): a seat of another body or sector cannot slip in.
    unique('seat_of_body').on(table.associationId, table.id, table.bodyId, table.sector),
    foreignKey({
      name: 'seat_body',
      columns: [table.associationId, table.bodyId],
      foreignColumns: [bodies.associationId, bodies.id],
    }),
    foreignKey({
      name: 'seat_organisation',
      columns: [table.associationId, table.organisationId],
      foreignColumns: [organisations.associationId, organisations.id],
    }),
    index('seats_of_body').on(table.associationId, table.bodyId, table.position),
    check('seat_sector', sql`${table.sector} in ('public', 'associative', 'government')`),
    check(
      'seat_category',
      sql`${table.category} in ('cpas', 'municipality', 'hospital', 'housing', 'mental-health', 'social-integration', 'individual-support', 'other')`,
    ),
    check('seat_life', sql`${table.fromDay} <= ${table.toDay}`),
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
    /** Null where the seats of the body are not described, and for whoever sits outside them. */
    seatId: uuid(),
    /** The recorded decision that appointed; `appointment` says it in words when it was taken elsewhere. */
    appointingDecisionId: uuid(),
    appointment: text(),
    endReason: text().$type<EndReason>(),
    endNote: text(),
    /** The mandate that this one replaces. */
    replacesId: uuid(),
    /** Co-opted by the board until the next general assembly (CSA 9:6); null when elected. */
    coOptation: text().$type<CoOptation>(),
    version: integer().notNull().default(1),
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
    foreignKey({
      name: 'mandate_seat',
      columns: [table.associationId, table.seatId, table.bodyId, table.sector],
      foreignColumns: [seats.associationId, seats.id, seats.bodyId, seats.sector],
    }),
    foreignKey({
      name: 'mandate_replaces',
      columns: [table.associationId, table.replacesId, table.bodyId],
      foreignColumns: [table.associationId, table.id, table.bodyId],
    }),
    unique('mandate_replaced_once').on(table.associationId, table.replacesId),
    index('mandates_of_seat').on(table.associationId, table.seatId),
    index('mandates_of_body').on(table.associationId, table.bodyId, table.fromDay),
    index('mandates_of_person').on(table.associationId, table.personId),
    index('mandates_of_organisation').on(table.associationId, table.organisationId),
    check('mandate_sector', sql`${table.sector} in ('public', 'associative', 'government')`),
    check(
      'mandate_office',
      sql`${table.office} in ('chair', 'vice-chair', 'treasurer', 'secretary', 'member', 'substitute', 'observer', 'invited')`,
    ),
    // A substitute has no vote of its own: it casts that of whoever it stands in for.
    check(
      'mandate_without_vote',
      sql`${table.office} not in ('substitute', 'observer', 'invited') or not ${table.voting}`,
    ),
    check(
      'mandate_substitute_is_someone',
      sql`${table.office} <> 'substitute' or ${table.personId} is not null`,
    ),
    check(
      'mandate_end_reason',
      sql`${table.endReason} in ('term', 'resignation', 'replacement', 'office-lost', 'dismissal', 'death', 'not-confirmed', 'other')`,
    ),
    check(
      'mandate_end_explained',
      sql`${table.toDay} is not null or (${table.endReason} is null and ${table.endNote} is null)`,
    ),
    check('mandate_co_optation', sql`${table.coOptation} in ('pending', 'confirmed', 'refused')`),
    check('mandate_replaces_another', sql`${table.replacesId} <> ${table.id}`),
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

/** The renewal of a body on a day, prepared as a draft composition, then applied in one act. */
export const renewals = pgTable(
  'renewals',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    bodyId: uuid().notNull(),
    /** The first day of the new composition. */
    onDay: day().notNull(),
    version: integer().notNull().default(1),
    appliedAt: instant(),
    /** The decision of the assembly: recorded here, or in words when it was taken elsewhere. */
    decisionId: uuid(),
    appointment: text(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    unique('renewal_of_body').on(table.associationId, table.id, table.bodyId),
    unique('renewal_once').on(table.associationId, table.bodyId, table.onDay),
    foreignKey({
      name: 'renewal_body',
      columns: [table.associationId, table.bodyId],
      foreignColumns: [bodies.associationId, bodies.id],
    }),
    check(
      'renewal_applied',
      sql`(${table.appliedAt} is null) = (${table.decisionId} is null and ${table.appointment} is null)`,
    ),
  ],
);

/** A place of the draft composition: a mandate that goes on, or one to begin. */
export const renewalPlaces = pgTable(
  'renewal_places',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    renewalId: uuid().notNull(),
    bodyId: uuid().notNull(),
    position: integer().notNull(),
    /** Who sat there when the draft was begun: replaced, unless kept. */
    formerMandateId: uuid(),
    /** The mandate of the eve that goes on as it is; all the rest below is then unused. */
    keptMandateId: uuid(),
    seatId: uuid(),
    sector: text().$type<Sector>().notNull(),
    organisationId: uuid(),
    /** Null while nobody is proposed. */
    personId: uuid(),
    office: text().$type<Office>().notNull(),
    voting: boolean().notNull(),
    exceptionReason: text(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    foreignKey({
      name: 'renewal_place_of',
      columns: [table.associationId, table.renewalId, table.bodyId],
      foreignColumns: [renewals.associationId, renewals.id, renewals.bodyId],
    }).onDelete('cascade'),
    foreignKey({
      name: 'renewal_place_keeps',
      columns: [table.associationId, table.keptMandateId, table.bodyId],
      foreignColumns: [mandates.associationId, mandates.id, mandates.bodyId],
    }),
    foreignKey({
      name: 'renewal_place_former',
      columns: [table.associationId, table.formerMandateId, table.bodyId],
      foreignColumns: [mandates.associationId, mandates.id, mandates.bodyId],
    }),
    foreignKey({
      name: 'renewal_place_seat',
      columns: [table.associationId, table.seatId, table.bodyId, table.sector],
      foreignColumns: [seats.associationId, seats.id, seats.bodyId, seats.sector],
    }),
    foreignKey({
      name: 'renewal_place_organisation',
      columns: [table.associationId, table.organisationId],
      foreignColumns: [organisations.associationId, organisations.id],
    }),
    foreignKey({
      name: 'renewal_place_person',
      columns: [table.associationId, table.personId],
      foreignColumns: [people.associationId, people.id],
    }),
    // One place for each mandate of the eve.
    unique('renewal_place_of_mandate').on(table.associationId, table.renewalId, table.formerMandateId),
    check(
      'renewal_place_keeps_former',
      sql`${table.keptMandateId} is null or ${table.keptMandateId} is not distinct from ${table.formerMandateId}`,
    ),
    index('places_of_renewal').on(table.associationId, table.renewalId, table.position),
    check('renewal_place_sector', sql`${table.sector} in ('public', 'associative', 'government')`),
    check(
      'renewal_place_office',
      sql`${table.office} in ('chair', 'vice-chair', 'treasurer', 'secretary', 'member', 'substitute', 'observer', 'invited')`,
    ),
  ],
);

/** The steps of the after-care of a change of directors (R-PUB-01, R-UBO-01) that somebody ticked. */
export const formalities = pgTable(
  'formalities',
  {
    associationId: uuid().notNull(),
    bodyId: uuid().notNull(),
    /** The day of the change: the first day of a mandate, or the day after its last. */
    changedOn: day().notNull(),
    step: text().$type<FormalityStep>().notNull(),
    doneOn: day().notNull(),
    note: text(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.bodyId, table.changedOn, table.step] }),
    foreignKey({
      name: 'formality_body',
      columns: [table.associationId, table.bodyId],
      foreignColumns: [bodies.associationId, bodies.id],
    }),
    check('formality_step', sql`${table.step} in ('extract', 'publication', 'ubo', 'bank', 'partners')`),
  ],
);

/** A file of organisations, people or mandates, from its upload to its import, or to its undoing. */
export const imports = pgTable(
  'imports',
  {
    associationId: uuid()
      .notNull()
      .references(() => associations.id),
    id: uuid().notNull().defaultRandom(),
    content: text().$type<ImportContent>().notNull(),
    fileName: text().notNull(),
    uploadedAt: instant().notNull(),
    /** The table as read: its header, then its rows of cells. */
    cells: jsonb().$type<string[][]>().notNull(),
    /** For each column of the file, the field that it fills; null where it is left aside, or not yet confirmed. */
    columns: jsonb().$type<(string | null)[]>(),
    appliedAt: instant(),
    /** What the import did, row by row, so that it can be undone. */
    effects: jsonb().$type<unknown>(),
    undoneAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    check('import_content', sql`${table.content} in ('organisations', 'people', 'mandates')`),
    check('import_applied', sql`(${table.appliedAt} is null) = (${table.effects} is null)`),
    check('import_undone', sql`${table.undoneAt} is null or ${table.appliedAt} is not null`),
  ],
);
