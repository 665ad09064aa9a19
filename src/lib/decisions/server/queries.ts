import { asc, eq } from 'drizzle-orm';
import type { Tx } from '#lib/platform/database.ts';
import type { Verdict } from '../rules/verdict.ts';
import type { DecisionKind } from '../vocabulary.ts';
import { decisions } from './tables.ts';

/** A decision as screens and documents show it; its counts by college are in the verdict. */
export interface DecisionView {
  readonly id: string;
  readonly itemId: string;
  /** From 1 among the decisions of its item. */
  readonly position: number;
  readonly kind: DecisionKind;
  readonly proposal: string;
  readonly verdict: Verdict;
  /** ISO instant. */
  readonly recordedAt: string;
  readonly version: number;
}

export const DECISION_COLUMNS = {
  id: decisions.id,
  itemId: decisions.itemId,
  position: decisions.position,
  kind: decisions.kind,
  proposal: decisions.proposal,
  verdict: decisions.verdict,
  recordedAt: decisions.recordedAt,
  version: decisions.version,
};

/** The decisions of a meeting, in the order of their position on each item. The caller may read the meeting. */
export function decisionsOf(tx: Tx, meetingId: string): Promise<DecisionView[]> {
  return tx
    .select(DECISION_COLUMNS)
    .from(decisions)
    .where(eq(decisions.meetingId, meetingId))
    .orderBy(asc(decisions.itemId), asc(decisions.position));
}
