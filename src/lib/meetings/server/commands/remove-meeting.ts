import type { Actor } from '#lib/kernel/actor.ts';
import { done, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import { meetingToPrepare } from '../load.ts';
import { deleteMeeting, tracesOf } from '../planning/removal.ts';

/**
 * Removes a meeting that was planned by mistake, with its agenda, as if it had never been. Refuses once something was
 * sent or recorded: such a meeting is cancelled instead.
 */
export function removeMeeting(house: House, actor: Actor, meetingId: string): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal }) => {
    const loaded = await meetingToPrepare(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const traces = await tracesOf(tx, [meetingId]);
    const removed = await deleteMeeting(tx, loaded.value, traces.get(meetingId)!);
    if (!removed.done) return removed;
    const { bodyId, kind, heldOn, startsAt, place } = loaded.value;
    journal({
      act: 'meeting.removed',
      subject: { kind: 'meeting', id: meetingId },
      before: { bodyId, kind, heldOn, startsAt, place },
    });
    return done();
  });
}
