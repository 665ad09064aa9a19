import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { compositionOn, holdMandates } from '#lib/bodies/server/queries.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { ConflictForm, conflictWithdrawalForm } from '../../forms/sitting.ts';
import { maySpeakFor } from '../../policy.ts';
import { checkNotClosed } from '../../rules/sitting.ts';
import { checkNotCancelled, type Meeting } from '../load.ts';
import { agendaItems, meetings } from '../tables.ts';
import { sittingStateOf } from './now.ts';
import { conflictsOfInterest } from './tables.ts';
import { touchSitting } from './touch.ts';

/** A meeting in which a member speaks for themselves, or the secretary for them; its row is locked. */
export async function meetingToSpeakIn(
  tx: Tx,
  actor: Actor,
  today: string,
  meetingId: string,
  mandateId: string,
): Promise<Outcome<Meeting>> {
  if (!isIdentifier(meetingId)) return notFound();
  const [meeting] = await tx.select().from(meetings).where(eq(meetings.id, meetingId)).for('update');
  if (!meeting) return notFound();
  const allowed = maySpeakFor(actor, meeting, today, mandateId);
  if (!allowed.done) return allowed;
  const takesPlace = checkNotCancelled(meeting);
  if (!takesPlace.done) return takesPlace;
  const going = checkNotClosed(await sittingStateOf(tx, meetingId));
  if (!going.done) return going;
  await holdMandates(tx, meeting.bodyId);
  const composition = await compositionOn(tx, meeting.bodyId, meeting.heldOn);
  if (composition.some((seat) => seat.mandateId === mandateId && seat.person)) return done(meeting);
  return refuse(
    'not-entitled',
    'Cette personne n’a pas de mandat dans cette instance le jour de la réunion. Rechargez la page.',
  );
}

const conflictOn = (itemId: string, mandateId: string) =>
  and(eq(conflictsOfInterest.itemId, itemId), eq(conflictsOfInterest.mandateId, mandateId));

/**
 * Declares a conflict of interest on an item, before or during the sitting: by whoever has it, or by the secretary for
 * them. They leave the debate and the vote on it (R-COI-01, R-COI-02). Refuses an item of another meeting and, once the
 * sitting is closed, everything. Declared again, it changes its words.
 */
export function declareConflict(
  house: House,
  actor: Actor,
  meetingId: string,
  { itemId, mandateId, nature }: ConflictForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await meetingToSpeakIn(tx, actor, today, meetingId, mandateId);
    if (!loaded.done) return loaded;
    const meeting = loaded.value;
    const [item] = await tx
      .select({ id: agendaItems.id })
      .from(agendaItems)
      .where(and(eq(agendaItems.id, itemId), eq(agendaItems.meetingId, meetingId)));
    if (!item)
      return refuse('not-found', 'Ce point n’est plus à l’ordre du jour. Rechargez la page.', {
        field: 'itemId',
      });
    const [declared] = await tx
      .select({ nature: conflictsOfInterest.nature })
      .from(conflictsOfInterest)
      .where(conflictOn(itemId, mandateId));
    if (declared?.nature === nature) {
      nothingToDo();
      return done();
    }
    await tx
      .insert(conflictsOfInterest)
      .values({
        associationId: actor.associationId,
        meetingId,
        itemId,
        bodyId: meeting.bodyId,
        mandateId,
        nature,
        declaredAt: now,
        declaredBy: actor.name,
      })
      .onConflictDoUpdate({
        target: [
          conflictsOfInterest.associationId,
          conflictsOfInterest.itemId,
          conflictsOfInterest.mandateId,
        ],
        set: { nature },
      });
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'conflict.declared',
      subject: { kind: 'agenda-item', id: itemId },
      ...(declared && { before: { mandateId, nature: declared.nature } }),
      after: { mandateId, nature },
    });
    return done();
  });
}

/** Takes back a conflict declared by mistake; the journal keeps it. One that is not there any more is taken back once. */
export function withdrawConflict(
  house: House,
  actor: Actor,
  meetingId: string,
  { itemId, mandateId }: z.infer<typeof conflictWithdrawalForm>,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const loaded = await meetingToSpeakIn(tx, actor, today, meetingId, mandateId);
    if (!loaded.done) return loaded;
    const [withdrawn] = await tx
      .delete(conflictsOfInterest)
      .where(and(conflictOn(itemId, mandateId), eq(conflictsOfInterest.meetingId, meetingId)))
      .returning({ nature: conflictsOfInterest.nature });
    if (!withdrawn) {
      nothingToDo();
      return done();
    }
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'conflict.withdrawn',
      subject: { kind: 'agenda-item', id: itemId },
      before: { mandateId, nature: withdrawn.nature },
    });
    return done();
  });
}
