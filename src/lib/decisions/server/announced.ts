import { and, eq } from 'drizzle-orm';
import { statutesOf } from '#lib/associations/server/settings.ts';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { DecisionKind } from '#lib/kernel/decision-kinds.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { judgeLateItem } from '#lib/meetings/rules/late-items.ts';
import { agendaItems } from '#lib/meetings/server/tables.ts';
import { isForDecision } from '#lib/meetings/vocabulary.ts';
import type { Tx } from '#lib/platform/database.ts';

/** Refuses a decision of this kind on an item that the notice did not announce, where the rules of the body say no. */
export async function checkAnnounced(
  tx: Tx,
  meeting: { readonly bodyId: string; readonly heldOn: string },
  itemId: string,
  kind: DecisionKind,
): Promise<Outcome<undefined>> {
  const [item] = await tx
    .select({
      subject: agendaItems.subject,
      lateReason: agendaItems.lateReason,
      lateAddition: agendaItems.lateAddition,
    })
    .from(agendaItems)
    .where(eq(agendaItems.id, itemId));
  if (!item || item.lateReason === null) return done();
  const [body] = await tx
    .select({ id: bodies.id, kind: bodies.kind })
    .from(bodies)
    .where(eq(bodies.id, meeting.bodyId));
  const statutes = await statutesOf(tx, body!, meeting.heldOn);
  const verdict = judgeLateItem(
    { ...item, lateReason: item.lateReason, bodyKind: body!.kind, kind },
    statutes['late-items'],
  );
  return verdict.mayBeDecided
    ? done()
    : refuse('late-item', verdict.sentence, { field: 'kind', source: verdict.source });
}

/** Refuses an item that is not of this meeting, one that is not for decision, and one that `checkAnnounced` refuses. */
export async function checkItemToDecide(
  tx: Tx,
  meeting: { readonly id: string; readonly bodyId: string; readonly heldOn: string },
  itemId: string,
  kind: DecisionKind,
): Promise<Outcome<undefined>> {
  const [item] = await tx
    .select({ nature: agendaItems.nature })
    .from(agendaItems)
    .where(and(eq(agendaItems.id, itemId), eq(agendaItems.meetingId, meeting.id)));
  if (!item) return notFound();
  if (!isForDecision(item.nature))
    return refuse(
      'item-not-for-decision',
      'Impossible d’enregistrer une décision sur ce point\u00a0: il n’est pas à décider. Changez d’abord sa nature en «\u00a0décision\u00a0».',
      { field: 'itemId' },
    );
  return checkAnnounced(tx, meeting, itemId, kind);
}
