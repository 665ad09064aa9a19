import { and, asc, eq, gte, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { associations, organisations, people } from '#lib/associations/server/tables.ts';
import { officeOrder } from '#lib/bodies/server/queries.ts';
import { bodies, mandates } from '#lib/bodies/server/tables.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { Recipient } from '../../convocation/content.ts';
import { calleesOf } from '../../rules/recipients.ts';
import type { Capacity } from '../../vocabulary.ts';

const CALLED = {
  mandateId: mandates.id,
  bodyId: mandates.bodyId,
  office: mandates.office,
  voting: mandates.voting,
  personId: mandates.personId,
  organisation: organisations.name,
  partner: organisations.partner,
  seatAddress: organisations.seatAddress,
  givenName: people.givenName,
  familyName: people.familyName,
  civility: people.civility,
  email: people.email,
  address: people.address,
};

/** Mandates with where their holders are written to, those of the body first, each as a list of it would show them. */
function calledMandates(tx: Tx) {
  return tx
    .select(CALLED)
    .from(mandates)
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .innerJoin(bodies, eq(bodies.id, mandates.bodyId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .orderBy(
      sql`array_position(array['public', 'associative', 'government'], ${mandates.sector})`,
      officeOrder,
      asc(organisations.name),
      asc(people.familyName),
      asc(mandates.id),
    )
    .$dynamic();
}

type CalledRow = Awaited<ReturnType<typeof calledMandates>>[number];

/** Who holds a mandate, as letters call them: by e-mail where they have an address, else by post, at the seat if need be. */
function recipientOf(row: CalledRow, capacity: Capacity, meetingBodyId: string): Recipient {
  const vacant = row.personId === null;
  return {
    mandateId: row.mandateId,
    personId: row.personId,
    capacity,
    name: vacant ? row.organisation : `${row.givenName} ${row.familyName}`,
    civility: row.civility,
    organisation: vacant ? null : row.organisation,
    channel: row.email === null ? 'letter' : 'mail',
    address: row.email ?? row.address ?? row.seatAddress,
    sits: !vacant && row.bodyId === meetingBodyId,
  };
}

async function auditorOf(tx: Tx, associationId: string): Promise<Recipient | null> {
  const [row] = await tx
    .select({ name: associations.auditorName, email: associations.auditorEmail })
    .from(associations)
    .where(eq(associations.id, associationId));
  if (!row?.name) return null;
  return {
    mandateId: null,
    personId: null,
    capacity: 'auditor',
    name: row.name,
    civility: null,
    organisation: null,
    channel: row.email === null ? 'letter' : 'mail',
    address: row.email,
    sits: false,
  };
}

/** Everybody to tell of a meeting, from the mandates in force on its day (R-CON-03). */
export async function recipientsOf(
  tx: Tx,
  associationId: string,
  meeting: { readonly body: { readonly id: string; readonly kind: BodyKind }; readonly heldOn: string },
): Promise<Recipient[]> {
  const { body, heldOn } = meeting;
  const assembly = body.kind === 'general-assembly';
  const rows = await calledMandates(tx).where(
    and(
      assembly ? or(eq(bodies.id, body.id), eq(bodies.kind, 'board')) : eq(bodies.id, body.id),
      lte(mandates.fromDay, heldOn),
      or(isNull(mandates.toDay), gte(mandates.toDay, heldOn)),
    ),
  );
  const auditor = assembly ? await auditorOf(tx, associationId) : null;
  const seats = rows.filter(({ bodyId }) => bodyId === body.id);
  const directors = rows.filter(({ bodyId }) => bodyId !== body.id);
  const byMandate = new Map(rows.map((row) => [row.mandateId, row]));
  return calleesOf(body.kind, seats, directors, auditor !== null).flatMap(({ mandateId, capacity }) =>
    mandateId === null ? (auditor ?? []) : recipientOf(byMandate.get(mandateId)!, capacity, body.id),
  );
}

/** These holders of mandates, whatever the day, with where they are written to now. */
export async function recipientsNamed(
  tx: Tx,
  meetingBodyId: string,
  told: readonly { readonly mandateId: string; readonly capacity: Capacity }[],
): Promise<Recipient[]> {
  if (told.length === 0) return [];
  const ids = told.map(({ mandateId }) => mandateId);
  const rows = await calledMandates(tx).where(inArray(mandates.id, ids));
  const capacities = new Map(told.map(({ mandateId, capacity }) => [mandateId, capacity]));
  return rows.map((row) => recipientOf(row, capacities.get(row.mandateId)!, meetingBodyId));
}
