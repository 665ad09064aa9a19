import { isDeepStrictEqual } from 'node:util';
import { and, eq, inArray } from 'drizzle-orm';
import { joinList } from '#lib/kernel/french.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { Act } from '#lib/platform/commands.ts';
import { lostVoices } from '../../rules/advance.ts';
import type { FrozenFacts, VoteRight } from '../../rules/ballots.ts';
import { freezeRule } from '../../rules/decide.ts';
import { read, type Right, type Vote } from './held.ts';
import { saveRights } from './rights.ts';
import { shuffle } from './shuffle.ts';
import { namedBallots, voteRights, votes } from './tables.ts';

/**
 * Opens in the sitting the vote in which members voted before it, held alone by the caller: the voices given stay cast, the
 * other rights become those of the sitting. In a named vote, a voice whose mandate has no vote on this item any more is taken
 * out. Refuses where the rule or the colleges changed since, and where such a voice is in a secret box: nobody can find it.
 * `vote.propositionId` is the text that it is on now. Answers the mandates taken out.
 */
export async function joinAdvance(
  { tx, now }: Act,
  openedBy: string,
  vote: Vote,
  facts: FrozenFacts,
  rights: readonly VoteRight[],
  given: readonly Pick<Right, 'mandateId' | 'college'>[],
): Promise<Outcome<{ lost: string[] }>> {
  const colleges = new Map(rights.map(({ mandateId, college }) => [mandateId, college]));
  const moved = given.some(({ mandateId, college }) => {
    const nowIn = colleges.get(mandateId);
    return nowIn !== undefined && nowIn !== read(college);
  });
  if (moved || !isDeepStrictEqual(ruleOf(vote, facts), ruleOf(vote, vote.facts)))
    return refuse(
      'advance-other-rule',
      'Impossible d’ouvrir ce vote\u00a0: la règle qui le décide a changé depuis que les membres votent par avance. Annulez le vote par avance, puis votez en séance.',
    );
  const lost = lostVoices(given, rights);
  if (vote.secret && lost.length > 0) {
    const names = facts.snapshot.people.filter(({ mandateId }) => lost.includes(mandateId));
    return refuse(
      'advance-spoilt',
      `Impossible d’ouvrir ce vote secret\u00a0: ${names.length === 0 ? 'qui a voté par avance' : joinList(names.map(({ name }) => name))} n’a plus de voix sur ce point, et son bulletin ne peut pas être retrouvé dans l’urne. Annulez le vote par avance, puis votez en séance.`,
    );
  }
  if (lost.length > 0) {
    await tx
      .delete(namedBallots)
      .where(and(eq(namedBallots.voteId, vote.id), inArray(namedBallots.mandateId, lost)));
    await tx
      .delete(voteRights)
      .where(and(eq(voteRights.voteId, vote.id), inArray(voteRights.mandateId, lost)));
  }
  await tx.delete(voteRights).where(and(eq(voteRights.voteId, vote.id), eq(voteRights.cast, false)));
  const cast = new Set(given.map(({ mandateId }) => mandateId));
  await saveRights(
    tx,
    vote,
    rights.filter(({ mandateId }) => !cast.has(mandateId)),
  );
  // Days have passed since the first ballot: what was written when is told by nothing from now on.
  if (vote.secret) await shuffle(tx, vote.id);
  await tx
    .update(votes)
    .set({ state: 'open', propositionId: vote.propositionId, facts, openedAt: now, openedBy })
    .where(eq(votes.id, vote.id));
  return done({ lost });
}

const ruleOf = ({ kind }: Vote, { statutes }: FrozenFacts) => freezeRule(kind, statutes);
