import type { Actor } from '#lib/kernel/actor.ts';
import { notFound, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { MandateEndForm } from '../../../forms.ts';
import { mayManageBodies } from '../../../policy.ts';
import { holdBody } from '../../appoint.ts';
import { endPlacedMandate } from '../../leave.ts';

/** Ends a mandate on its last day (included), with its reason. Refuses what `endPlacedMandate` refuses. */
export function endMandate(
  house: House,
  actor: Actor,
  bodyId: string,
  form: MandateEndForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    // Before the mandate, as whoever corrects one does.
    if (!(await holdBody(act.tx, actor, bodyId, []))) return notFound();
    const { mandateId, lastDay, reason } = form;
    return endPlacedMandate(act, bodyId, { mandateId, lastDay, reason, note: form.note || null });
  });
}
