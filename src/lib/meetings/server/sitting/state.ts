import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { OpeningForm, reopeningForm } from '../../forms/sitting.ts';
import { mayReopen } from '../../policy.ts';
import { agendaItems } from '../tables.ts';
import { addEvent } from './events.ts';
import { nameBureau } from './bureau.ts';
import { sittingTo } from './step.ts';
import { sittingEvents, sittings } from './tables.ts';
import { touchSitting } from './touch.ts';

/**
 * Opens the sitting, with those who hold it. Refuses when nobody presides, when whoever presides is away, and an officer
 * of the assembly who takes part from afar (CSA 9:16/1). Pressed twice, it is opened once.
 */
export function openSitting(
  house: House,
  actor: Actor,
  meetingId: string,
  form: OpeningForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await sittingTo('open', tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const { meeting, already } = loaded.value;
    if (already) {
      nothingToDo();
      return done();
    }
    if (meeting.cancelledAt !== null)
      return refuse('meeting-cancelled', 'Impossible d’ouvrir la séance\u00a0: cette réunion est annulée.');
    const named = await nameBureau(tx, meeting, form);
    if (!named.done) return named;
    if (form.presidedByMandateId === '')
      return refuse('nobody-presides', 'Impossible d’ouvrir la séance\u00a0: dites d’abord qui préside.', {
        field: 'presidedByMandateId',
      });
    await tx.insert(sittings).values({
      associationId: actor.associationId,
      meetingId,
      state: 'open',
      openedAt: now,
    });
    await addEvent(tx, meeting, { kind: 'opened', at: now });
    await touchSitting(tx, actor.associationId, meetingId);
    journal({ act: 'sitting.opened', subject: { kind: 'meeting', id: meetingId }, after: form });
    return done();
  });
}

/** Suspends the sitting; the item stays before the meeting. Pressed twice, it is suspended once. */
export function suspendSitting(house: House, actor: Actor, meetingId: string): Promise<Outcome<undefined>> {
  return pause(house, actor, meetingId, 'suspend');
}

/** Resumes a suspended sitting, at the item at which it stopped. */
export function resumeSitting(house: House, actor: Actor, meetingId: string): Promise<Outcome<undefined>> {
  return pause(house, actor, meetingId, 'resume');
}

function pause(
  house: House,
  actor: Actor,
  meetingId: string,
  step: 'suspend' | 'resume',
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await sittingTo(step, tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const { meeting, sitting, already } = loaded.value;
    if (already) {
      nothingToDo();
      return done();
    }
    await tx
      .update(sittings)
      .set({ state: step === 'suspend' ? 'suspended' : 'open' })
      .where(eq(sittings.meetingId, meetingId));
    await addEvent(tx, meeting, {
      kind: step === 'suspend' ? 'suspended' : 'resumed',
      at: now,
      itemId: sitting!.currentItemId,
    });
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: step === 'suspend' ? 'sitting.suspended' : 'sitting.resumed',
      subject: { kind: 'meeting', id: meetingId },
    });
    return done();
  });
}

/**
 * Calls an item: it is before the meeting from now on. Refuses an item of another meeting, and before the opening,
 * during a suspension and after the end. The item that is there already is called once.
 */
export function callItem(
  house: House,
  actor: Actor,
  meetingId: string,
  itemId: string,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await sittingTo('call', tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const { meeting, sitting } = loaded.value;
    const [item] = await tx
      .select({ id: agendaItems.id })
      .from(agendaItems)
      .where(and(eq(agendaItems.id, itemId), eq(agendaItems.meetingId, meetingId)));
    if (!item)
      return refuse('not-found', 'Ce point n’est plus à l’ordre du jour. Rechargez la page.', {
        field: 'itemId',
      });
    if (sitting!.currentItemId === itemId) {
      nothingToDo();
      return done();
    }
    await tx
      .update(sittings)
      .set({ currentItemId: itemId, itemSince: now })
      .where(eq(sittings.meetingId, meetingId));
    await addEvent(tx, meeting, { kind: 'item-begun', at: now, itemId });
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'sitting.item-called',
      subject: { kind: 'meeting', id: meetingId },
      before: { itemId: sitting!.currentItemId },
      after: { itemId },
    });
    return done();
  });
}

/**
 * Opens again a sitting that was closed, to correct it: coordination only, with a reason that the journal keeps. Its end
 * is taken back; closing it again asks for the hour.
 */
export function reopenSitting(
  house: House,
  actor: Actor,
  meetingId: string,
  { reason }: z.infer<typeof reopeningForm>,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const loaded = await sittingTo('reopen', tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const allowed = mayReopen(actor);
    if (!allowed.done) return allowed;
    const { sitting, already } = loaded.value;
    if (already) {
      nothingToDo();
      return done();
    }
    await tx.update(sittings).set({ state: 'open', closedAt: null }).where(eq(sittings.meetingId, meetingId));
    // The end is the last of the events: without it, they still follow each other without gap.
    await tx
      .delete(sittingEvents)
      .where(and(eq(sittingEvents.meetingId, meetingId), eq(sittingEvents.kind, 'closed')));
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'sitting.reopened',
      subject: { kind: 'meeting', id: meetingId },
      before: { closedAt: sitting!.closedAt },
      after: { reason },
    });
    return done();
  });
}
