import { eq } from 'drizzle-orm';
import { accounts } from '#lib/accounts/server/tables.ts';
import { mayExportPerson } from '#lib/associations/policy.ts';
import { associationRoles, people } from '#lib/associations/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import { importedRowsOf } from '#lib/meetings/server/directory/imported-rows.ts';
import { sheetsOf } from '#lib/meetings/server/directory/references.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import {
  attendancesOf,
  dateAnswersOf,
  detailedMandates,
  minutesKeptBy,
  presidedBy,
  privateNotesOf,
  proposalsOf,
  proxiesOf,
  questionsOf,
  repliesOf,
  requestsOf,
  tasksOf,
  toldOf,
} from './before-meetings.ts';
import {
  candidaciesOf,
  checkInsOf,
  conflictsOf,
  countedAt,
  movementsOf,
  remarksOf,
  speechesOf,
  voicesOf,
  writtenAnswersOf,
} from './in-meetings.ts';

/** All that the association holds on a person. */
export type PersonalData = NonNullable<Awaited<ReturnType<typeof heldOn>>> & {
  readonly exportedAt: string;
  readonly privateNotes: Awaited<ReturnType<typeof privateNotesOf>> | null;
};

/**
 * Takes out all that the association holds on a person, to hand it to them (RGPD, art. 15 and 20); the journal says that
 * it was done. The person takes out their own, with their private notes. Refuses anyone else who is not coordination.
 */
export function exportPerson(house: House, actor: Actor, personId: string): Promise<Outcome<PersonalData>> {
  return command(house, actor, async ({ tx, now, journal }) => {
    const own = actor.personId === personId;
    const allowed = own ? done() : mayExportPerson(actor);
    if (!allowed.done) return allowed;
    if (!isIdentifier(personId)) return notFound();
    const held = await heldOn(tx, actor.associationId, personId, own);
    if (!held) return notFound();
    const data = {
      exportedAt: now,
      ...held,
      /** Their own notes, where they take out their data themselves; the coordination never reads them. */
      privateNotes: own ? await privateNotesOf(tx, personId) : null,
    };
    journal({ act: 'person.exported', subject: { kind: 'person', id: personId } });
    return done(data);
  });
}

/** Days are ISO days, moments ISO instants; the notes of meetings are not personal data. */
async function heldOn(tx: Tx, associationId: string, personId: string, own: boolean) {
  const [row] = await tx
    .select({ person: people, accountEmail: accounts.email, role: associationRoles.role })
    .from(people)
    .leftJoin(accounts, eq(accounts.id, people.accountId))
    .leftJoin(associationRoles, eq(associationRoles.accountId, people.accountId))
    .where(eq(people.id, personId));
  if (!row) return null;
  const { civility, givenName, familyName, email, phone, address, erasedAt } = row.person;
  const imported = await importedRowsOf(tx, row.person);
  return {
    identity: { civility, givenName, familyName, email, phone, address, erasedAt },
    /** With which they sign in, and their role in the staff; null: they do not sign in, or have none. */
    access: row.accountEmail === null ? null : { email: row.accountEmail, role: row.role },
    mandates: await detailedMandates(tx, personId),
    proposals: await proposalsOf(tx, personId),
    imported: imported.map(({ fileName, uploadedAt, rows }) => ({
      fileName,
      uploadedAt,
      rows: rows.map(({ cells }) => cells),
    })),
    told: await toldOf(tx, associationId, personId),
    dateAnswers: await dateAnswersOf(tx, personId),
    replies: await repliesOf(tx, personId),
    /** Those that they gave; the ones that they held are their principals' data. */
    proxies: await proxiesOf(tx, personId),
    questions: await questionsOf(tx, personId),
    requests: await requestsOf(tx, personId),
    attendances: await attendancesOf(tx, personId),
    checkIns: await checkInsOf(tx, personId),
    movements: await movementsOf(tx, personId),
    speeches: await speechesOf(tx, personId),
    conflicts: await conflictsOf(tx, personId),
    presided: await presidedBy(tx, personId),
    keptMinutesOf: await minutesKeptBy(tx, personId),
    countedAt: await countedAt(tx, personId),
    candidacies: await candidaciesOf(tx, await sheetsOf(tx, associationId, personId)),
    voices: await voicesOf(tx, personId, own),
    writtenAnswers: await writtenAnswersOf(tx, personId),
    remarks: await remarksOf(tx, personId),
    tasks: await tasksOf(tx, personId),
  };
}
