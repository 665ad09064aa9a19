import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import { mayPrepareMeeting } from '#lib/meetings/policy.ts';
import { touchSitting } from '#lib/meetings/server/sitting/touch.ts';
import { agendaItems } from '#lib/meetings/server/tables.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { LinkForm } from '../../forms/linked.ts';
import { checkLink } from '../../rules/linked.ts';
import { meetingToDecide } from '../commands.ts';
import { checkNoneGoing } from '../going.ts';
import { agendaLinks } from './queries.ts';
import { linkedItems } from './tables.ts';

/**
 * Puts items to one vote with another one of the same agenda, each with its words; those that are linked with it already take
 * the new words. All or none. Refuses what `checkLink` refuses.
 */
export function linkItems(
  house: House,
  actor: Actor,
  meetingId: string,
  { itemId, items }: LinkForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal }) => {
    const loaded = await meetingToDecide(tx, actor, today, meetingId, mayPrepareMeeting);
    if (!loaded.done) return loaded;
    const agenda = await agendaLinks(tx, meetingId);
    const lead = agenda.find(({ id }) => id === itemId);
    if (!lead) return notFound();
    const { associationId } = actor;
    for (const { itemId: otherId, proposal } of items) {
      const other = agenda.find(({ id }) => id === otherId);
      if (!other) return notFound();
      const sound = checkLink(lead, other);
      if (!sound.done) return sound;
      await tx
        .insert(linkedItems)
        .values({ associationId, meetingId, itemId: otherId, leadId: itemId, proposal })
        .onConflictDoUpdate({ target: [linkedItems.associationId, linkedItems.itemId], set: { proposal } });
    }
    await touchSitting(tx, associationId, meetingId);
    journal({
      act: 'agenda-item.linked',
      subject: { kind: 'agenda-item', id: itemId },
      after: { meetingId, items },
    });
    return done();
  });
}

/** Takes an item out of a common vote: it is voted for itself. Refuses while that vote waits for its end. */
export function unlinkItem(
  house: House,
  actor: Actor,
  meetingId: string,
  { itemId }: { readonly itemId: string },
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const loaded = await meetingToDecide(tx, actor, today, meetingId, mayPrepareMeeting);
    if (!loaded.done) return loaded;
    const [item] = await tx
      .select({ id: agendaItems.id })
      .from(agendaItems)
      .where(and(eq(agendaItems.id, itemId), eq(agendaItems.meetingId, meetingId)));
    if (!item) return notFound();
    const free = await checkNoneGoing(tx, itemId, 'détacher ce point');
    if (!free.done) return free;
    const [before] = await tx
      .delete(linkedItems)
      .where(and(eq(linkedItems.itemId, itemId), eq(linkedItems.meetingId, meetingId)))
      .returning();
    if (!before) {
      // Pressed twice, or voted meanwhile.
      nothingToDo();
      return done();
    }
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'agenda-item.unlinked',
      subject: { kind: 'agenda-item', id: itemId },
      before: { meetingId, leadId: before.leadId, proposal: before.proposal },
    });
    return done();
  });
}
