import { and, eq, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { sittings } from '#lib/meetings/server/sitting/tables.ts';
import { touchSitting } from '#lib/meetings/server/sitting/touch.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { termsOf, type VoteOpeningForm } from '../../forms/votes.ts';
import { checkSameVote, isOnSameText, OTHER_TEXT } from '../../rules/advance.ts';
import { checkOpening, rightsOf, type FrozenFacts } from '../../rules/ballots.ts';
import { freezeRule } from '../../rules/decide.ts';
import { meetingToDecide } from '../commands.ts';
import { advanceVoteOn } from '../going.ts';
import { basisOf } from '../judge.ts';
import { putToVote } from '../put.ts';
import { snapshotOf } from '../snapshot.ts';
import { voicesCast } from './held.ts';
import { joinAdvance } from './join.ts';
import { saveRights } from './rights.ts';
import { votes } from './tables.ts';

/** Another vote of this meeting that waits for its end: null for none, else whether it is this very one, still open. */
async function awaitedVote(tx: Tx, meetingId: string, form: VoteOpeningForm) {
  const [going] = await tx
    .select({
      id: votes.id,
      itemId: votes.itemId,
      propositionId: votes.propositionId,
      proposal: votes.proposal,
      secret: votes.secret,
      state: votes.state,
    })
    .from(votes)
    .where(and(eq(votes.meetingId, meetingId), inArray(votes.state, ['open', 'closed'])));
  if (!going) return null;
  const same =
    going.state === 'open' &&
    going.itemId === form.itemId &&
    (going.propositionId ?? '') === form.propositionId &&
    going.proposal.replaceAll('\r\n', '\n') === form.proposal.replaceAll('\r\n', '\n') &&
    going.secret === (form.secrecy === 'secret');
  return { id: going.id, same };
}

/**
 * Opens a vote on the item before the meeting: its rule, its base, its secrecy, who votes and for whom are frozen now,
 * and each voice present or represented gets one right to cast. Where members voted on it before the sitting, that vote goes
 * on: their voices are cast, and count as present for it. Refuses a sitting that is not going on, an item that was not
 * called, what cannot be decided here (see `putToVote` and `basisOf`), a vote while another one waits for its end, a secret
 * one that somebody could not cast, and another text or other terms than those that were voted on before (see
 * `checkSameVote` and `joinAdvance`). The same vote opened twice is opened once.
 */
export function openVote(
  house: House,
  actor: Actor,
  meetingId: string,
  form: VoteOpeningForm,
): Promise<Outcome<{ voteId: string }>> {
  return command(house, actor, async (act) => {
    const { tx, now, today, journal, nothingToDo } = act;
    const loaded = await meetingToDecide(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const { itemId, kind } = form;
    const { bodyId, presidedByMandateId } = loaded.value;
    const awaited = await awaitedVote(tx, meetingId, form);
    if (awaited?.same) {
      nothingToDo();
      return done({ voteId: awaited.id });
    }
    if (awaited)
      return refuse(
        'vote-going-on',
        'Impossible d’ouvrir ce vote\u00a0: un autre n’est pas terminé. Clôturez-le et publiez son résultat, ou annulez-le.',
      );
    const terms = termsOf(form);
    const waiting = await advanceVoteOn(tx, meetingId, itemId);
    const before = waiting && isOnSameText(waiting, form) ? waiting : null;
    if (before) {
      const same = checkSameVote(before, { ...terms, proposal: form.proposal });
      if (!same.done) return same;
    }
    const put = await putToVote(tx, loaded.value, form, { joinsAdvance: before !== null });
    if (!put.done) return before && put.refusal.code === 'text-changed' ? OTHER_TEXT : put;
    const called = await checkCalled(tx, meetingId, itemId);
    if (!called.done) return called;
    const given = before ? await voicesCast(tx, before.id) : [];
    const basis = await basisOf(tx, loaded.value, itemId, form, {
      advance: new Set(given.map(({ mandateId }) => mandateId)),
    });
    if (!basis.done) return basis;
    const { bodyKind, sitting, secondMeeting, inAdvance } = basis.value;
    const { statutes, presences } = sitting;
    const snapshot = snapshotOf(sitting, { method: 'electronic', ballots: null });
    const rights = rightsOf(snapshot);
    const possible = checkOpening(terms.secret, rights, snapshot.people);
    if (!possible.done) return possible;
    const facts: FrozenFacts = {
      bodyKind,
      statutes,
      presences,
      secondMeeting,
      ...(inAdvance !== undefined && { inAdvance }),
      chairMandateId: presidedByMandateId,
      snapshot,
    };
    const { associationId, name: openedBy } = actor;
    const said = { itemId, ...put.value, ...terms };
    let voteId: string;
    let advance = {};
    if (before) {
      const joined = await joinAdvance(
        act,
        openedBy,
        { ...before, propositionId: put.value.propositionId },
        facts,
        rights,
        given,
      );
      if (!joined.done) return joined;
      voteId = before.id;
      advance = { advance: { given: given.map(({ mandateId }) => mandateId), ...joined.value } };
    } else {
      const [opened] = await tx
        .insert(votes)
        .values({ associationId, meetingId, bodyId, ...said, facts, openedAt: now, openedBy })
        .returning({ id: votes.id });
      voteId = opened!.id;
      await saveRights(tx, { associationId, id: voteId, bodyId }, rights);
    }
    await touchSitting(tx, associationId, meetingId);
    journal({
      act: 'vote.opened',
      subject: { kind: 'vote', id: voteId },
      after: {
        meetingId,
        ...said,
        secondMeeting,
        rule: freezeRule(kind, statutes),
        rights: rights.map(({ mandateId, casterMandateId }) => ({ mandateId, casterMandateId })),
        ...advance,
      },
    });
    return done({ voteId });
  });
}

/** Refuses an item that is not before a sitting that goes on. */
export async function checkCalled(tx: Tx, meetingId: string, itemId: string): Promise<Outcome<undefined>> {
  const [sitting] = await tx
    .select({ state: sittings.state, currentItemId: sittings.currentItemId })
    .from(sittings)
    .where(eq(sittings.meetingId, meetingId));
  if (sitting?.state !== 'open')
    return refuse(
      'sitting-not-open',
      'Impossible d’ouvrir un vote sur écran\u00a0: la séance n’est pas en cours. Ouvrez-la ou reprenez-la d’abord.',
    );
  if (sitting.currentItemId !== itemId)
    return refuse(
      'item-not-called',
      'Impossible d’ouvrir un vote sur ce point\u00a0: un autre est en cours. Appelez d’abord celui-ci.',
    );
  return done();
}
