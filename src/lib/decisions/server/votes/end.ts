import { and, asc, eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { touchSitting } from '#lib/meetings/server/sitting/touch.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { VoteCancelForm } from '../../forms/votes.ts';
import { chairVoteOf, countBallots, rightsOf, type BallotChoice } from '../../rules/ballots.ts';
import { checkVoteStep, type VoteStep } from '../../rules/ballot-steps.ts';
import { countNames, type BallotOfNames } from '../../rules/election-ballots.ts';
import { checkRound } from '../../rules/election-checks.ts';
import type { RoundCount } from '../../rules/elections.ts';
import type { Verdict } from '../../rules/verdict.ts';
import { meetingToDecide } from '../commands.ts';
import { runningElectionIn } from '../elections/load.ts';
import { electionRounds } from '../elections/tables.ts';
import { judgeOn } from '../judge.ts';
import { keepTogether } from '../linked/keep.ts';
import { settleProposition } from '../put.ts';
import { heldVote, read, voicesCast, type Vote } from './held.ts';
import { tellGivenUp } from './advance-mails.ts';
import { tellVotedBefore } from './announce.ts';
import { shuffle } from './shuffle.ts';
import { namedBallots, secretBallots, voteReceipts, voteRights, votes } from './tables.ts';

interface Ending {
  readonly vote: Vote;
  readonly meeting: { readonly id: string; readonly bodyId: string; readonly heldOn: string };
  /** Pressed twice: nothing has to change. */
  readonly already: boolean;
}

/** A vote for whoever leads it, held alone: the ballots being cast are waited for, and none comes after. */
async function voteToEnd(
  { tx, today }: Act,
  actor: Actor,
  meetingId: string,
  voteId: string,
  step: VoteStep,
): Promise<Outcome<Ending>> {
  const loaded = await meetingToDecide(tx, actor, today, meetingId);
  if (!loaded.done) return loaded;
  const held = await heldVote(tx, meetingId, voteId, 'update');
  if (!held.done) return held;
  const possible = checkVoteStep(held.value.state, step);
  if (!possible.done) return possible;
  return done({ vote: held.value, meeting: loaded.value, already: possible.value === 'already' });
}

/** What each right of a named vote cast. */
function namedOf(tx: Tx, voteId: string) {
  return tx
    .select({
      mandateId: namedBallots.mandateId,
      choice: namedBallots.choice,
      names: namedBallots.names,
      college: voteRights.college,
    })
    .from(namedBallots)
    .innerJoin(
      voteRights,
      and(eq(voteRights.voteId, namedBallots.voteId), eq(voteRights.mandateId, namedBallots.mandateId)),
    )
    .where(eq(namedBallots.voteId, voteId))
    .orderBy(asc(namedBallots.mandateId));
}

const secretOf = (tx: Tx, voteId: string) =>
  tx
    .select({ choice: secretBallots.choice, names: secretBallots.names, college: secretBallots.college })
    .from(secretBallots)
    .where(eq(secretBallots.voteId, voteId));

async function countVote(tx: Tx, { id, kind, secret, facts }: Vote): Promise<Verdict> {
  const named: { mandateId: string; choice: BallotChoice }[] = [];
  const ballots = [];
  if (secret) ballots.push(...(await secretOf(tx, id)));
  else {
    const rows = await namedOf(tx, id);
    named.push(...rows);
    ballots.push(...rows);
  }
  const counts = countBallots(
    facts.presences,
    ballots.map(({ college, choice }) => ({ college: read(college), choice })),
  );
  const chairVote = chairVoteOf(facts.chairMandateId, named);
  const verdict = judgeOn({ ...facts, kind }, { counts, chairVote }, secret);
  if (!verdict.done) throw new Error(`The ballots of vote ${id} do not add up: ${verdict.refusal.code}.`);
  return verdict.value;
}

/** Counts a round of an election as its papers would be: refuses what `checkRound` refuses, a round without ballot above all. */
async function countRound(
  tx: Tx,
  { id, meetingId, electionId, round, secret, facts }: Vote,
  ballot: BallotOfNames,
): Promise<Outcome<{ roundCount: RoundCount }>> {
  const ballots = secret ? await secretOf(tx, id) : await namedOf(tx, id);
  const roundCount = countNames(ballot, ballots);
  if (roundCount.cast === 0)
    return refuse(
      'nothing-cast',
      'Impossible de clôturer ce tour\u00a0: personne n’a déposé de bulletin. Attendez les voix, ou annulez ce vote.',
    );
  const election = await runningElectionIn(tx, meetingId, electionId!);
  if (!election.done) return election;
  const sound = checkRound(election.value.state, round!, roundCount, rightsOf(facts.snapshot).length);
  return sound.done ? done({ roundCount }) : sound;
}

/** Enters in its election the round that was counted, as papers are. */
async function publishRound({ tx, now, journal }: Act, actor: Actor, vote: Vote): Promise<void> {
  const { id, associationId, meetingId, electionId, round, roundCount, facts } = vote;
  const voters = rightsOf(facts.snapshot).length;
  await tx.insert(electionRounds).values({
    associationId,
    electionId: electionId!,
    number: round!,
    count: roundCount!,
    voters,
    onScreens: true,
    enteredAt: now,
    enteredBy: actor.name,
  });
  await tx.update(votes).set({ state: 'published' }).where(eq(votes.id, id));
  await touchSitting(tx, associationId, meetingId);
  journal({
    act: 'election.counted',
    subject: { kind: 'election', id: electionId! },
    after: { round, ...roundCount!, voters, voteId: id },
  });
  journal({ act: 'vote.published', subject: { kind: 'vote', id }, after: { electionId, round } });
}

/**
 * Closes a vote and counts it on what was frozen when it opened. The room learns that it is closed; the result is for the
 * coordination alone until it is published. From then on a secret ballot cannot be joined to a voter. Refuses a cancelled
 * vote, and a round of an election without ballot. Pressed twice, it is closed once.
 */
export function closeVote(
  house: House,
  actor: Actor,
  meetingId: string,
  { voteId }: { readonly voteId: string },
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const { tx, now, journal, nothingToDo } = act;
    const loaded = await voteToEnd(act, actor, meetingId, voteId, 'close');
    if (!loaded.done) return loaded;
    const { vote, already } = loaded.value;
    if (already) {
      nothingToDo();
      return done();
    }
    const result = vote.names
      ? await countRound(tx, vote, vote.names)
      : done({ verdict: await countVote(tx, vote) });
    if (!result.done) return result;
    const counted = result.value;
    const tookPart = (await voicesCast(tx, voteId)).map(({ mandateId }) => mandateId);
    if (vote.secret) await shuffle(tx, voteId);
    await tx
      .update(votes)
      .set({ state: 'closed', closedAt: now, ...counted })
      .where(eq(votes.id, voteId));
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'vote.closed',
      subject: { kind: 'vote', id: voteId },
      after: {
        tookPart,
        ...('verdict' in counted
          ? { counts: counted.verdict.counts, outcome: counted.verdict.outcome }
          : counted),
      },
    });
    return done();
  });
}

