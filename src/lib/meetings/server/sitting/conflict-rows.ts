import { asc, eq } from 'drizzle-orm';
import type { Tx } from '#lib/platform/database.ts';
import { conflictsOfInterest } from './tables.ts';

export interface ConflictRow {
  readonly itemId: string;
  readonly mandateId: string;
  /** The nature of the interest, in one line. */
  readonly nature: string;
  /** ISO instant. */
  readonly declaredAt: string;
  readonly declaredBy: string;
}

/** The conflicts of interest declared on the items of a meeting, in the order in which they were. */
export function conflictsOf(tx: Tx, meetingId: string): Promise<ConflictRow[]> {
  return tx
    .select({
      itemId: conflictsOfInterest.itemId,
      mandateId: conflictsOfInterest.mandateId,
      nature: conflictsOfInterest.nature,
      declaredAt: conflictsOfInterest.declaredAt,
      declaredBy: conflictsOfInterest.declaredBy,
    })
    .from(conflictsOfInterest)
    .where(eq(conflictsOfInterest.meetingId, meetingId))
    .orderBy(asc(conflictsOfInterest.declaredAt), asc(conflictsOfInterest.mandateId));
}
