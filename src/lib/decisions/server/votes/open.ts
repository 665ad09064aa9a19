import { and, eq, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { sittings } from '#lib/meetings/server/sitting/tables.ts';
import { touchSitting } from '#lib/meetings/server/sitting/touch.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { VoteOpeningForm } from '../../forms/votes.ts';
import { checkOpening, rightsOf, type FrozenFacts } from '../../rules/ballots.ts';
import { freezeRule } from '../../rules/decide.ts';
import { meetingToDecide } from '../commands.ts';
import { basisOf } from '../judge.ts';
import { putToVote } from '../put.ts';
import { snapshotOf } from '../snapshot.ts';
import { stored } from './held.ts';
import { voteRights, votes } from './tables.ts';

/**
 * Opens a vote on the item before the meeting: its rule, its base, its secrecy, who votes and for whom are frozen now,
 * and each voice present or represented gets one right to cast. Refuses a sitting that is not going on, an item that was
 * not called, what cannot be decided here (see `putToVote` and `basisOf`), a vote while another one waits for its end,
 * and a secret one that somebody could not cast. The same vote opened twice is opened once.
 */
export function openVote(
  house: House,
  actor: Actor,
  meetingId: string,
  form: VoteOpeningForm,
): Promise<Outcome<{ voteId: string }>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await meetingToDecide(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const { itemId, kind, proposal } = form;
    const { bodyId } = loaded.value;
    const put = await putToVote(tx, loaded.value, { itemId, kind, proposal, propositionId: '' });
    if (!put.done) return put;
    const called = await checkCalled(tx, meetingId, itemId);
    if (!called.done) return called;
    const secret = form.secrecy === 'secret';
    const [going] = await tx
      .select({
        id: votes.id,
        itemId: votes.itemId,
        proposal: votes.proposal,
        secret: votes.secret,
        state: votes.state,
      })
      .from(votes)
      .where(and(eq(votes.meetingId, meetingId), inArray(votes.state, ['open', 'closed'])));
    if (going) {
      const same = going.itemId === itemId && going.proposal === proposal && going.secret === secret;
      if (!same || going.state !== 'open')
        return refuse(
          'vote-going-on',
          'Impossible d’ouvrir ce vote\u00a0: un autre n’est pas terminé. Clôturez-le et publiez son résultat, ou annulez-le.',
        );
      nothingToDo();
      return done({ voteId: going.id });
    }
    const facts = await basisOf(tx, loaded.value, itemId, form);
    if (!facts.done) return facts;
    const { bodyKind, sitting, secondMeeting } = facts.value;
    const snapshot = snapshotOf(sitting, { method: 'electronic', ballots: null });
    const rights = rightsOf(snapshot);
    const possible = checkOpening(secret, rights, snapshot.people);
    if (!possible.done) return possible;
    const frozen: FrozenFacts = {
      bodyKind,
      statutes: sitting.statutes,
      presences: sitting.presences,
      secondMeeting,
      chairMandateId: await chairOf(tx, meetingId),
      snapshot,
    };
    const { associationId } = actor;
    const mayChange = form.mayChange === 'yes';
    const blankAllowed = form.blank === 'yes';
    const [opened] = await tx
      .insert(votes)
      .values({
        associationId,
        meetingId,
        bodyId,
        itemId,
        kind,
        proposal,
        secret,
        mayChange,
        blankAllowed,
        facts: frozen,
        openedAt: now,
        openedBy: actor.name,
      })
      .returning({ id: votes.id });
    const voteId = opened!.id;
    await tx.insert(voteRights).values(
      rights.map(({ mandateId, casterMandateId, college }) => ({
        associationId,
        voteId,
        bodyId,
        mandateId,
        casterMandateId,
        college: stored(college),
      })),
    );
    await touchSitting(tx, associationId, meetingId);
    journal({
      act: 'vote.opened',
      subject: { kind: 'vote', id: voteId },
      after: {
        meetingId,
        itemId,
        kind,
        proposal,
        secret,
        mayChange,
        blankAllowed,
        secondMeeting,
        rule: freezeRule(kind, sitting.statutes),
        rights: rights.map(({ mandateId, casterMandateId }) => ({ mandateId, casterMandateId })),
      },
    });
    return done({ voteId });
  });
}

async function checkCalled(tx: Tx, meetingId: string, itemId: string): Promise<Outcome<undefined>> {
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

async function chairOf(tx: Tx, meetingId: string): Promise<string | null> {
  const [row] = await tx
    .select({ chair: meetings.presidedByMandateId })
    .from(meetings)
    .where(eq(meetings.id, meetingId));
  return row?.chair ?? null;
}
