import { and, asc, eq, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { compositionOn, holdMandates } from '#lib/bodies/server/queries.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { localInstant } from '#lib/kernel/calendar.ts';
import { localDay } from '#lib/kernel/days.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { eventForm, MovementForm, movementCorrectionForm } from '../../forms/sitting.ts';
import { checkMovement, stateAfter } from '../../rules/movements.ts';
import type { AttendanceState } from '../../vocabulary.ts';
import type { Meeting } from '../load.ts';
import { agendaItems, attendances } from '../tables.ts';
import { checkBureau } from './bureau.ts';
import { addEvent } from './events.ts';
import { sittingTo } from './step.ts';
import { sittingEvents } from './tables.ts';
import { touchSitting } from './touch.ts';

/** Writes where someone stands; null: not recorded any more. */
export async function setState(
  tx: Tx,
  { associationId, id: meetingId, bodyId }: Meeting,
  mandateId: string,
  state: AttendanceState | null,
): Promise<void> {
  const row = and(eq(attendances.meetingId, meetingId), eq(attendances.mandateId, mandateId));
  if (state === null) await tx.delete(attendances).where(row);
  else
    await tx
      .insert(attendances)
      .values({ associationId, meetingId, bodyId, mandateId, state })
      .onConflictDoUpdate({
        target: [attendances.associationId, attendances.meetingId, attendances.mandateId],
        set: { state },
      });
}

/** Where someone stands now; null: not recorded. */
export async function stateOf(tx: Tx, meetingId: string, mandateId: string): Promise<AttendanceState | null> {
  const [row] = await tx
    .select({ state: attendances.state })
    .from(attendances)
    .where(and(eq(attendances.meetingId, meetingId), eq(attendances.mandateId, mandateId)));
  return row?.state ?? null;
}

/**
 * Notes that someone comes or goes, now, at the item that is before the meeting. Refuses before the opening and after the
 * end, who does not sit that day, who goes without having been there, who comes from afar where nobody may, and an officer
 * of the assembly from afar. Pressed twice, by one secretary or by two, it is noted once.
 */
export function recordMovement(
  house: House,
  actor: Actor,
  meetingId: string,
  form: MovementForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await sittingTo('note', tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const { meeting, sitting } = loaded.value;
    await holdMandates(tx, meeting.bodyId);
    const composition = await compositionOn(tx, meeting.bodyId, meeting.heldOn);
    if (!composition.some((seat) => seat.mandateId === form.mandateId && seat.person))
      return refuse(
        'not-entitled',
        'Cette personne n’a pas de mandat dans cette instance le jour de la réunion. Rechargez la page.',
      );
    const before = await stateOf(tx, meetingId, form.mandateId);
    const moved = checkMovement(before, form);
    if (!moved.done) return moved;
    if (moved.value === before) {
      nothingToDo();
      return done();
    }
    if (moved.value === 'remote' && meeting.remoteAccess === null) return NO_REMOTE;
    await setState(tx, meeting, form.mandateId, moved.value);
    await addEvent(tx, meeting, {
      kind: form.kind,
      at: now,
      itemId: sitting!.currentItemId,
      mandateId: form.mandateId,
      remote: form.kind === 'arrival' ? form.remote : before === 'remote',
    });
    const held = await checkBureau(tx, meetingId);
    if (!held.done) return held;
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: form.kind === 'arrival' ? 'attendance.arrived' : 'attendance.departed',
      subject: { kind: 'meeting', id: meetingId },
      before: { mandateId: form.mandateId, state: before },
      after: { mandateId: form.mandateId, state: moved.value, itemId: sitting!.currentItemId },
    });
    return done();
  });
}

export const NO_REMOTE = refuse(
  'remote-not-offered',
  'Impossible de noter quelqu’un à distance\u00a0: la convocation ne dit pas comment participer ainsi. Complétez la réunion, ou notez la personne excusée.',
);

const NO_MOVEMENT = refuse('not-found', 'Ce mouvement n’est plus noté. Rechargez la page.', {
  field: 'eventId',
});

/** The coming or going with this identifier, with those of the same person, in order. */
async function movementsWith(tx: Tx, meetingId: string, eventId: string) {
  const events = await tx
    .select()
    .from(sittingEvents)
    .where(eq(sittingEvents.meetingId, meetingId))
    .orderBy(asc(sittingEvents.seq));
  const event = events.find(({ id }) => id === eventId);
  return event?.mandateId
    ? {
        event,
        mandateId: event.mandateId,
        own: events.filter(({ mandateId }) => mandateId === event.mandateId),
      }
    : null;
}

