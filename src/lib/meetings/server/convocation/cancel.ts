import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { CancellationForm } from '../../forms/convocation.ts';
import { mayPrepareMeeting } from '../../policy.ts';
import { sittings } from '../sitting/tables.ts';
import { attendances, meetings } from '../tables.ts';
import { noticeContentOf } from './content.ts';
import { everyoneTold } from './send.ts';
import { meetingIsConvoked } from './state.ts';
import { tell } from './tell.ts';

/**
 * Cancels a meeting: it stays, marked, with its reason, and nothing is recorded in it any more. Whoever was told of it is
 * told. Pressed twice, it is cancelled once. Refuses without a reason, and a meeting that was opened or whose attendance is
 * recorded: it took place.
 */
export function cancelMeeting(
  house: House,
  actor: Actor,
  meetingId: string,
  { reason }: CancellationForm,
): Promise<Outcome<{ mails: number; letters: number }>> {
  return command(house, actor, async (act) => {
    const { tx, now, today, journal, nothingToDo } = act;
    if (!isIdentifier(meetingId)) return notFound();
    const [meeting] = await tx.select().from(meetings).where(eq(meetings.id, meetingId)).for('update');
    if (!meeting) return notFound();
    const allowed = mayPrepareMeeting(actor, meeting, today);
    if (!allowed.done) return allowed;
    if (meeting.cancelledAt !== null) {
      nothingToDo();
      return done({ mails: 0, letters: 0 });
    }
    if (reason === '')
      return refuse('no-reason', 'Dites pourquoi la réunion est annulée\u00a0: les membres le liront.', {
        field: 'reason',
      });
    const [opened] = await tx
      .select({ id: sittings.meetingId })
      .from(sittings)
      .where(eq(sittings.meetingId, meetingId));
    const [recorded] = await tx
      .select({ id: attendances.mandateId })
      .from(attendances)
      .where(eq(attendances.meetingId, meetingId))
      .limit(1);
    if (opened || recorded)
      return refuse(
        'meeting-took-place',
        'Impossible d’annuler cette réunion\u00a0: elle est ouverte, ou des présences y sont notées. Effacez d’abord les présences si elle n’a pas eu lieu.',
      );
    const convoked = await meetingIsConvoked(tx, meetingId);
    const cancelled = { ...meeting, cancelledAt: now, cancelReason: reason, version: meeting.version + 1 };
    const { cancelledAt, cancelReason, version } = cancelled;
    await tx.update(meetings).set({ cancelledAt, cancelReason, version }).where(eq(meetings.id, meetingId));
    journal({
      act: 'meeting.cancelled',
      subject: { kind: 'meeting', id: meetingId },
      after: { reason },
    });
    if (!convoked) return done({ mails: 0, letters: 0 });
    const { content } = await noticeContentOf(tx, cancelled);
    const recipients = await everyoneTold(tx, actor.associationId, meeting);
    const sent = await tell(house, actor, act, {
      kind: 'cancellation',
      content,
      recipients,
      message: '',
      lateReason: null,
      remindsOn: null,
    });
    return done({ mails: sent.mails, letters: sent.letters });
  });
}
