import type { Tx } from '#lib/platform/database.ts';
import type { VoteRight } from '../../rules/ballots.ts';
import { stored, type Vote } from './held.ts';
import { voteRights } from './tables.ts';

/** Far below the 65,535 values that a statement takes. */
const MOST_AT_ONCE = 2000;

/** Gives these rights in a vote. */
export async function saveRights(
  tx: Tx,
  { associationId, id: voteId, bodyId }: Pick<Vote, 'associationId' | 'id' | 'bodyId'>,
  rights: readonly VoteRight[],
): Promise<void> {
  const rows = rights.map(({ mandateId, casterMandateId, college }) => ({
    associationId,
    voteId,
    bodyId,
    mandateId,
    casterMandateId,
    college: stored(college),
  }));
  for (let from = 0; from < rows.length; from += MOST_AT_ONCE)
    await tx.insert(voteRights).values(rows.slice(from, from + MOST_AT_ONCE));
}