/**
 * Corrects the hour and the item of a coming or going. Refuses an hour outside the sitting, one that would put the
 * movements of the person in another order, and an item of another meeting.
 */
export function correctMovement(
  house: House,
  actor: Actor,
  meetingId: string,
  form: z.infer<typeof movementCorrectionForm>,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await sittingTo('note', tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const { sitting } = loaded.value;
    const found = await movementsWith(tx, meetingId, form.eventId);
    if (!found) return NO_MOVEMENT;
    const { event, own } = found;
    const itemId = form.itemId || null;
    const at = localInstant(localDay(sitting!.openedAt), form.at);
    const moments = own.map((each) => Date.parse(each.id === event.id ? at : each.at));
    const inOrder = moments.every((moment, index) => index === 0 || moments[index - 1]! <= moment);
    // The hour is typed to the minute: the minute of the opening is within the sitting.
    if (
      Date.parse(at) < Date.parse(sitting!.openedAt) - 59_999 ||
      Date.parse(at) > Date.parse(now) ||
      !inOrder
    )
      return refuse(
        'impossible-hour',
        'Impossible à cette heure\u00a0: elle est hors de la séance, ou les allées et venues de cette personne ne se suivent plus.',
        { field: 'at' },
      );
    if (itemId !== null) {
      const [item] = await tx
        .select({ id: agendaItems.id })
        .from(agendaItems)
        .where(and(eq(agendaItems.id, itemId), eq(agendaItems.meetingId, meetingId)));
      if (!item)
        return refuse('not-found', 'Ce point n’est plus à l’ordre du jour. Rechargez la page.', {
          field: 'itemId',
        });
    }
    if (Date.parse(at) === Date.parse(event.at) && itemId === event.itemId) {
      nothingToDo();
      return done();
    }
    await tx.update(sittingEvents).set({ at, itemId }).where(eq(sittingEvents.id, event.id));
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'attendance.movement-corrected',
      subject: { kind: 'meeting', id: meetingId },
      before: { mandateId: event.mandateId, at: event.at, itemId: event.itemId },
      after: { mandateId: event.mandateId, at, itemId },
    });
    return done();
  });
}

/**
 * Takes back a coming or going noted by mistake: only the last one of the person, who stands again where they stood
 * before. Refuses an earlier one.
 */
export function withdrawMovement(
  house: House,
  actor: Actor,
  meetingId: string,
  { eventId }: z.infer<typeof eventForm>,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal }) => {
    const loaded = await sittingTo('note', tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const { meeting } = loaded.value;
    const found = await movementsWith(tx, meetingId, eventId);
    if (!found) return NO_MOVEMENT;
    const { event, mandateId, own } = found;
    if (own.at(-1) !== event)
      return refuse(
        'not-the-last',
        'Impossible de retirer ce mouvement\u00a0: la personne en a fait un autre ensuite. Retirez d’abord celui-là.',
      );
    await tx.delete(sittingEvents).where(eq(sittingEvents.id, event.id));
    await closeRanks(tx, meetingId, event.seq);
    await setState(tx, meeting, mandateId, stateAfter(own.slice(0, -1).at(-1) ?? null, event));
    const held = await checkBureau(tx, meetingId);
    if (!held.done) return held;
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'attendance.movement-withdrawn',
      subject: { kind: 'meeting', id: meetingId },
      before: { mandateId, kind: event.kind, at: event.at, itemId: event.itemId },
    });
    return done();
  });
}

/** Numbers of events follow each other: in two steps, since each of them is unique at any moment. */
async function closeRanks(tx: Tx, meetingId: string, gap: number): Promise<void> {
  const own = eq(sittingEvents.meetingId, meetingId);
  await tx
    .update(sittingEvents)
    .set({ seq: sql`-${sittingEvents.seq}` })
    .where(and(own, sql`${sittingEvents.seq} > ${gap}`));
  await tx
    .update(sittingEvents)
    .set({ seq: sql`-${sittingEvents.seq} - 1` })
    .where(and(own, sql`${sittingEvents.seq} < 0`));
}
