import { asc, eq } from 'drizzle-orm';
import { accounts } from '#lib/accounts/server/tables.ts';
import { mayExportPerson } from '#lib/associations/policy.ts';
import { associationRoles, organisations, people } from '#lib/associations/server/tables.ts';
import type { Office } from '#lib/bodies/offices.ts';
import { mandatesOf, type MandateLine } from '#lib/bodies/server/mandates.ts';
import { bodies, mandates, renewalPlaces, renewals } from '#lib/bodies/server/tables.ts';
import type { Actor, Role } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { AttendanceState, DateAnswer, NoticeKind, Reply, TaskState } from '../vocabulary.ts';
import { convocationRecipients, convocations } from './convocation/tables.ts';
import { importedRowsOf } from './directory/imported-rows.ts';
import { attendanceReplies, privateNotes, proxies, writtenQuestions } from './participation/tables.ts';
import { datePollAnswers, datePollDates, datePolls } from './planning/tables.ts';
import { agendaItems, attendances, meetings } from './tables.ts';
import { tasks } from './tasks/tables.ts';

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
    /** When all this was erased, but for the name; null: it was not. */
    readonly erasedAt: string | null;
  };
  /** With which they sign in, and their role in the staff; null: they do not sign in, or have none. */
  readonly access: { readonly email: string; readonly role: Role | null } | null;
  readonly mandates: readonly (Omit<MandateLine, 'person'> & MandateDetails)[];
  /** Where renewals of bodies proposed them. */
  readonly proposals: readonly {
    readonly body: string;
    readonly onDay: string;
    readonly office: Office;
    readonly organisation: string | null;
  }[];
  /** The rows of imported files that speak of them. */
  readonly imported: readonly {
    readonly fileName: string;
    readonly uploadedAt: string;
    readonly rows: readonly (readonly string[])[];
  }[];
  readonly attendances: readonly {
    readonly body: string;
    readonly heldOn: string;
    readonly state: AttendanceState;
  }[];
  readonly presided: readonly { readonly body: string; readonly heldOn: string }[];
  readonly keptMinutesOf: readonly { readonly body: string; readonly heldOn: string }[];
  /** What they said before meetings of their coming. */
  readonly replies: readonly { readonly body: string; readonly heldOn: string; readonly reply: Reply }[];
  /** What was sent to them of meetings, where, and when they first opened it. */
  readonly told: readonly {
    readonly body: string;
    readonly heldOn: string;
    readonly kind: NoticeKind;
    readonly sentAt: string;
    readonly channel: 'mail' | 'letter';
    readonly address: string | null;
    readonly openedAt: string | null;
  }[];
  /** What they answered to the dates of polls. */
  readonly dateAnswers: readonly {
    readonly poll: string;
    readonly onDay: string;
    readonly answer: DateAnswer;
  }[];
  /** The proxies that they gave; the ones that they held are their principals' data. */
  readonly proxies: readonly {
    readonly body: string;
    readonly heldOn: string;
    readonly givenAt: string;
    readonly revokedAt: string | null;
    readonly instructions: string;
  }[];
  readonly questions: readonly {
    readonly body: string;
    readonly heldOn: string;
    readonly text: string;
    readonly answer: string | null;
  }[];
  /** What they were given to do. */
  readonly tasks: readonly {
    readonly body: string;
    readonly text: string;
    readonly dueOn: string;
    readonly state: TaskState;
    readonly report: string;
  }[];
  /** Their own notes, where they take out their data themselves; null for the coordination, who never reads them. */
  readonly privateNotes:
    | readonly {
        readonly body: string;
        readonly heldOn: string;
        readonly item: string;
        readonly text: string;
      }[]
    | null;
}

/** How a mandate came and went, where it was noted. */
type MandateDetails = Pick<
  typeof mandates.$inferSelect,
  'appointment' | 'coOptation' | 'exceptionReason' | 'endReason' | 'endNote'
>;

async function detailedMandates(tx: Tx, personId: string): Promise<PersonalData['mandates']> {
  const details = await tx
    .select({
      id: mandates.id,
      appointment: mandates.appointment,
      coOptation: mandates.coOptation,
      exceptionReason: mandates.exceptionReason,
      endReason: mandates.endReason,
      endNote: mandates.endNote,
    })
    .from(mandates)
    .where(eq(mandates.personId, personId));
  const byId = new Map(details.map((each) => [each.id, each]));
  const held = await mandatesOf(tx, { personId });
  return held.map(({ person: _, ...mandate }) => ({ ...mandate, ...byId.get(mandate.id)! }));
}

const proposalsOf = (tx: Tx, personId: string) =>
  tx
    .select({
      body: bodies.code,
      onDay: renewals.onDay,
      office: renewalPlaces.office,
      organisation: organisations.name,
    })
    .from(renewalPlaces)
    .innerJoin(renewals, eq(renewals.id, renewalPlaces.renewalId))
    .innerJoin(bodies, eq(bodies.id, renewals.bodyId))
    .leftJoin(organisations, eq(organisations.id, renewalPlaces.organisationId))
    .where(eq(renewalPlaces.personId, personId))
    .orderBy(asc(renewals.onDay), asc(bodies.code), asc(renewalPlaces.position));

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

