import { statutesOf } from '#lib/associations/server/settings.ts';
import { replaceableMandates, seatChoices, type MandateView } from '#lib/bodies/server/mandate-view.ts';
import { decisionsToCite, type CitedDecision } from '#lib/decisions/server/queries.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { dayInFigures } from '#lib/kernel/days.ts';
import type { Tx } from '#lib/platform/database.ts';

/** A proposal in a list: enough of it to be known. */
const SHOWN = 90;

function labelled({ id, body, heldOn, proposal }: CitedDecision) {
  const cut = proposal.length > SHOWN ? `${proposal.slice(0, SHOWN).trimEnd()}…` : proposal;
  return { id, label: `${body.code}, ${dayInFigures(heldOn)}\u00a0: ${cut}` };
}

/**
 * What the form of a mandate offers: the seats and the length of mandates as they are on an ISO day, what was adopted, and
 * whom it can replace. `mandate`: itself, where it stands already.
 */
export async function mandateChoices(
  tx: Tx,
  body: { readonly id: string; readonly kind: BodyKind },
  day: string,
  mandate: Pick<MandateView, 'id' | 'decisionId' | 'replacesId'> | null = null,
) {
  const decisions = await decisionsToCite(tx, body.id, mandate?.decisionId ?? null);
  return {
    seats: await seatChoices(tx, body.id, day),
    length: (await statutesOf(tx, body, day))['mandate-years'],
    decisions: decisions
      .filter(({ id, outcome }) => outcome === 'adopted' || id === mandate?.decisionId)
      .map(labelled),
    replaceable: await replaceableMandates(tx, body.id, mandate),
  };
}

/** What the assembly can have said of a co-optation. */
export async function assemblyDecisions(tx: Tx, bodyId: string) {
  const decisions = await decisionsToCite(tx, bodyId, null);
  return decisions.filter(({ body }) => body.kind === 'general-assembly').map(labelled);
}
