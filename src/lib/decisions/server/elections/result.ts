import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { Sitting } from '#lib/meetings/server/sitting.ts';
import { touchSitting } from '#lib/meetings/server/sitting/touch.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import type { ElectionCancelForm } from '../../forms/elections.ts';
import { freezeRule } from '../../rules/decide.ts';
import { resultWords } from '../../rules/election-words.ts';
import type { Verdict } from '../../rules/verdict.ts';
import { meetingToDecide, unlessRestedUpon } from '../commands.ts';
import { checkScreensOver } from '../going.ts';
import { basisOf } from '../judge.ts';
import { keepDecision } from '../keep.ts';
import { snapshotOf } from '../snapshot.ts';
import { decisions } from '../tables.ts';
import { electionIn, runningElectionIn, type LoadedElection } from './load.ts';
import { elections } from './tables.ts';

const NOTHING = { for: 0, against: 0, abstention: 0, blank: 0, invalid: 0 };

/** The result of an election as the decision that the register keeps: adopted when somebody is elected. */
function verdictOf(
  { row, state, lotOf }: LoadedElection,
  { presences, statutes, quorum, voters }: Sitting,
  bodyKind: BodyKind,
): Verdict {
  const { sentence, plain, explanation } = resultWords(state, row.candidates, row.rule.places, lotOf);
  return {
    outcome: state.elected.length > 0 ? 'adopted' : 'rejected',
    bodyKind,
    kind: 'ordinary',
    secret: row.secret,
    secondMeeting: false,
    counts: [],
    total: NOTHING,
    voters: voters.size,
    members: presences.reduce((sum, { members }) => sum + members, 0),
    conditions: [],
    rule: freezeRule('ordinary', statutes),
    tie: false,
    castingVote: null,
    unanimity: 'none',
    explanation: [...quorum.sentences, ...explanation],
    election: { sentence, plain },
  };
}

/**
 * Proclaims the result, which becomes a decision with its number, also before every seat is filled. Refuses an election of
 * which no round was counted, and one that waits for a tie to be settled.
 */
export function proclaimElection(
  house: House,
  actor: Actor,
  meetingId: string,
  { electionId }: { readonly electionId: string },
): Promise<Outcome<{ decisionId: string }>> {
  return command(house, actor, async (act) => {
    const { tx, today, journal } = act;
    const meeting = await meetingToDecide(tx, actor, today, meetingId);
    if (!meeting.done) return meeting;
    const found = await runningElectionIn(tx, meetingId, electionId);
    if (!found.done) return found;
    const { row, rounds, state } = found.value;
    const over = await checkScreensOver(tx, row.itemId, 'proclamer ce résultat', 'electionId');
    if (!over.done) return over;
    if (rounds.length === 0)
      return refuse('nothing-to-proclaim', 'Comptez d’abord un tour\u00a0: rien n’est encore voté.', {
        field: 'electionId',
      });
    if (state.next.kind === 'tie')
      return refuse('tie-open', 'Départagez d’abord les candidatures à égalité.', { field: 'electionId' });
    const basis = await basisOf(tx, meeting.value, row.itemId, { kind: 'ordinary', secondMeeting: '' });
    if (!basis.done) return basis;
    const { sitting, bodyKind } = basis.value;
    const elected = state.elected.map(({ candidate }) => candidate.id);
    const decisionId = await keepDecision(act, actor.associationId, meeting.value, {
      itemId: row.itemId,
      kind: 'ordinary',
      proposal: row.title,
      verdict: verdictOf(found.value, sitting, bodyKind),
      snapshot: snapshotOf(sitting, {
        method: rounds.every(({ onScreens }) => onScreens) ? 'electronic' : 'paper',
        ballots: null,
      }),
    });
    await tx
      .update(elections)
      .set({ running: null, decisionId, elected })
      .where(eq(elections.id, electionId));
    journal({
      act: 'election.proclaimed',
      subject: { kind: 'election', id: electionId },
      after: { decisionId, elected },
    });
    return done({ decisionId });
  });
}

/**
 * Cancels an election, under way or proclaimed, with its reason: it stays as it was, and the decision that it gave is
 * withdrawn. Refuses once its mandates are given, and one that is cancelled already.
 */
export function cancelElection(
  house: House,
  actor: Actor,
  meetingId: string,
  { electionId, reason }: ElectionCancelForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal }) => {
    const meeting = await meetingToDecide(tx, actor, today, meetingId);
    if (!meeting.done) return meeting;
    const found = await electionIn(tx, meetingId, electionId);
    if (!found.done) return found;
    const { itemId, title, decisionId, elected, appliedAt, cancelledAt } = found.value.row;
    const over = await checkScreensOver(tx, itemId, 'annuler cette élection', 'electionId');
    if (!over.done) return over;
    if (cancelledAt !== null)
      return refuse('election-over', 'Cette élection est déjà annulée.', { field: 'electionId' });
    if (appliedAt !== null)
      return refuse(
        'mandates-given',
        'Impossible d’annuler cette élection\u00a0: ses mandats sont donnés. Corrigez plutôt ces mandats, dans la composition de l’instance.',
        { field: 'electionId' },
      );
    const cancelled = await unlessRestedUpon(tx, 'retirer', async (savepoint) => {
      await savepoint
        .update(elections)
        .set({ running: null, decisionId: null, elected: null, cancelledAt: now, cancelReason: reason })
        .where(eq(elections.id, electionId));
      if (decisionId !== null) await savepoint.delete(decisions).where(eq(decisions.id, decisionId));
    });
    if (!cancelled.done) return cancelled;
    await touchSitting(tx, actor.associationId, meetingId);
    if (decisionId !== null)
      journal({
        act: 'decision.withdrawn',
        subject: { kind: 'decision', id: decisionId },
        before: { itemId, proposal: title },
      });
    journal({
      act: 'election.cancelled',
      subject: { kind: 'election', id: electionId },
      before: { title, elected },
      after: { reason },
    });
    return done();
  });
}
