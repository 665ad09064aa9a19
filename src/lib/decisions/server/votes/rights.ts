import type { Tx } from '#lib/platform/database.ts';
import { slices } from '#lib/platform/slices.ts';
import type { VoteRight } from '../../rules/ballots.ts';
import { stored, type Vote } from './held.ts';
import { voteRights } from './tables.ts';

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
  for (const some of slices(rows)) await tx.insert(voteRights).values(some);
}
