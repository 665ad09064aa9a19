import { and, eq, gt, isNull, notExists } from 'drizzle-orm';
import { statutesOf } from '#lib/associations/server/settings.ts';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { localInstant } from '#lib/kernel/calendar.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { meetingIsConvoked } from '#lib/meetings/server/convocation/state.ts';
import { sittings } from '#lib/meetings/server/sitting/tables.ts';
import { agendaItems } from '#lib/meetings/server/tables.ts';
import { isForDecision } from '#lib/meetings/vocabulary.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { AnnouncementForm } from '../../forms/votes.ts';
import { checkAdvanceAllowed, checkDeadline } from '../../rules/advance.ts';
import { meetingToDecide } from '../commands.ts';
import { votes } from './tables.ts';

/** Says on an item until when members vote on it before the sitting (an ISO instant); null: they do not. */
export async function tellVotedBefore(tx: Tx, itemId: string, until: string | null): Promise<void> {
  await tx.update(agendaItems).set({ voteBeforeUntil: until }).where(eq(agendaItems.id, itemId));
}

/**
 * Says on the agenda, before the notice leaves, that members will vote on an item before the sitting, and until when: the
 * notice then tells it, with how (CSA 9:16/1 §2). Without a day, it is said no more. Refuses whoever does not decide there,
 * statutes that do not allow it, an item that is not for decision, a deadline that cannot be, and a notice that has left:
 * the vote is then opened, and each is written to. The same said twice is said once.
 */
export function announceAdvanceVote(
  house: House,
  actor: Actor,
  meetingId: string,
  form: AnnouncementForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await meetingToDecide(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const { bodyId, heldOn, startsAt } = loaded.value;
    const [item] = await tx
      .select({ nature: agendaItems.nature, before: agendaItems.voteBeforeUntil })
      .from(agendaItems)
      .where(and(eq(agendaItems.id, form.itemId), eq(agendaItems.meetingId, meetingId)));
    if (!item) return refuse('not-found', 'Ce point n’est plus à l’ordre du jour.', { field: 'itemId' });
    if (await meetingIsConvoked(tx, meetingId))
      return refuse(
        'convoked',
        'La convocation est partie\u00a0: elle ne se change plus. Ouvrez le vote par avance, chacun reçoit un e-mail qui le dit.',
      );
    const until = form.untilDay === '' ? null : localInstant(form.untilDay, form.untilTime);
    if (until !== null) {
      if (!isForDecision(item.nature))
        return refuse(
          'item-not-for-decision',
          'Impossible de voter par avance sur ce point\u00a0: il n’est pas à décider. Changez d’abord sa nature.',
        );
      const [body] = await tx
        .select({ id: bodies.id, kind: bodies.kind })
        .from(bodies)
        .where(eq(bodies.id, bodyId));
      const allowed = checkAdvanceAllowed(await statutesOf(tx, body!, heldOn));
      if (!allowed.done) return allowed;
      const inTime = checkDeadline(until, { now, heldOn, startsAt });
      if (!inTime.done) return inTime;
    }
    if (until === item.before) {
      nothingToDo();
      return done();
    }
    await tellVotedBefore(tx, form.itemId, until);
    journal({
      act: 'vote.advance-announced',
      subject: { kind: 'agenda-item', id: form.itemId },
      before: { until: item.before },
      after: { meetingId, until },
    });
    return done();
  });
}

/**
 * The items of a meeting that its notice told to be voted on before the sitting, and whose vote is not open at this ISO
 * instant: members wait for it. The caller may read the meeting.
 */
export function announcedNotOpen(tx: Tx, meetingId: string, now: string): Promise<{ readonly id: string }[]> {
  return tx
    .select({ id: agendaItems.id })
    .from(agendaItems)
    .leftJoin(sittings, eq(sittings.meetingId, agendaItems.meetingId))
    .where(
      and(
        eq(agendaItems.meetingId, meetingId),
        gt(agendaItems.voteBeforeUntil, now),
        isNull(sittings.meetingId),
        notExists(tx.select({ id: votes.id }).from(votes).where(eq(votes.itemId, agendaItems.id))),
      ),
    );
}