/**
 * Publishes the result of a closed vote: it becomes a decision with its number in the register, which settles the text that
 * was voted, and the room and the members see it. A round of an election is entered in it as papers are. Refuses a vote that is still open or cancelled. Pressed twice, it is
 * published once.
 */
export function publishVote(
  house: House,
  actor: Actor,
  meetingId: string,
  { voteId }: { readonly voteId: string },
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const { tx, journal, nothingToDo } = act;
    const loaded = await voteToEnd(act, actor, meetingId, voteId, 'publish');
    if (!loaded.done) return loaded;
    const { vote, meeting, already } = loaded.value;
    if (already) {
      nothingToDo();
      return done();
    }
    if (vote.electionId !== null) {
      await publishRound(act, actor, vote);
      return done();
    }
    const { itemId, propositionId, kind, proposal, facts, linked } = vote;
    const ballots = vote.secret
      ? null
      : (await namedOf(tx, voteId)).flatMap(({ mandateId, choice }) =>
          choice === 'names' ? [] : [{ mandateId, value: choice }],
        );
    const decisionId = await keepTogether(act, actor.associationId, meeting, linked, {
      itemId,
      kind,
      proposal,
      verdict: vote.verdict!,
      snapshot: { ...facts.snapshot, ballots },
    });
    await settleProposition(tx, propositionId, { id: decisionId, verdict: vote.verdict! });
    await tx.update(votes).set({ state: 'published', decisionId }).where(eq(votes.id, voteId));
    journal({ act: 'vote.published', subject: { kind: 'vote', id: voteId }, after: { decisionId } });
    return done();
  });
}

/**
 * Cancels an open vote, with a reason that everyone reads: its ballots are taken out, and another one can be opened with
 * other voters or another rule. Of a vote before the sitting, whoever voted is written to. Refuses a vote that was counted. Pressed twice, it is cancelled once.
 */
export function cancelVote(
  house: House,
  actor: Actor,
  meetingId: string,
  { voteId, reason }: VoteCancelForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const { tx, journal, nothingToDo } = act;
    const loaded = await voteToEnd(act, actor, meetingId, voteId, 'cancel');
    if (!loaded.done) return loaded;
    const { vote, already } = loaded.value;
    if (already) {
      nothingToDo();
      return done();
    }
    const tookPart = (await voicesCast(tx, voteId)).map(({ mandateId }) => mandateId);
    await tx.delete(namedBallots).where(eq(namedBallots.voteId, voteId));
    await tx.delete(secretBallots).where(eq(secretBallots.voteId, voteId));
    await tx.delete(voteReceipts).where(eq(voteReceipts.voteId, voteId));
    await tx.update(votes).set({ state: 'cancelled', cancelReason: reason }).where(eq(votes.id, voteId));
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'vote.cancelled',
      subject: { kind: 'vote', id: voteId },
      after: { reason, tookPart },
    });
    if (vote.state === 'advance') {
      await tellVotedBefore(tx, vote.itemId, null);
      await tellGivenUp(act, house, vote, reason, tookPart);
    }
    return done();
  });
}
