import { and, asc, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Actor, Role } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import type { Database, Tx } from '#lib/platform/database.ts';
import { accounts } from '#lib/accounts/server/tables.ts';
import type { Category } from '../categories.ts';
import { mayReadContacts } from '../policy.ts';
import { accountAssociations, associationRoles, associations, organisations, people } from './tables.ts';

/** What every page of an association shows of it. */
export interface AssociationHead {
  readonly id: string;
  readonly slug: string;
  readonly shortName: string;
  readonly name: string;
}

const HEAD = {
  id: associations.id,
  slug: associations.slug,
  shortName: associations.shortName,
  name: associations.name,
};

/** The association of an address. Its name is public; what it holds is not. */
export async function associationBySlug(db: Database, slug: string): Promise<AssociationHead | null> {
  const [row] = await db.select(HEAD).from(associations).where(eq(associations.slug, slug));
  return row ?? null;
}

/** How the association calls itself, and what its documents say of it. */
export async function associationIdentity(tx: Tx, associationId: string) {
  const [row] = await tx
    .select({
      name: associations.name,
      shortName: associations.shortName,
      legalForm: associations.legalForm,
      letterhead: associations.letterhead,
      auditorName: associations.auditorName,
      auditorEmail: associations.auditorEmail,
    })
    .from(associations)
    .where(eq(associations.id, associationId));
  return row!;
}

/** The associations that know an account, by name. */
export function associationsKnowing(db: Database, accountId: string): Promise<AssociationHead[]> {
  return db
    .select(HEAD)
    .from(accountAssociations)
    .innerJoin(associations, eq(associations.id, accountAssociations.knownBy))
    .where(eq(accountAssociations.accountId, accountId))
    .orderBy(asc(associations.name));
}

/** Whether nobody has an account yet: the installation waits for its first association. */
export async function isFirstStart(db: Database): Promise<boolean> {
  const [account] = await db.select({ id: accounts.id }).from(accounts).limit(1);
  return account === undefined;
}

export interface StaffRow {
  readonly id: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly civility: 'madame' | 'monsieur' | null;
}

/** The people of the staff who prepare meetings, coordination first: who can keep the minutes without sitting. */
export function staffOf(tx: Tx): Promise<StaffRow[]> {
  return tx
    .select({
      id: people.id,
      givenName: people.givenName,
      familyName: people.familyName,
      civility: people.civility,
    })
    .from(associationRoles)
    .innerJoin(
      people,
      and(
        eq(people.associationId, associationRoles.associationId),
        eq(people.accountId, associationRoles.accountId),
      ),
    )
    .where(inArray(associationRoles.role, ['coordination', 'assistant']))
    .orderBy(desc(associationRoles.role), asc(people.familyName));
}

/** Who of the staff has which role, as coordination sees it. */
export interface RoleRow {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

/** The staff of the association, coordination first, then by name. */
export function rolesGiven(tx: Tx): Promise<RoleRow[]> {
  const rank = sql`array_position(array['coordination', 'assistant', 'reader'], ${associationRoles.role})`;
  return tx
    .select({
      accountId: associationRoles.accountId,
      name: accounts.name,
      email: accounts.email,
      role: associationRoles.role,
    })
    .from(associationRoles)
    .innerJoin(accounts, eq(accounts.id, associationRoles.accountId))
    .orderBy(rank, asc(accounts.name));
}

/** A person of the association and the address with which they sign in, if they do, as coordination sees it. */
export interface PersonAccessRow {
  readonly id: string;
  readonly givenName: string;
  readonly familyName: string;
  /** Where they are written to. */
  readonly email: string | null;
  /** With which they sign in. */
  readonly accountEmail: string | null;
}

/** Everybody the association knows, by family name; nobody who was erased. */
export function peopleAccess(tx: Tx): Promise<PersonAccessRow[]> {
  return tx
    .select({
      id: people.id,
      givenName: people.givenName,
      familyName: people.familyName,
      email: people.email,
      accountEmail: accounts.email,
    })
    .from(people)
    .leftJoin(accounts, eq(accounts.id, people.accountId))
    .where(isNull(people.erasedAt))
    .orderBy(asc(people.familyName), asc(people.givenName));
}

/** The organisations of the association, by name. */
export function listOrganisations(tx: Tx) {
  return tx
    .select({ id: organisations.id, name: organisations.name, sector: organisations.sector })
    .from(organisations)
    .orderBy(asc(organisations.name));
}

/** The people of the association, by family name; nobody who was erased. */
export function listPeople(tx: Tx) {
  return tx
    .select({ id: people.id, givenName: people.givenName, familyName: people.familyName })
    .from(people)
    .where(isNull(people.erasedAt))
    .orderBy(asc(people.familyName), asc(people.givenName), asc(people.id));
}

/** The arrondissements written on the sheets, each once, to be proposed where one is typed. */
export async function arrondissementsUsed(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ arrondissement: organisations.arrondissement })
    .from(organisations)
    .where(isNotNull(organisations.arrondissement))
    .orderBy(asc(organisations.arrondissement));
  return rows.map(({ arrondissement }) => arrondissement!);
}

