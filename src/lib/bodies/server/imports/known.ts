import { asc, eq, isNull } from 'drizzle-orm';
import { organisations, people } from '#lib/associations/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { Known } from '../../import/known.ts';
import type { Values } from '../../import/rows.ts';
import { seatsOf } from '../seats.ts';
import { bodies, mandates } from '../tables.ts';

type OrganisationRow = Omit<typeof organisations.$inferSelect, 'associationId' | 'id' | 'version'>;
type PersonRow = Pick<
  typeof people.$inferSelect,
  'civility' | 'givenName' | 'familyName' | 'email' | 'phone' | 'address'
>;

/** A row of the database as tables exchange it: every value a text, empty for what is not known. */
function valuesOf(row: Readonly<Record<string, string | boolean | null>>): Values {
  return Object.fromEntries(Object.entries(row).map(([field, value]) => [field, String(value ?? '')]));
}

const orNull = (values: Values, field: string) => values[field] || null;

/** The sheet of an organisation from its values, which its form has checked. */
export function organisationRow(values: Values): OrganisationRow {
  return {
    name: values.name!,
    sector: values.sector as OrganisationRow['sector'],
    partner: values.partner === 'true',
    enterpriseNumber: orNull(values, 'enterpriseNumber'),
    legalForm: orNull(values, 'legalForm'),
    category: orNull(values, 'category') as OrganisationRow['category'],
    municipality: orNull(values, 'municipality'),
    arrondissement: orNull(values, 'arrondissement'),
    seatAddress: orNull(values, 'seatAddress'),
    website: orNull(values, 'website'),
    memberSince: orNull(values, 'memberSince'),
    memberUntil: orNull(values, 'memberUntil'),
  };
}

/** The sheet of a person from its values, which its form has checked. */
export function personRow(values: Values): PersonRow {
  return {
    civility: orNull(values, 'civility') as PersonRow['civility'],
    givenName: values.givenName!,
    familyName: values.familyName!,
    email: orNull(values, 'email'),
    phone: orNull(values, 'phone'),
    address: orNull(values, 'address'),
  };
}

/**
 * What the association holds, against which files are read and from which they are written, in the order of its lists.
 * `erased`: with the people whose personal data was erased, whose mandates stay.
 */
export async function loadKnown(tx: Tx, { erased }: { readonly erased: boolean }): Promise<Known> {
  const organisationRows = await tx
    .select()
    .from(organisations)
    .orderBy(asc(organisations.name), asc(organisations.id));
  const personRows = await tx
    .select({
      id: people.id,
      civility: people.civility,
      givenName: people.givenName,
      familyName: people.familyName,
      email: people.email,
      phone: people.phone,
      address: people.address,
    })
    .from(people)
    .where(erased ? undefined : isNull(people.erasedAt))
    .orderBy(asc(people.familyName), asc(people.givenName), asc(people.id));
  const bodyRows = await tx
    .select({ id: bodies.id, code: bodies.code, name: bodies.name })
    .from(bodies)
    .orderBy(asc(bodies.position), asc(bodies.id));
  const mandateRows = await tx
    .select({ mandate: mandates })
    .from(mandates)
    .innerJoin(bodies, eq(bodies.id, mandates.bodyId))
    .orderBy(asc(bodies.position), asc(mandates.fromDay), asc(mandates.id));

  const ofBody = await seatsOf(
    tx,
    bodyRows.map(({ id }) => id),
  );
  const named = [...ofBody].flatMap(([bodyId, own]) => own.map(({ id, name }) => ({ id, bodyId, name })));
  const names = new Map(named.map(({ id, name }) => [id, name]));
  const held = Map.groupBy(mandateRows, ({ mandate }) => mandate.personId);
  return {
    organisations: organisationRows.map(({ associationId: _, id, version: __, ...row }) => ({
      id,
      values: valuesOf(row),
    })),
    people: personRows.map(({ id, ...row }) => ({
      id,
      values: valuesOf(row),
      organisationIds: (held.get(id) ?? []).map(({ mandate }) => mandate.organisationId),
    })),
    bodies: bodyRows,
    seats: named,
    mandates: mandateRows.map(({ mandate }) => ({
      id: mandate.id,
      bodyId: mandate.bodyId,
      organisationId: mandate.organisationId,
      personId: mandate.personId,
      values: valuesOf({
        office: mandate.office,
        voting: mandate.voting,
        seat: mandate.seatId && names.get(mandate.seatId)!,
        from: mandate.fromDay,
        to: mandate.toDay,
        appointment: mandate.appointment,
        endReason: mandate.endReason,
        endNote: mandate.endNote,
        exceptionReason: mandate.exceptionReason,
      }),
    })),
  };
}