const repliesOf = (tx: Tx, personId: string) =>
  tx
    .select({ ...MEETING, reply: attendanceReplies.reply })
    .from(attendanceReplies)
    .innerJoin(mandates, eq(mandates.id, attendanceReplies.mandateId))
    .innerJoin(meetings, eq(meetings.id, attendanceReplies.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(mandates.personId, personId))
    .orderBy(asc(meetings.heldOn), asc(bodies.code));

const proxiesOf = (tx: Tx, personId: string) =>
  tx
    .select({
      ...MEETING,
      givenAt: proxies.givenAt,
      revokedAt: proxies.revokedAt,
      instructions: proxies.instructions,
    })
    .from(proxies)
    .innerJoin(mandates, eq(mandates.id, proxies.principalMandateId))
    .innerJoin(meetings, eq(meetings.id, proxies.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(mandates.personId, personId))
    .orderBy(asc(proxies.givenAt), asc(proxies.id));

const questionsOf = (tx: Tx, personId: string) =>
  tx
    .select({ ...MEETING, text: writtenQuestions.text, answer: writtenQuestions.answer })
    .from(writtenQuestions)
    .innerJoin(mandates, eq(mandates.id, writtenQuestions.mandateId))
    .innerJoin(meetings, eq(meetings.id, writtenQuestions.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(mandates.personId, personId))
    .orderBy(asc(writtenQuestions.askedAt), asc(writtenQuestions.id));

const tasksOf = (tx: Tx, personId: string) =>
  tx
    .select({
      body: bodies.code,
      text: tasks.text,
      dueOn: tasks.dueOn,
      state: tasks.state,
      report: tasks.report,
    })
    .from(tasks)
    .innerJoin(bodies, eq(bodies.id, tasks.bodyId))
    .where(eq(tasks.personId, personId))
    .orderBy(asc(tasks.createdAt), asc(tasks.id));

const toldOf = (tx: Tx, personId: string) =>
  tx
    .select({
      ...MEETING,
      kind: convocations.kind,
      sentAt: convocations.sentAt,
      channel: convocationRecipients.channel,
      address: convocationRecipients.address,
      openedAt: convocationRecipients.openedAt,
    })
    .from(convocationRecipients)
    .innerJoin(convocations, eq(convocations.id, convocationRecipients.convocationId))
    .innerJoin(mandates, eq(mandates.id, convocationRecipients.mandateId))
    .innerJoin(meetings, eq(meetings.id, convocations.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(mandates.personId, personId))
    .orderBy(asc(convocations.sentAt), asc(convocationRecipients.id));

const dateAnswersOf = (tx: Tx, personId: string) =>
  tx
    .select({ poll: datePolls.title, onDay: datePollDates.onDay, answer: datePollAnswers.answer })
    .from(datePollAnswers)
    .innerJoin(mandates, eq(mandates.id, datePollAnswers.mandateId))
    .innerJoin(datePollDates, eq(datePollDates.id, datePollAnswers.dateId))
    .innerJoin(datePolls, eq(datePolls.id, datePollDates.pollId))
    .where(eq(mandates.personId, personId))
    .orderBy(asc(datePollDates.onDay), asc(datePollDates.id));

const privateNotesOf = (tx: Tx, personId: string) =>
  tx
    .select({ ...MEETING, item: agendaItems.title, text: privateNotes.text })
    .from(privateNotes)
    .innerJoin(mandates, eq(mandates.id, privateNotes.mandateId))
    .innerJoin(agendaItems, eq(agendaItems.id, privateNotes.itemId))
    .innerJoin(meetings, eq(meetings.id, agendaItems.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(mandates.personId, personId))
    .orderBy(asc(meetings.heldOn), asc(agendaItems.position), asc(agendaItems.id));

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
    const [row] = await tx
      .select({ person: people, accountEmail: accounts.email, role: associationRoles.role })
      .from(people)
      .leftJoin(accounts, eq(accounts.id, people.accountId))
      .leftJoin(associationRoles, eq(associationRoles.accountId, people.accountId))
      .where(eq(people.id, personId));
    if (!row) return notFound();
    const { civility, givenName, familyName, email, phone, address, erasedAt } = row.person;
    const imported = await importedRowsOf(tx, row.person);
    const data: PersonalData = {
      exportedAt: now,
      identity: { civility, givenName, familyName, email, phone, address, erasedAt },
      access: row.accountEmail === null ? null : { email: row.accountEmail, role: row.role },
      mandates: await detailedMandates(tx, personId),
      proposals: await proposalsOf(tx, personId),
      imported: imported.map(({ fileName, uploadedAt, rows }) => ({
        fileName,
        uploadedAt,
        rows: rows.map(({ cells }) => cells),
      })),
      attendances: await attendancesOf(tx, personId),
      presided: await presidedBy(tx, personId),
      keptMinutesOf: await minutesKeptBy(tx, personId),
      replies: await repliesOf(tx, personId),
      proxies: await proxiesOf(tx, personId),
      questions: await questionsOf(tx, personId),
      tasks: await tasksOf(tx, personId),
      told: await toldOf(tx, personId),
      dateAnswers: await dateAnswersOf(tx, personId),
      privateNotes: own ? await privateNotesOf(tx, personId) : null,
    };
    journal({ act: 'person.exported', subject: { kind: 'person', id: personId } });
    return done(data);
  });
}
