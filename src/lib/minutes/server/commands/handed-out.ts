import type { Actor } from '#lib/kernel/actor.ts';
import { done, type Outcome } from '#lib/kernel/refusals.ts';
import { meetingView } from '#lib/meetings/server/queries.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import { pendingReviews } from '../../complements.ts';
import { mayConclude } from '../../policy.ts';
import { checkApproval, checkReviewed } from '../../rules/states.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { minutesTo } from '../load.ts';
import { minutesSnapshot } from '../queries.ts';
import { minutes, minutesVersions } from '../tables.ts';
import { approve, decisionCited } from './approval.ts';
import { checkWhole } from './send.ts';

/**
 * Notes the approval of a PV that was not sent beforehand: it was handed out at the meeting that approved it. What it says
 * now is kept as its only version, and says so. Refuses whoever is not coordination, a PV that was sent, one that is not
 * ready to leave, an unknown reference, and a decision that does not approve it (see `checkApproval`).
 */
export function approveHandedOut(
  house: House,
  actor: Actor,
  meetingId: string,
  { reference }: { readonly reference: string },
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const { tx, now, today } = act;
    const held = await minutesTo('approve-handed-out', tx, actor, today, meetingId, mayConclude);
    if (!held.done) return held;
    const whole = await checkWhole(tx, held.value, today, 'approuver');
    if (!whole.done) return whole;
    const decision = await decisionCited(tx, reference);
    if (!decision.done) return decision;
    const sound = checkApproval({ ...held.value.meeting, sentAt: null, decision: decision.value });
    if (!sound.done) return sound;
    const snapshot = await minutesSnapshot(tx, actor, today, meetingId);
    if (!snapshot.done) return snapshot;
    const reviewed = checkReviewed(pendingReviews(snapshot.value), 'approuver');
    if (!reviewed.done) return reviewed;
    const view = await meetingView(tx, actor, today, meetingId);
    if (!view.done) return view;
    const { associationId } = actor;
    const sha256 = fingerprintOf(snapshot.value);
    const version = 1;
    await tx
      .insert(minutes)
      .values({ associationId, meetingId, state: 'sent', version, remarksUntil: decision.value.heldOn });
    await tx.insert(minutesVersions).values({
      associationId,
      meetingId,
      number: version,
      snapshot: snapshot.value,
      itemIds: view.value.agenda.map(({ id }) => id),
      sha256,
      sentAt: now,
      sentBy: actor.name,
      told: 0,
      handedOut: true,
    });
    await approve(act, { meetingId, version }, sha256, decision.value, { handedOut: true });
    return done();
  });
}
