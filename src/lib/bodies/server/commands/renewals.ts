import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { RenewalForm } from '../../forms/renewal.ts';
import { mayManageBodies } from '../../policy.ts';
import { firstPlaces } from '../../rules/draft.ts';
import { holdBody } from '../appoint.ts';
import { holdDraft, rowsOf } from '../drafts.ts';
import { readSubject } from '../renewals.ts';
import { renewalPlaces, renewals } from '../tables.ts';

/**
 * Begins to prepare the renewal of a body on a day, with the places of the eve: who goes on, who could be proposed again,
 * who is missing. One renewal is prepared for a body and a day: asked again, it answers the same. Refuses an unknown
 * body and one where nobody sits and no seat is described.
 */
export function beginRenewal(
  house: House,
  actor: Actor,
  bodyId: string,
  form: RenewalForm,
): Promise<Outcome<{ renewalId: string }>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    // Held: two drafts of one day are begun one after the other, on mandates that stay as they are.
    const body = await holdBody(tx, actor, bodyId, []);
    if (!body) return notFound();
    const { on } = form;
    const [known] = await tx
      .select({ id: renewals.id })
      .from(renewals)
      .where(and(eq(renewals.bodyId, bodyId), eq(renewals.onDay, on)));
    if (known) {
      nothingToDo();
      return done({ renewalId: known.id });
    }
    const { eve, continuing, seats, moment } = await readSubject(tx, bodyId, { on, today });
    if (eve.length === 0 && seats.length === 0)
      return refuse(
        'nothing-to-renew',
        `Personne ne siège dans cette instance la veille du ${dayInWords(on)}, et aucun siège n’y est décrit. Ajoutez d’abord ses mandats.`,
        { field: 'on' },
      );
    const { associationId } = actor;
    const renewalId = randomUUID();
    await tx.insert(renewals).values({ associationId, id: renewalId, bodyId, onDay: on });
    const presidencyPasses = moment.passage !== null;
    const places = firstPlaces({ eve, continuing, seats, open: seats, presidencyPasses });
    await tx.insert(renewalPlaces).values(rowsOf({ associationId, renewalId, bodyId }, places, 0));
    journal({ act: 'renewal.begun', subject: { kind: 'renewal', id: renewalId }, after: { bodyId, on } });
    return done({ renewalId });
  });
}

/** Gives up a draft: it is deleted, and nothing else changes. Refuses an unknown renewal and one that is applied. */
export function abandonRenewal(house: House, actor: Actor, renewalId: string): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal }) => {
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    const renewal = await holdDraft(tx, renewalId);
    if (!renewal.done) return renewal;
    const { bodyId, on } = renewal.value;
    await tx.delete(renewals).where(eq(renewals.id, renewalId));
    journal({
      act: 'renewal.abandoned',
      subject: { kind: 'renewal', id: renewalId },
      before: { bodyId, on },
    });
    return done();
  });
}
