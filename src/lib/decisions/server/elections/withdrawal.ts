import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { touchSitting } from '#lib/meetings/server/sitting/touch.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { CandidateWithdrawalForm } from '../../forms/elections.ts';
import { meetingToDecide } from '../commands.ts';
import { checkScreensOver } from '../going.ts';
import { runningElectionIn } from './load.ts';
import { electionWithdrawals } from './tables.ts';

/** A running election to somebody who decides in its meeting, and whether this candidate has withdrawn. */
async function candidacyIn(
  tx: Tx,
  actor: Actor,
  today: string,
  meetingId: string,
  { electionId, candidateId }: CandidateWithdrawalForm,
) {
  const meeting = await meetingToDecide(tx, actor, today, meetingId);
  if (!meeting.done) return meeting;
  const found = await runningElectionIn(tx, meetingId, electionId);
  if (!found.done) return found;
  if (found.value.row.candidates.every(({ id }) => id !== candidateId)) return notFound();
  const withdrawal = found.value.state.withdrawn.find(({ candidate }) => candidate.id === candidateId);
  return done({ ...found.value, withdrawal });
}

/**
 * Notes that somebody who stands withdraws before the next round: the votes of the rounds before stay. Refuses whoever is not
 * running any more, while a tie waits to be settled, and while the next round is voted on screens. Pressed twice, it is noted
 * once.
 */
export function withdrawCandidate(
  house: House,
  actor: Actor,
  meetingId: string,
  { electionId, candidateId }: CandidateWithdrawalForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const found = await candidacyIn(tx, actor, today, meetingId, { electionId, candidateId });
    if (!found.done) return found;
    const { row, state, rounds, withdrawal } = found.value;
    if (withdrawal) {
      nothingToDo();
      return done();
    }
    const over = await checkScreensOver(tx, row.itemId, 'noter ce désistement', 'candidateId');
    if (!over.done) return over;
    if (state.next.kind === 'tie')
      return refuse('tie-open', 'Départagez d’abord les candidatures à égalité.', { field: 'candidateId' });
    if (state.left.every(({ id }) => id !== candidateId))
      return refuse(
        'not-running',
        'Cette personne n’est plus en lice\u00a0: il n’y a pas de désistement à noter. La page montre maintenant où en est l’élection.',
        { field: 'candidateId' },
      );
    const afterRound = rounds.length;
    await tx.insert(electionWithdrawals).values({
      associationId: actor.associationId,
      electionId,
      candidateId,
      afterRound,
      withdrawnAt: now,
      recordedBy: actor.name,
    });
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'election.candidate-withdrawn',
      subject: { kind: 'election', id: electionId },
      after: { candidateId, afterRound },
    });
    return done();
  });
}

/**
 * Takes back a withdrawal that was noted by mistake: whoever it was runs again. Refuses once the next round is counted or voted
 * on screens, since it took place without them. Pressed twice, it is taken back once.
 */
export function restoreCandidate(
  house: House,
  actor: Actor,
  meetingId: string,
  { electionId, candidateId }: CandidateWithdrawalForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const found = await candidacyIn(tx, actor, today, meetingId, { electionId, candidateId });
    if (!found.done) return found;
    const { row, rounds, withdrawal } = found.value;
    if (!withdrawal) {
      nothingToDo();
      return done();
    }
    const over = await checkScreensOver(tx, row.itemId, 'annuler ce désistement', 'candidateId');
    if (!over.done) return over;
    const { afterRound } = withdrawal;
    if (afterRound < rounds.length)
      return refuse(
        'round-counted-since',
        'Impossible d’annuler ce désistement\u00a0: un tour a été compté depuis, sans cette personne. Effacez d’abord ce tour, s’il a été compté par erreur.',
        { field: 'candidateId' },
      );
    await tx
      .delete(electionWithdrawals)
      .where(
        and(eq(electionWithdrawals.electionId, electionId), eq(electionWithdrawals.candidateId, candidateId)),
      );
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'election.candidate-restored',
      subject: { kind: 'election', id: electionId },
      before: { candidateId, afterRound },
    });
    return done();
  });
}
