import { and, eq, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { mandates, renewalPlaces, seats } from '#lib/bodies/server/tables.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import type { Tx } from '#lib/platform/database.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { meetings } from '../tables.ts';
import { tasks } from '../tasks/tables.ts';

/** A column that points at an organisation or a person, and how its rows are led from one to another. */
interface Reference {
  readonly column: PgColumn;
  readonly lead: (tx: Tx, from: string, to: string) => Promise<unknown>;
}

/**
 * All that points at an organisation, by the foreign key that says so. One that is missing here fails the tests, and
 * stops the deletion of a duplicate.
 */
export const ORGANISATION_REFERENCES = {
  mandate_organisation: {
    column: mandates.organisationId,
    lead: (tx, from, to) =>
      tx.update(mandates).set({ organisationId: to }).where(eq(mandates.organisationId, from)),
  },
  seat_organisation: {
    column: seats.organisationId,
    lead: (tx, from, to) =>
      tx.update(seats).set({ organisationId: to }).where(eq(seats.organisationId, from)),
  },
  renewal_place_organisation: {
    column: renewalPlaces.organisationId,
    lead: (tx, from, to) =>
      tx.update(renewalPlaces).set({ organisationId: to }).where(eq(renewalPlaces.organisationId, from)),
  },
} as const satisfies Record<string, Reference>;

/** All that points at a person, in the same way. */
export const PERSON_REFERENCES = {
  mandate_person: {
    column: mandates.personId,
    lead: (tx, from, to) => tx.update(mandates).set({ personId: to }).where(eq(mandates.personId, from)),
  },
  renewal_place_person: {
    column: renewalPlaces.personId,
    lead: (tx, from, to) =>
      tx.update(renewalPlaces).set({ personId: to }).where(eq(renewalPlaces.personId, from)),
  },
  meeting_secretary: {
    column: meetings.secretaryPersonId,
    lead: (tx, from, to) =>
      tx.update(meetings).set({ secretaryPersonId: to }).where(eq(meetings.secretaryPersonId, from)),
  },
  task_person: {
    column: tasks.personId,
    lead: (tx, from, to) => tx.update(tasks).set({ personId: to }).where(eq(tasks.personId, from)),
  },
} as const satisfies Record<string, Reference>;

type References = Readonly<Record<string, Reference>>;
export type Moves<Of extends References> = Readonly<Record<keyof Of, number>>;

/** How many rows of each kind point at a row. */
export async function countReferences<Of extends References>(
  tx: Tx,
  references: Of,
  id: string,
): Promise<Moves<Of>> {
  const counts: [string, number][] = [];
  for (const [name, { column }] of Object.entries(references))
    counts.push([name, await tx.$count(column.table, eq(column, id))]);
  return Object.fromEntries(counts) as Moves<Of>;
}

/** Leads every row that points at one to another. */
export async function leadReferences(
  tx: Tx,
  references: References,
  from: string,
  to: string,
): Promise<void> {
  for (const { lead } of Object.values(references)) await lead(tx, from, to);
}

/** Into which sheet another one, which is no longer there, was merged; null when it never was. */
export async function mergedInto(
  tx: Tx,
  associationId: string,
  act: 'organisation.merged' | 'person.merged',
  duplicateId: string,
): Promise<string | null> {
  if (!isIdentifier(duplicateId)) return null;
  const [entry] = await tx
    .select({ id: journalEntries.subjectId })
    .from(journalEntries)
    .where(
      and(
        eq(journalEntries.chain, associationId),
        eq(journalEntries.act, act),
        sql`${journalEntries.after}->>'duplicate' = ${duplicateId}`,
      ),
    );
  return entry?.id ?? null;
}

/** A sheet and all those that were merged into it, one after another: what was written for good still names them. */
export async function sheetsOf(tx: Tx, associationId: string, personId: string): Promise<string[]> {
  const all = [personId];
  for (const id of all) {
    const merged = await tx
      .select({ duplicate: sql<string>`${journalEntries.after}->>'duplicate'` })
      .from(journalEntries)
      .where(
        and(
          eq(journalEntries.chain, associationId),
          eq(journalEntries.act, 'person.merged'),
          eq(journalEntries.subjectId, id),
        ),
      );
    all.push(...merged.map(({ duplicate }) => duplicate));
  }
  return all;
}