/** An organisation as the directory lists it. */
export interface OrganisationLine {
  readonly id: string;
  readonly name: string;
  readonly sector: Sector;
  /** A full member of the association. */
  readonly partner: boolean;
  readonly category: Category | null;
  readonly municipality: string | null;
  readonly arrondissement: string | null;
}

/**
 * The organisations whose name contains this text (accents and capitals ignored; empty: all), by name. `lines` are those
 * of one sector (null: every sector), `counts` are of each sector.
 */
export async function searchOrganisations(
  tx: Tx,
  { name, sector }: { readonly name: string; readonly sector: Sector | null },
): Promise<{ lines: OrganisationLine[]; counts: Record<Sector, number> }> {
  const rows = await tx
    .select({
      id: organisations.id,
      name: organisations.name,
      sector: organisations.sector,
      partner: organisations.partner,
      category: organisations.category,
      municipality: organisations.municipality,
      arrondissement: organisations.arrondissement,
    })
    .from(organisations)
    .where(sql`strpos(unaccent(lower(${organisations.name})), unaccent(lower(${name}))) > 0`)
    .orderBy(asc(organisations.name));
  const counts = { public: 0, associative: 0, government: 0 };
  for (const row of rows) counts[row.sector] += 1;
  return { lines: rows.filter((row) => sector === null || row.sector === sector), counts };
}

/** What the association knows of an organisation, the same for whoever may enter; "not found" when it is not here. */
export async function organisationSheet(tx: Tx, organisationId: string) {
  if (!isIdentifier(organisationId)) return notFound();
  const [row] = await tx
    .select({
      id: organisations.id,
      name: organisations.name,
      sector: organisations.sector,
      partner: organisations.partner,
      enterpriseNumber: organisations.enterpriseNumber,
      legalForm: organisations.legalForm,
      category: organisations.category,
      municipality: organisations.municipality,
      arrondissement: organisations.arrondissement,
      seatAddress: organisations.seatAddress,
      website: organisations.website,
      memberSince: organisations.memberSince,
      memberUntil: organisations.memberUntil,
      version: organisations.version,
    })
    .from(organisations)
    .where(eq(organisations.id, organisationId));
  return row ? done(row) : notFound();
}

/** A person as the reader may know them. */
export interface PersonSheet {
  readonly id: string;
  readonly civility: 'madame' | 'monsieur' | null;
  readonly givenName: string;
  readonly familyName: string;
  /** When their personal data was erased, as an ISO instant; null: it was not, or the reader may not know. */
  readonly erasedAt: string | null;
  readonly version: number;
  /** Null for whoever may not read them. */
  readonly contacts: {
    readonly email: string | null;
    readonly phone: string | null;
    readonly address: string | null;
  } | null;
}

/** What the association knows of a person, with their contacts for the staff only; "not found" when nobody is here. */
export async function personSheet(
  tx: Tx,
  reader: Pick<Actor, 'role'>,
  personId: string,
): Promise<Outcome<PersonSheet>> {
  if (!isIdentifier(personId)) return notFound();
  const open = {
    id: people.id,
    civility: people.civility,
    givenName: people.givenName,
    familyName: people.familyName,
    version: people.version,
  };
  const own = eq(people.id, personId);
  if (!mayReadContacts(reader)) {
    const [row] = await tx.select(open).from(people).where(own);
    return row ? done({ ...row, erasedAt: null, contacts: null }) : notFound();
  }
  const [row] = await tx
    .select({
      ...open,
      erasedAt: people.erasedAt,
      email: people.email,
      phone: people.phone,
      address: people.address,
    })
    .from(people)
    .where(own);
  if (!row) return notFound();
  const { email, phone, address, ...named } = row;
  return done({ ...named, contacts: { email, phone, address } });
}
