import { sql } from 'drizzle-orm';
import type { Tx } from '#lib/platform/database.ts';
import { secretBallots, voteReceipts, voteRights } from './tables.ts';

/**
 * Writes the rights, the ballots and the receipts of a secret vote again, each in a random order of its own, all in this
 * one transaction. While ballots came in, the place of a row and the transaction that wrote it could join a voter to a
 * ballot: from now on they are the same for all, and say nothing.
 */
export async function shuffle(tx: Tx, voteId: string): Promise<void> {
  await tx.execute(sql`
    with gone as (delete from ${voteRights} where ${voteRights.voteId} = ${voteId} returning *)
    insert into ${voteRights} select * from gone order by gen_random_uuid()`);
  await tx.execute(sql`
    with gone as (delete from ${secretBallots} where ${secretBallots.voteId} = ${voteId} returning *)
    insert into ${secretBallots} (association_id, vote_id, id, college, choice, names)
      select association_id, vote_id, gen_random_uuid(), college, choice, names from gone order by gen_random_uuid()`);
  await tx.execute(sql`
    with gone as (delete from ${voteReceipts} where ${voteReceipts.voteId} = ${voteId} returning *)
    insert into ${voteReceipts} select * from gone order by gen_random_uuid()`);
}
