import { eq } from 'drizzle-orm';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { DecisionForm } from '../forms.ts';
import { checkTurn } from '../rules/proposition-checks.ts';
import { proposalOf } from '../rules/propositions.ts';
import type { Verdict } from '../rules/verdict.ts';
import { checkItemToDecide } from './announced.ts';
import { checkNoneGoing, checkNotInAdvance } from './going.ts';
import { chainOfItem } from './propositions/queries.ts';
import { propositions } from './propositions/tables.ts';

interface Put {
  /** The words put to the vote. */
  readonly proposal: string;
  readonly propositionId: string | null;
}

/**
 * What is put to the vote on an item. Refuses an item that is not of this meeting or not for decision, one that came too
 * late to be decided, one on which another vote waits for its end, what members voted on before the sitting (unless this is that vote:
 * `joinsAdvance`), and a text whose turn it is not or whose words changed
 * since they were shown.
 */
export async function putToVote(
  tx: Tx,
  meeting: { readonly id: string; readonly bodyId: string; readonly heldOn: string },
  form: Pick<DecisionForm, 'itemId' | 'kind' | 'proposal' | 'propositionId'>,
  { joinsAdvance = false } = {},
): Promise<Outcome<Put>> {
  const { itemId, kind, proposal, propositionId } = form;
  const item = await checkItemToDecide(tx, meeting, itemId, kind);
  if (!item.done) return item;
  const none = await checkNoneGoing(tx, itemId, 'enregistrer un autre vote', 'method');
  if (!none.done) return none;
  if (!joinsAdvance) {
    const free = await checkNotInAdvance(tx, itemId, propositionId);
    if (!free.done) return free;
  }
  if (propositionId === '') return done({ proposal, propositionId: null });
  const turn = checkTurn(await chainOfItem(tx, meeting.id, itemId), propositionId);
  if (!turn.done) return turn;
  const words = proposalOf(turn.value);
  if (proposal.replaceAll('\r\n', '\n') !== words)
    return refuse(
      'text-changed',
      'Impossible d’enregistrer ce vote\u00a0: le texte a changé depuis que vous l’avez ouvert. La page montre maintenant le nouveau\u00a0; vérifiez que c’est bien lui qui a été mis aux voix.',
      { field: 'proposal' },
    );
  return done({ proposal: words, propositionId });
}

/** Says which vote settled a text; none did where nothing could be decided, and the text stays to be voted. */
export async function settleProposition(
  tx: Tx,
  propositionId: string | null,
  { id, verdict: { outcome } }: { readonly id: string; readonly verdict: Verdict },
): Promise<void> {
  if (propositionId === null) return;
  const decisionId = outcome === 'quorum-missing' || outcome === 'forbidden' ? null : id;
  await tx.update(propositions).set({ decisionId }).where(eq(propositions.id, propositionId));
}
