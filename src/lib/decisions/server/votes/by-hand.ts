import { asc, eq, type SQL } from 'drizzle-orm';
import { momentInWords } from '#lib/kernel/days.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { sittingStateOf } from '#lib/meetings/server/sitting/now.ts';
import type { Act } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { DecisionForm } from '../../forms.ts';
import { checkSameVote, isOnSameText } from '../../rules/advance.ts';
import { rightsOf, type FrozenFacts } from '../../rules/ballots.ts';
import type { NamedBallot } from '../../rules/snapshot.ts';
import type { Verdict } from '../../rules/verdict.ts';
import { advanceVoteOn } from '../going.ts';
import { voicesCast, type Right, type Vote } from './held.ts';
import { joinAdvance } from './join.ts';
import { namedBallots, votes } from './tables.ts';

/** A named vote before the sitting whose voices are counted with hands, and what each said. The vote is held. */
export interface TakenOver {
  readonly vote: Vote;
  readonly given: readonly Pick<Right, 'mandateId' | 'college'>[];
  readonly ballots: readonly NamedBallot[];
}

/** What was given before the sitting, in the named vote of which this is true. */
async function ballotsWhere(tx: Tx, which: SQL): Promise<NamedBallot[]> {
  const given = await tx
    .select({ mandateId: namedBallots.mandateId, value: namedBallots.choice })
    .from(namedBallots)
    .innerJoin(votes, eq(votes.id, namedBallots.voteId))
    .where(which)
    .orderBy(asc(namedBallots.mandateId));
  // Names are given in a round of an election, which hands do not take over.
  return given.flatMap(({ mandateId, value }) => (value === 'names' ? [] : [{ mandateId, value }]));
}

/** The voices from before the sitting that a decision taken by hand counted. */
export const ballotsBefore = (tx: Tx, decisionId: string) =>
  ballotsWhere(tx, eq(votes.decisionId, decisionId));

/**
 * The vote before the sitting on what is now voted by hand; null: there is none. Refuses a secret one, which hands would not
 * keep, other words or terms than those that members read, and one in which they may still vote.
 */
export async function advanceToTakeOver(
  { tx, now }: Act,
  meetingId: string,
  { itemId, propositionId, proposal, kind, secret }: DecisionForm,
): Promise<Outcome<TakenOver | null>> {
  const waiting = await advanceVoteOn(tx, meetingId, itemId);
  if (!waiting || !isOnSameText(waiting, { propositionId, proposal })) return done(null);
  if (waiting.secret)
    return refuse(
      'advance-secret',
      'Impossible de compter ce vote à la main\u00a0: les membres votent par avance au scrutin secret. Ouvrez ce vote sur écran pendant la séance, ou annulez-le.',
      { field: 'method' },
    );
  const same = checkSameVote(waiting, { ...waiting, proposal, kind, secret: secret === 'yes' });
  if (!same.done) return same;
  const until = waiting.advanceUntil!;
  if ((await sittingStateOf(tx, meetingId)) === null && Date.parse(now) <= Date.parse(until))
    return refuse(
      'advance-still-open',
      `Impossible d’enregistrer ce vote\u00a0: les membres votent par avance jusqu’au ${momentInWords(until)}. Ouvrez d’abord la séance.`,
      { field: 'method' },
    );
  return done({
    vote: waiting,
    given: await voicesCast(tx, waiting.id),
    ballots: await ballotsWhere(tx, eq(votes.id, waiting.id)),
  });
}

/**
 * Ends a vote before the sitting that was counted with hands: its voices are in the decision. Refuses what `joinAdvance`
 * refuses. `keep` keeps the decision and answers its identifier.
 */
export async function endByHand(
  act: Act,
  by: string,
  { vote, given }: TakenOver,
  facts: FrozenFacts,
  verdict: Verdict,
  keep: () => Promise<string>,
): Promise<Outcome<string>> {
  const { tx, now, journal } = act;
  const joined = await joinAdvance(act, by, vote, facts, rightsOf(facts.snapshot), given);
  if (!joined.done) return joined;
  const decisionId = await keep();
  await tx.update(votes).set({ state: 'closed', closedAt: now, verdict }).where(eq(votes.id, vote.id));
  await tx.update(votes).set({ state: 'published', decisionId }).where(eq(votes.id, vote.id));
  journal({
    act: 'vote.published',
    subject: { kind: 'vote', id: vote.id },
    after: {
      decisionId,
      method: facts.snapshot.method,
      given: given.map(({ mandateId }) => mandateId),
      ...joined.value,
    },
  });
  return done(decisionId);
}
