import { and, asc, eq } from 'drizzle-orm';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { DrawnLot } from '../../rules/election-words.ts';
import { electionState, type ElectionState, type SettledTie } from '../../rules/elections.ts';
import { elections, electionRounds, electionTies, electionWithdrawals } from './tables.ts';

type ElectionRow = typeof elections.$inferSelect;
type RoundRow = typeof electionRounds.$inferSelect;
type TieRow = typeof electionTies.$inferSelect;
type WithdrawalRow = typeof electionWithdrawals.$inferSelect;

/** An election with all that happened in it, and where it stands. */
export interface LoadedElection {
  readonly row: ElectionRow;
  readonly rounds: readonly RoundRow[];
  readonly ties: readonly TieRow[];
  readonly state: ElectionState;
  readonly lotOf: (tie: SettledTie) => DrawnLot | null;
}

function loaded(
  row: ElectionRow,
  rounds: readonly RoundRow[],
  ties: readonly TieRow[],
  withdrawals: readonly WithdrawalRow[],
): LoadedElection {
  const counts = rounds.map(({ count }) => count);
  return {
    row,
    rounds,
    ties,
    state: electionState(row.rule, row.candidates, counts, ties, withdrawals),
    lotOf: (tie) => {
      const found = ties.find(({ round, order }) => round === tie.round && order.join() === tie.order.join());
      return found?.seed && found.hashes ? { seed: found.seed, hashes: found.hashes } : null;
    },
  };
}

/** The elections of an item, the first opened first: four statements, however many there are. */
export async function electionsOfItem(tx: Tx, meetingId: string, itemId: string): Promise<LoadedElection[]> {
  const of = and(eq(elections.meetingId, meetingId), eq(elections.itemId, itemId));
  const rows = await tx
    .select()
    .from(elections)
    .where(of)
    .orderBy(asc(elections.openedAt), asc(elections.id));
  if (rows.length === 0) return [];
  const rounds = await tx
    .select({ round: electionRounds })
    .from(electionRounds)
    .innerJoin(elections, eq(elections.id, electionRounds.electionId))
    .where(of)
    .orderBy(asc(electionRounds.number));
  const ties = await tx
    .select({ tie: electionTies })
    .from(electionTies)
    .innerJoin(elections, eq(elections.id, electionTies.electionId))
    .where(of)
    .orderBy(asc(electionTies.round), asc(electionTies.position));
  const withdrawals = await tx
    .select({ withdrawal: electionWithdrawals })
    .from(electionWithdrawals)
    .innerJoin(elections, eq(elections.id, electionWithdrawals.electionId))
    .where(of)
    .orderBy(asc(electionWithdrawals.withdrawnAt), asc(electionWithdrawals.candidateId));
  return rows.map((row) =>
    loaded(
      row,
      rounds.flatMap(({ round }) => (round.electionId === row.id ? [round] : [])),
      ties.flatMap(({ tie }) => (tie.electionId === row.id ? [tie] : [])),
      withdrawals.flatMap(({ withdrawal }) => (withdrawal.electionId === row.id ? [withdrawal] : [])),
    ),
  );
}

/** An election of this meeting, for a command that holds the meeting; "not found" for any other. */
export async function electionIn(
  tx: Tx,
  meetingId: string,
  electionId: string,
): Promise<Outcome<LoadedElection>> {
  const [row] = await tx
    .select()
    .from(elections)
    .where(and(eq(elections.id, electionId), eq(elections.meetingId, meetingId)));
  if (!row) return notFound();
  const rounds = await tx
    .select()
    .from(electionRounds)
    .where(eq(electionRounds.electionId, electionId))
    .orderBy(asc(electionRounds.number));
  const ties = await tx
    .select()
    .from(electionTies)
    .where(eq(electionTies.electionId, electionId))
    .orderBy(asc(electionTies.round), asc(electionTies.position));
  const withdrawals = await tx
    .select()
    .from(electionWithdrawals)
    .where(eq(electionWithdrawals.electionId, electionId))
    .orderBy(asc(electionWithdrawals.withdrawnAt), asc(electionWithdrawals.candidateId));
  return done(loaded(row, rounds, ties, withdrawals));
}

/** The same, while it is under way. */
export async function runningElectionIn(
  tx: Tx,
  meetingId: string,
  electionId: string,
): Promise<Outcome<LoadedElection>> {
  const found = await electionIn(tx, meetingId, electionId);
  if (!found.done || found.value.row.running) return found;
  return refuse(
    'election-over',
    found.value.row.cancelledAt === null
      ? 'Cette élection est proclamée\u00a0: rien ne s’y ajoute plus. La page la montre maintenant.'
      : 'Cette élection est annulée. Ouvrez-en une autre.',
    { field: 'electionId' },
  );
}
