import { and, eq, sql } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { SettlementForm } from '../../../forms/mandates.ts';
import { mayManageBodies } from '../../../policy.ts';
import { checkSettlement } from '../../../rules/co-optation.ts';
import { holdBody } from '../../appoint.ts';
import { writeUnlessForbidden } from '../../conflicts.ts';
import { endPlacedMandate } from '../../leave.ts';
import { mandates } from '../../tables.ts';

/**
 * Records what the assembly said of a co-optation (CSA 9:6, R-OA-04): confirmed, the mandate goes on, appointed by that
 * decision; refused, it ends that day, and what was done until then stands. Refuses what `checkSettlement` and
 * `endPlacedMandate` refuse and, as what confirms, a decision that is unknown or not adopted. The same answer given twice
 * is recorded once.
 */
export function settleCoOptation(
  house: House,
  actor: Actor,
  bodyId: string,
  mandateId: string,
  form: SettlementForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const { tx, today, journal, nothingToDo } = act;
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    if (!isIdentifier(mandateId)) return notFound();
    // Before the mandate, as whoever corrects one does.
    if (!(await holdBody(tx, actor, bodyId, []))) return notFound();
    const own = and(eq(mandates.id, mandateId), eq(mandates.bodyId, bodyId));
    const [mandate] = await tx.select().from(mandates).where(own).for('update');
    if (!mandate) return notFound();
    const { outcome, on } = form;
    const decision = { appointingDecisionId: form.decision || null, appointment: form.appointment || null };
    const { appointingDecisionId, appointment, coOptation } = mandate;
    const confirmed =
      appointingDecisionId === decision.appointingDecisionId && appointment === decision.appointment;
    const refused = mandate.endReason === 'not-confirmed' && mandate.toDay === on;
    if (coOptation === outcome && (outcome === 'confirmed' ? confirmed : refused)) {
      nothingToDo();
      return done();
    }
    const settled = checkSettlement({ from: mandate.fromDay, to: mandate.toDay, coOptation }, on, today);
    if (!settled.done) return settled;
    if (outcome === 'refused') {
      const end = { mandateId, lastDay: on, reason: 'not-confirmed' as const, note: decision.appointment };
      const ended = await endPlacedMandate(act, bodyId, end);
      if (!ended.done) return { done: false, refusal: { ...ended.refusal, field: 'on' } };
    }
    const set = outcome === 'confirmed' ? { coOptation: outcome, ...decision } : { coOptation: outcome };
    const written = await writeUnlessForbidden(tx, mandate, (savepoint) =>
      savepoint
        .update(mandates)
        .set({ ...set, version: sql`${mandates.version} + 1` })
        .where(own),
    );
    if (!written.done) return written;
    journal({
      act: 'co-optation.settled',
      subject: { kind: 'mandate', id: mandateId },
      before: { coOptation, appointingDecisionId, appointment },
      after: { coOptation: outcome, on, ...decision },
    });
    return done();
  });
}
