import { eq } from 'drizzle-orm';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { agendaItems } from '#lib/meetings/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { DecisionForm } from '../forms.ts';
import { checkTurn } from '../rules/proposition-checks.ts';
import type { LinkedItem } from '../rules/linked.ts';
import { proposalOf } from '../rules/propositions.ts';
import type { Verdict } from '../rules/verdict.ts';
import { checkItemToDecide } from './announced.ts';
import { checkNoneGoing, checkNotInAdvance } from './going.ts';
import { linkedWith } from './linked/queries.ts';
import { linkedItems } from './linked/tables.ts';
import { chainOfItem } from './propositions/queries.ts';
import { propositions } from './propositions/tables.ts';

interface Put {
  /** The words put to the vote. */
  readonly proposal: string;
  readonly propositionId: string | null;
  /** All the items that the vote decides; empty: this one alone. */
  readonly linked: readonly LinkedItem[];
}

/**
 * What is put to the vote on an item. Refuses an item that is not of this meeting or not for decision, one that came too
 * late to be decided, one on which another vote waits for its end, what members voted on before the sitting (unless this is that vote:
 * `joinsAdvance`), one that is voted with another one, those that cannot be voted with it any more, and a text whose turn it is not or whose words changed
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
  const alone = await checkVotedAlone(tx, itemId);
  if (!alone.done) return alone;
  const together = await linkedWith(tx, meeting.id, itemId, proposal);
  if (!together.done) return together;
  const linked = together.value;
  for (const other of linked) {
    const sound = other.itemId === itemId ? done() : await checkItemToDecide(tx, meeting, other.itemId, kind);
    if (!sound.done) return sound;
  }
  if (propositionId === '') return done({ proposal, propositionId: null, linked });
  const turn = checkTurn(await chainOfItem(tx, meeting.id, itemId), propositionId);
  if (!turn.done) return turn;
  const words = proposalOf(turn.value);
  if (proposal.replaceAll('\r\n', '\n') !== words)
    return refuse(
      'text-changed',
      'Impossible d’enregistrer ce vote\u00a0: le texte a changé depuis que vous l’avez ouvert. La page montre maintenant le nouveau\u00a0; vérifiez que c’est bien lui qui a été mis aux voix.',
      { field: 'proposal' },
    );
  return done({ proposal: words, propositionId, linked });
}

/** Refuses to vote on an item that is to be voted with another one. */
async function checkVotedAlone(tx: Tx, itemId: string): Promise<Outcome<undefined>> {
  const [link] = await tx
    .select({ title: agendaItems.title })
    .from(linkedItems)
    .innerJoin(agendaItems, eq(agendaItems.id, linkedItems.leadId))
    .where(eq(linkedItems.itemId, itemId));
  return link
    ? refuse(
        'item-linked',
        `Impossible de voter sur ce point seul\u00a0: il se vote avec «\u00a0${link.title}\u00a0». Votez sur celui-là, ou détachez d’abord ce point.`,
        { field: 'method' },
      )
    : done();
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
