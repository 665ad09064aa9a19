import type { Actor } from '#lib/kernel/actor.ts';
import { done, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { ReplyForm } from '../../../forms/participation.ts';
import { checkRemote } from '../../../rules/replies.ts';
import { holdAnswer } from '../answering.ts';
import { attendanceReplies } from '../tables.ts';
import { holderOf, withdraw } from '../withdrawal.ts';

/**
 * Records whether someone comes. The last answer holds: a proxy that they gave before is taken back, its holder told, and
 * its name answered. Said twice, it is recorded once. Refuses someone else's mandate, an answer from afar where there is
 * none, a sitting that is open or over, a meeting that is cancelled.
 */
export function saveReply(
  house: House,
  actor: Actor,
  meetingId: string,
  { mandateId, reply, via }: ReplyForm,
): Promise<Outcome<{ withdrawnFrom: string | null }>> {
  return command(house, actor, async (act) => {
    const { tx, now, today, journal, nothingToDo } = act;
    const loaded = await holdAnswer(tx, actor, today, meetingId, { mandateId, via });
    if (!loaded.done) return loaded;
    const { meeting, facts, given, who } = loaded.value;
    if (reply === 'remote') {
      const remote = checkRemote(facts);
      if (!remote.done) return remote;
    }
    if (who.said?.reply === reply) {
      nothingToDo();
      return done({ withdrawnFrom: null });
    }
    const proxy = given.find(({ principalMandateId }) => principalMandateId === mandateId);
    if (proxy) await withdraw(house, act, loaded.value, proxy);
    const saved = { reply, repliedAt: now, via: via ?? ('member' as const) };
    await tx
      .insert(attendanceReplies)
      .values({ associationId: actor.associationId, meetingId, mandateId, bodyId: meeting.bodyId, ...saved })
      .onConflictDoUpdate({
        target: [attendanceReplies.associationId, attendanceReplies.meetingId, attendanceReplies.mandateId],
        set: saved,
      });
    journal({
      act: 'attendance.replied',
      subject: { kind: 'meeting', id: meetingId },
      before: { mandateId, reply: who.said?.reply ?? null },
      after: { mandateId, reply, via: saved.via },
    });
    return done({ withdrawnFrom: proxy ? holderOf(proxy, loaded.value) : null });
  });
}
