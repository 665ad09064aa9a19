import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import { mayConclude } from '../../policy.ts';
import { checkRectification } from '../../rules/states.ts';
import { minutesTo } from '../load.ts';
import { minutesRectifications } from '../tables.ts';
import { decisionCited } from './approval.ts';

/**
 * Says that a later decision rectifies a PV that is approved: the PV stays as it is, both show it. Refuses whoever is not
 * coordination, an unknown reference, and what `checkRectification` refuses. Said twice, it is said once.
 */
export function rectifyMinutes(
  house: House,
  actor: Actor,
  meetingId: string,
  { reference }: { readonly reference: string },
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const held = await minutesTo('rectify', tx, actor, today, meetingId, mayConclude);
    if (!held.done) return held;
    const decision = await decisionCited(tx, reference);
    if (!decision.done) return decision;
    const sound = checkRectification({ ...held.value.meeting, decision: decision.value });
    if (!sound.done) return sound;
    const { id: decisionId } = decision.value;
    const linked = await tx
      .insert(minutesRectifications)
      .values({ associationId: actor.associationId, meetingId, decisionId, linkedAt: now })
      .onConflictDoNothing()
      .returning({ decisionId: minutesRectifications.decisionId });
    if (linked.length === 0) nothingToDo();
    else
      journal({
        act: 'minutes.rectified',
        subject: { kind: 'minutes', id: meetingId },
        after: { decision: decision.value.reference },
      });
    return done();
  });
}

/** Takes back that a decision rectifies a PV, said by mistake. Taken back twice, it is done once. */
export function withdrawRectification(
  house: House,
  actor: Actor,
  meetingId: string,
  { decisionId }: { readonly decisionId: string },
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const held = await minutesTo('rectify', tx, actor, today, meetingId, mayConclude);
    if (!held.done) return held;
    const removed = await tx
      .delete(minutesRectifications)
      .where(
        and(eq(minutesRectifications.meetingId, meetingId), eq(minutesRectifications.decisionId, decisionId)),
      )
      .returning({ decisionId: minutesRectifications.decisionId });
    if (removed.length === 0) nothingToDo();
    else
      journal({
        act: 'minutes.rectification-withdrawn',
        subject: { kind: 'minutes', id: meetingId },
        before: { decisionId },
      });
    return done();
  });
}
