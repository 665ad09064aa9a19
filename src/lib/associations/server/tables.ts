import { boolean, check, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { accounts } from '#lib/accounts/server/tables.ts';
import type { Role } from '#lib/kernel/actor.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import { day, instant } from '#lib/platform/columns.ts';
import type { Category } from '../categories.ts';

/** The associations of the installation. Their short names are addresses: "/rslux/meetings". */
export const associations = pgTable(
  'associations',
  {
    id: uuid().primaryKey().defaultRandom(),
    slug: text().notNull().unique(),
    shortName: text().notNull(),
    name: text().notNull(),
    legalForm: text().notNull(),
    /** Lines of the letterhead, as the law asks on every document (CSA 2:20): seat, number, register, account. */
    letterhead: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** The statutory auditor, told of every general assembly (CSA 9:14); null where there is none. */
    auditorName: text(),
    auditorEmail: text(),
    createdAt: instant().notNull(),
  },
  (table) => [check('association_slug', sql`${table.slug} ~ '^[a-z][a-z0-9-]{1,38}[a-z0-9]$'`)],
);

const associationId = () =>
  uuid()
    .notNull()
    .references(() => associations.id);

/**
 * Which associations know an account, by a role or as a person: written by triggers, and without row level security,
 * because it is read before an association is entered.
 */
export const accountAssociations = pgTable(
  'account_associations',
  {
    accountId: uuid()
      .notNull()
      .references(() => accounts.id),
    knownBy: uuid('association_id')
      .notNull()
      .references(() => associations.id),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.knownBy] })],
);

/** Who of the staff has which role. Members have none: what they may do comes from their mandates. */
export const associationRoles = pgTable(
  'association_roles',
  {
    associationId: associationId(),
    accountId: uuid()
      .notNull()
      .references(() => accounts.id),
    role: text().$type<Role>().notNull(),
    grantedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.accountId] }),
    check('association_role', sql`${table.role} in ('coordination', 'assistant', 'reader')`),
  ],
);

/** What the statutes say of a setting from a day on, for the association or for one body. */
export const settings = pgTable(
  'settings',
  {
    associationId: associationId(),
    /** Null: for the whole association. */
    bodyId: uuid(),
    key: text().notNull(),
    /** In force from this day on, until the next one; null: as far back as anyone asks. */
    fromDay: day(),
    /** SQL null: from that day on the statutes say nothing more here. */
    value: jsonb(),
    /** The article of the statutes or of the rules of procedure that says so. */
    source: text().notNull(),
  },
  (table) => [
    unique('settings_once')
      .on(table.associationId, table.bodyId, table.key, table.fromDay)
      .nullsNotDistinct(),
  ],
);

export const organisations = pgTable(
  'organisations',
  {
    associationId: associationId(),
    id: uuid().notNull().defaultRandom(),
    name: text().notNull(),
    sector: text().$type<Sector>().notNull(),
    /** A full member of the association: the seat of the Government is not one. */
    partner: boolean().notNull(),
    /** Of the Banque-Carrefour des Entreprises: "0123.456.749". */
    enterpriseNumber: text(),
    legalForm: text(),
    category: text().$type<Category>(),
    municipality: text(),
    arrondissement: text(),
    seatAddress: text(),
    website: text(),
    /** Full member from when to when, both days included. */
    memberSince: day(),
    memberUntil: day(),
    version: integer().notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    unique('organisation_name_once').on(table.associationId, table.name),
    unique('organisation_enterprise_number_once').on(table.associationId, table.enterpriseNumber),
    check('organisation_sector', sql`${table.sector} in ('public', 'associative', 'government')`),
    check(
      'organisation_enterprise_number',
      sql`${table.enterpriseNumber} ~ '^[01][0-9]{3}[.][0-9]{3}[.][0-9]{3}$'`,
    ),
    check(
      'organisation_category',
      sql`${table.category} in ('cpas', 'municipality', 'hospital', 'housing', 'mental-health', 'social-integration', 'individual-support', 'other')`,
    ),
    check('organisation_website', sql`${table.website} ~ '^https?://'`),
    check('organisation_membership', sql`${table.memberSince} <= ${table.memberUntil}`),
  ],
);

export const people = pgTable(
  'people',
  {
    associationId: associationId(),
    id: uuid().notNull().defaultRandom(),
    familyName: text().notNull(),
    givenName: text().notNull(),
    /** For French agreement; null when the person did not say. */
    civility: text().$type<'madame' | 'monsieur'>(),
    /** Where they are written to and called: for the staff only. */
    email: text(),
    phone: text(),
    address: text(),
    accountId: uuid().references(() => accounts.id),
    /** When its personal data was erased; the name stays where a mandate or minutes must keep it. */
    erasedAt: instant(),
    version: integer().notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    check(
      'person_erased',
      sql`${table.erasedAt} is null or coalesce(${table.email}, ${table.phone}, ${table.address}) is null`,
    ),
    unique('person_account_once').on(table.associationId, table.accountId),
    check('person_civility', sql`${table.civility} in ('madame', 'monsieur')`),
  ],
);
