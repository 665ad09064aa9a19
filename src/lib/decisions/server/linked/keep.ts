import { eq } from 'drizzle-orm';
import type { Act } from '#lib/platform/commands.ts';
import type { LinkedItem } from '../../rules/linked.ts';
import { keepDecision, type DecisionToKeep, type MeetingOfDecision } from '../keep.ts';
import { linkedItems } from './tables.ts';

/**
 * Keeps what one vote decided: of each item that was put to it, in the order of the agenda, a decision with its own number
 * and words, and the same count. `linked` is empty where the vote was about one item. See `keepDecision`. Answers the
 * decision of the item on which it was voted.
 */
export async function keepTogether(
  act: Act,
  associationId: string,
  meeting: MeetingOfDecision,
  linked: readonly LinkedItem[],
  decision: DecisionToKeep,
): Promise<string> {
  if (linked.length === 0) return keepDecision(act, associationId, meeting, decision);
  const linkId = crypto.randomUUID();
  const together = linked.map(({ itemId, number, title }) => ({ itemId, number, title }));
  const snapshot = { ...decision.snapshot, together };
  const kept = new Map<string, string>();
  for (const { itemId, proposal } of linked)
    kept.set(
      itemId,
      await keepDecision(act, associationId, meeting, { ...decision, itemId, proposal, snapshot, linkId }),
    );
  await act.tx.delete(linkedItems).where(eq(linkedItems.leadId, decision.itemId));
  return kept.get(decision.itemId)!;
}
