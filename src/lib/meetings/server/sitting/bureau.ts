import { eq } from 'drizzle-orm';
import { people } from '#lib/associations/server/tables.ts';
import { compositionOn, holdMandates } from '#lib/bodies/server/queries.ts';
import { bodies } from '#lib/bodies/server/tables.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { OpeningForm } from '../../forms/sitting.ts';
import { checkInRoom } from '../../rules/bureau.ts';
import type { Meeting } from '../load.ts';
import { attendances, meetings } from '../tables.ts';
import { tellers } from './tables.ts';

/** The mandates of those who count the votes of a meeting. */
export async function tellersOf(tx: Tx, meetingId: string): Promise<string[]> {
  const rows = await tx
    .select({ mandateId: tellers.mandateId })
    .from(tellers)
    .where(eq(tellers.meetingId, meetingId))
    .orderBy(tellers.mandateId);
  return rows.map(({ mandateId }) => mandateId);
}

/**
 * Refuses an officer of the assembly who takes part from afar, as everything stands now. A command that changes who is
 * there, or who holds the meeting, asks it last.
 */
export async function checkBureau(tx: Tx, meetingId: string): Promise<Outcome<undefined>> {
  const [meeting] = await tx
    .select({
      bodyId: meetings.bodyId,
      heldOn: meetings.heldOn,
      chair: meetings.presidedByMandateId,
      secretary: meetings.secretaryPersonId,
      bodyKind: bodies.kind,
    })
    .from(meetings)
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(meetings.id, meetingId));
  if (meeting?.bodyKind !== 'general-assembly') return done();
  const counting = await tellersOf(tx, meetingId);
  const states = await tx
    .select({ mandateId: attendances.mandateId, state: attendances.state })
    .from(attendances)
    .where(eq(attendances.meetingId, meetingId));
  const composition = await compositionOn(tx, meeting.bodyId, meeting.heldOn);
  const officers = composition.flatMap(({ mandateId, person }) =>
    person && (mandateId === meeting.chair || person.id === meeting.secretary || counting.includes(mandateId))
      ? [
          {
            name: `${person.givenName} ${person.familyName}`,
            state: states.find((row) => row.mandateId === mandateId)?.state ?? null,
          },
        ]
      : [],
  );
  return checkInRoom(meeting.bodyKind, officers);
}

/**
 * Names, inside a command, who presides, who keeps the minutes and who counts the votes. Refuses who does not sit in the
 * body that day, a secretary who is not known, a chair who is away, and what `checkBureau` refuses.
 */
export async function nameBureau(tx: Tx, meeting: Meeting, form: OpeningForm): Promise<Outcome<undefined>> {
  await holdMandates(tx, meeting.bodyId);
  const composition = await compositionOn(tx, meeting.bodyId, meeting.heldOn);
  const sits = (mandateId: string) =>
    composition.some((seat) => seat.mandateId === mandateId && seat.person !== null);
  if (form.presidedByMandateId !== '' && !sits(form.presidedByMandateId))
    return refuse(
      'not-entitled',
      'Cette personne ne siège pas dans l’instance le jour de la réunion\u00a0: elle ne peut pas présider.',
      { field: 'presidedByMandateId' },
    );
  if (!form.tellerMandateIds.every(sits))
    return refuse(
      'not-entitled',
      'Une de ces personnes ne siège pas dans l’instance le jour de la réunion\u00a0: elle ne peut pas compter les voix.',
      { field: 'tellerMandateIds' },
    );
  if (form.secretaryPersonId !== '') {
    const [person] = await tx
      .select({ id: people.id })
      .from(people)
      .where(eq(people.id, form.secretaryPersonId));
    if (!person)
      return refuse('unknown-person', 'Cette personne n’est pas connue. Choisissez dans la liste.', {
        field: 'secretaryPersonId',
      });
  }
  if (form.presidedByMandateId !== '') {
    const rows = await tx
      .select({ mandateId: attendances.mandateId, state: attendances.state })
      .from(attendances)
      .where(eq(attendances.meetingId, meeting.id));
    const state = rows.find(({ mandateId }) => mandateId === form.presidedByMandateId)?.state;
    if (state === 'excused' || state === 'absent' || state === 'left')
      return refuse(
        'chair-away',
        'Impossible\u00a0: la personne qui préside n’est pas là. Choisissez-en une autre, ou corrigez sa présence.',
        { field: 'presidedByMandateId' },
      );
  }
  await tx
    .update(meetings)
    .set({
      presidedByMandateId: form.presidedByMandateId || null,
      secretaryPersonId: form.secretaryPersonId || null,
    })
    .where(eq(meetings.id, meeting.id));
  await tx.delete(tellers).where(eq(tellers.meetingId, meeting.id));
  if (form.tellerMandateIds.length > 0)
    await tx.insert(tellers).values(
      form.tellerMandateIds.map((mandateId) => ({
        associationId: meeting.associationId,
        meetingId: meeting.id,
        bodyId: meeting.bodyId,
        mandateId,
      })),
    );
  return checkBureau(tx, meeting.id);
}
