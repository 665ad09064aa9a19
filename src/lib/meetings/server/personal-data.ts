import { asc, eq } from 'drizzle-orm';
import { accounts } from '#lib/accounts/server/tables.ts';
import { mayExportPerson } from '#lib/associations/policy.ts';
import { associationRoles, people } from '#lib/associations/server/tables.ts';
import { mandatesOf, type MandateLine } from '#lib/bodies/server/mandates.ts';
import { bodies, mandates } from '#lib/bodies/server/tables.ts';
import type { Actor, Role } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { AttendanceState } from '../vocabulary.ts';
import { attendances, meetings } from './tables.ts';

/** All that the association holds on a person. Days are ISO days; the notes of meetings are not personal data. */
export interface PersonalData {
  readonly exportedAt: string;
  readonly identity: {
    readonly civility: 'madame' | 'monsieur' | null;
    readonly givenName: string;
    readonly familyName: string;
    readonly email: string | null;
    readonly phone: string | null;
    readonly address: string | null;
  };
  /** With which they sign in, and their role in the staff; null: they do not sign in, or have none. */
  readonly access: { readonly email: string; readonly role: Role | null } | null;
  readonly mandates: readonly Omit<MandateLine, 'person'>[];
  readonly attendances: readonly {
    readonly body: string;
    readonly heldOn: string;
    readonly state: AttendanceState;
  }[];
  readonly presided: readonly { readonly body: string; readonly heldOn: string }[];
  readonly keptMinutesOf: readonly { readonly body: string; readonly heldOn: string }[];
}

const MEETING = { body: bodies.code, heldOn: meetings.heldOn };

const attendancesOf = (tx: Tx, personId: string) =>
  tx
    .select({ ...MEETING, state: attendances.state })
    .from(attendances)
    .innerJoin(mandates, eq(mandates.id, attendances.mandateId))
    .innerJoin(meetings, eq(meetings.id, attendances.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(mandates.personId, personId))
    .orderBy(asc(meetings.heldOn), asc(bodies.code));

const presidedBy = (tx: Tx, personId: string) =>
  tx
    .select(MEETING)
    .from(meetings)
    .innerJoin(mandates, eq(mandates.id, meetings.presidedByMandateId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(mandates.personId, personId))
    .orderBy(asc(meetings.heldOn), asc(bodies.code));

const minutesKeptBy = (tx: Tx, personId: string) =>
  tx
    .select(MEETING)
    .from(meetings)
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(meetings.secretaryPersonId, personId))
    .orderBy(asc(meetings.heldOn), asc(bodies.code));

/**
 * Takes out all that the association holds on a person, to hand it to them (RGPD, art. 15 and 20); the journal says that
 * it was done. Refuses whoever is not coordination.
 */
export function exportPerson(house: House, actor: Actor, personId: string): Promise<Outcome<PersonalData>> {
  return command(house, actor, async ({ tx, now, journal }) => {
    const allowed = mayExportPerson(actor);
    if (!allowed.done) return allowed;
    if (!isIdentifier(personId)) return notFound();
    const [row] = await tx
      .select({ person: people, accountEmail: accounts.email, role: associationRoles.role })
      .from(people)
      .leftJoin(accounts, eq(accounts.id, people.accountId))
      .leftJoin(associationRoles, eq(associationRoles.accountId, people.accountId))
      .where(eq(people.id, personId));
    if (!row) return notFound();
    const { civility, givenName, familyName, email, phone, address } = row.person;
    const held = await mandatesOf(tx, { personId });
    const data: PersonalData = {
      exportedAt: now,
      identity: { civility, givenName, familyName, email, phone, address },
      access: row.accountEmail === null ? null : { email: row.accountEmail, role: row.role },
      mandates: held.map(({ person: _, ...mandate }) => mandate),
      attendances: await attendancesOf(tx, personId),
      presided: await presidedBy(tx, personId),
      keptMinutesOf: await minutesKeptBy(tx, personId),
    };
    journal({ act: 'person.exported', subject: { kind: 'person', id: personId } });
    return done(data);
  });
}
