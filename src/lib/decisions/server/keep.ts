import { eq, max } from 'drizzle-orm';
import { touchSitting } from '#lib/meetings/server/sitting/touch.ts';
import type { Act } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { VoteSnapshot } from '../rules/snapshot.ts';
import type { Verdict } from '../rules/verdict.ts';
import type { DecisionKind } from '../vocabulary.ts';
import { tellKept } from './followers.ts';
import { allotNumber } from './register/allot.ts';
import { decisions, decisionTallies } from './tables.ts';

/** Replaces the figures of a decision, by college, by those of its verdict. */
export async function saveTallies(
  tx: Tx,
  associationId: string,
  decisionId: string,
  { counts }: Verdict,
): Promise<void> {
  await tx.delete(decisionTallies).where(eq(decisionTallies.decisionId, decisionId));
  // An election has none.
  if (counts.length === 0) return;
  await tx.insert(decisionTallies).values(
    counts.map(({ college, tally }) => ({
      associationId,
      decisionId,
      college: college ?? ('overall' as const),
      ...tally,
    })),
  );
}

export interface MeetingOfDecision {
  readonly id: string;
  readonly bodyId: string;
  readonly heldOn: string;
}

/** A vote that was judged, ready to be kept. */
export interface DecisionToKeep {
  readonly itemId: string;
  readonly kind: DecisionKind;
  readonly proposal: string;
  readonly verdict: Verdict;
  readonly snapshot: VoteSnapshot;
  /** The same for all that one vote decided. */
  readonly linkId?: string;
}

/**
 * Keeps a vote that was judged, with its figures, its snapshot and its number in the register, tells the screens that
 * follow the sitting, writes the journal, and tells the rooms above. The caller holds the meeting locked, and checked all
 * that refuses a vote. Answers its identifier.
 */
export async function keepDecision(
  act: Act,
  associationId: string,
  meeting: MeetingOfDecision,
  decision: DecisionToKeep,
): Promise<string> {
  const { tx, now, journal } = act;
  const { itemId, kind, proposal, verdict, snapshot, linkId = null } = decision;
  const { id: meetingId, bodyId, heldOn } = meeting;
  const [last] = await tx
    .select({ position: max(decisions.position) })
    .from(decisions)
    .where(eq(decisions.itemId, itemId));
  const position = (last?.position ?? 0) + 1;
  const [created] = await tx
    .insert(decisions)
    .values({
      associationId,
      meetingId,
      itemId,
      position,
      kind,
      proposal,
      verdict,
      snapshot,
      linkId,
      recordedAt: now,
    })
    .returning({ id: decisions.id });
  const decisionId = created!.id;
  await saveTallies(tx, associationId, decisionId, verdict);
  await touchSitting(tx, associationId, meetingId);
  const entry = await allotNumber(tx, { associationId, decisionId, bodyId, heldOn, now });
  journal({
    act: 'decision.recorded',
    subject: { kind: 'decision', id: decisionId },
    // Who voted what is kept with the decision, under the rights to read it: the journal says how it was taken.
    after: {
      itemId,
      position,
      ...entry,
      kind,
      proposal,
      verdict,
      method: snapshot.method,
      ...(linkId !== null && { linkId }),
    },
  });
  await tellKept(act, associationId, { decisionId, itemId, verdict });
  return decisionId;
}
