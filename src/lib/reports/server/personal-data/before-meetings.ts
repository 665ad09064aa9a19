import { asc, eq } from 'drizzle-orm';
import { organisations } from '#lib/associations/server/tables.ts';
import { mandatesOf, type MandateLine } from '#lib/bodies/server/mandates.ts';
import { bodies, mandates, renewalPlaces, renewals } from '#lib/bodies/server/tables.ts';
import { memberRequests, memberRequestSupporters } from '#lib/meetings/server/agenda/tables.ts';
import { convocationRecipients, convocations } from '#lib/meetings/server/convocation/tables.ts';
import {
  attendanceReplies,
  privateNotes,
  proxies,
  writtenQuestions,
} from '#lib/meetings/server/participation/tables.ts';
import { datePollAnswers, datePollDates, datePolls } from '#lib/meetings/server/planning/tables.ts';
import { agendaItems, attendances, meetings } from '#lib/meetings/server/tables.ts';
import { tasks } from '#lib/meetings/server/tasks/tables.ts';
import { proofOf } from '#lib/meetings/rules/proof.ts';
import type { Tx } from '#lib/platform/database.ts';
import { deliveryOf } from '#lib/platform/mail/outbox.ts';

/** How a mandate came and went, where it was noted. */
type MandateDetails = Pick<
  typeof mandates.$inferSelect,
  'appointment' | 'coOptation' | 'exceptionReason' | 'endReason' | 'endNote'
>;

export async function detailedMandates(
  tx: Tx,
  personId: string,
): Promise<(Omit<MandateLine, 'person'> & MandateDetails)[]> {
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

export const proposalsOf = (tx: Tx, personId: string) =>
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

export const attendancesOf = (tx: Tx, personId: string) =>
  tx
    .select({ ...MEETING, state: attendances.state })
    .from(attendances)
    .innerJoin(mandates, eq(mandates.id, attendances.mandateId))
    .innerJoin(meetings, eq(meetings.id, attendances.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(mandates.personId, personId))
    .orderBy(asc(meetings.heldOn), asc(bodies.code));

export const presidedBy = (tx: Tx, personId: string) =>
  tx
    .select(MEETING)
    .from(meetings)
    .innerJoin(mandates, eq(mandates.id, meetings.presidedByMandateId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(mandates.personId, personId))
    .orderBy(asc(meetings.heldOn), asc(bodies.code));

export const minutesKeptBy = (tx: Tx, personId: string) =>
  tx
    .select(MEETING)
    .from(meetings)
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(meetings.secretaryPersonId, personId))
    .orderBy(asc(meetings.heldOn), asc(bodies.code));

export const repliesOf = (tx: Tx, personId: string) =>
  tx
    .select({ ...MEETING, reply: attendanceReplies.reply })
    .from(attendanceReplies)
    .innerJoin(mandates, eq(mandates.id, attendanceReplies.mandateId))
    .innerJoin(meetings, eq(meetings.id, attendanceReplies.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(mandates.personId, personId))
    .orderBy(asc(meetings.heldOn), asc(bodies.code));

export const proxiesOf = (tx: Tx, personId: string) =>
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

export const questionsOf = (tx: Tx, personId: string) =>
  tx
    .select({ ...MEETING, text: writtenQuestions.text, answer: writtenQuestions.answer })
    .from(writtenQuestions)
    .innerJoin(mandates, eq(mandates.id, writtenQuestions.mandateId))
    .innerJoin(meetings, eq(meetings.id, writtenQuestions.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(mandates.personId, personId))
    .orderBy(asc(writtenQuestions.askedAt), asc(writtenQuestions.id));

export const tasksOf = (tx: Tx, personId: string) =>
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

/** What was sent to them of meetings, by which way, what became of it, and when they first opened it. */
export async function toldOf(tx: Tx, associationId: string, personId: string) {
  const rows = await tx
    .select({
      ...MEETING,
      kind: convocations.kind,
      sentAt: convocations.sentAt,
      channel: convocationRecipients.channel,
      address: convocationRecipients.address,
      mailId: convocationRecipients.mailId,
      postedAt: convocationRecipients.postedAt,
      returnedAt: convocationRecipients.returnedAt,
      openedAt: convocationRecipients.openedAt,
    })
    .from(convocationRecipients)
    .innerJoin(convocations, eq(convocations.id, convocationRecipients.convocationId))
    .innerJoin(mandates, eq(mandates.id, convocationRecipients.mandateId))
    .innerJoin(meetings, eq(meetings.id, convocations.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(mandates.personId, personId))
    .orderBy(asc(convocations.sentAt), asc(convocationRecipients.id));
  const mailIds = rows.flatMap(({ mailId }) => mailId ?? []);
  const deliveries = new Map(
    (await deliveryOf(tx, associationId, mailIds)).map((delivery) => [delivery.id, delivery]),
  );
  return rows.map(({ mailId, ...row }) => {
    const delivery = (mailId && deliveries.get(mailId)) || null;
    const { state, leftAt } = proofOf({ ...row, delivery });
    return { ...row, state, leftAt };
  });
}

export const dateAnswersOf = (tx: Tx, personId: string) =>
  tx
    .select({ poll: datePolls.title, onDay: datePollDates.onDay, answer: datePollAnswers.answer })
    .from(datePollAnswers)
    .innerJoin(mandates, eq(mandates.id, datePollAnswers.mandateId))
    .innerJoin(datePollDates, eq(datePollDates.id, datePollAnswers.dateId))
    .innerJoin(datePolls, eq(datePolls.id, datePollDates.pollId))
    .where(eq(mandates.personId, personId))
    .orderBy(asc(datePollDates.onDay), asc(datePollDates.id));

export const privateNotesOf = (tx: Tx, personId: string) =>
  tx
    .select({ ...MEETING, item: agendaItems.title, text: privateNotes.text })
    .from(privateNotes)
    .innerJoin(mandates, eq(mandates.id, privateNotes.mandateId))
    .innerJoin(agendaItems, eq(agendaItems.id, privateNotes.itemId))
    .innerJoin(meetings, eq(meetings.id, agendaItems.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(mandates.personId, personId))
    .orderBy(asc(meetings.heldOn), asc(agendaItems.position), asc(agendaItems.id));

/** What they asked the board to put on an agenda, or to call, with others. */
export const requestsOf = (tx: Tx, personId: string) =>
  tx
    .select({
      body: bodies.code,
      kind: memberRequests.kind,
      title: memberRequests.title,
      signedAt: memberRequestSupporters.signedAt,
    })
    .from(memberRequestSupporters)
    .innerJoin(memberRequests, eq(memberRequests.id, memberRequestSupporters.requestId))
    .innerJoin(mandates, eq(mandates.id, memberRequestSupporters.mandateId))
    .innerJoin(bodies, eq(bodies.id, memberRequestSupporters.bodyId))
    .where(eq(mandates.personId, personId))
    .orderBy(asc(memberRequestSupporters.signedAt), asc(memberRequests.id));
