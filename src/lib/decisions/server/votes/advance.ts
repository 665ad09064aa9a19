import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { localInstant } from '#lib/kernel/calendar.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { convocationRecipients, convocations } from '#lib/meetings/server/convocation/tables.ts';
import { sittingStateOf } from '#lib/meetings/server/sitting/now.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { termsOf, type AdvanceVoteForm } from '../../forms/votes.ts';
import { checkAdvanceAllowed, checkDeadline, checkSameVote } from '../../rules/advance.ts';
import { rightsOf } from '../../rules/ballots.ts';
import { freezeRule } from '../../rules/decide.ts';
import { meetingToDecide } from '../commands.ts';
import { advanceVoteOn } from '../going.ts';
import { basisOf } from '../judge.ts';
import { putToVote } from '../put.ts';
import { snapshotOf } from '../snapshot.ts';
import { askForVoices } from './advance-mails.ts';
import { tellVotedBefore } from './announce.ts';
import { saveRights } from './rights.ts';
import { votes } from './tables.ts';

/** The mandates that the notice of a meeting, or what changed it, was sent to. */
async function convened(tx: Tx, meetingId: string): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectDistinct({ mandateId: convocationRecipients.mandateId })
    .from(convocationRecipients)
    .innerJoin(convocations, eq(convocations.id, convocationRecipients.convocationId))
    .where(
      and(
        eq(convocations.meetingId, meetingId),
        inArray(convocations.kind, ['notice', 'change']),
        isNotNull(convocationRecipients.mandateId),
      ),
    );
  return new Set(rows.map(({ mandateId }) => mandateId!));
}

/**
 * Opens a vote in which those who were convened vote before the sitting, each for themselves, until its deadline and at the
 * latest until the sitting opens (R-DIS-06, CSA 9:16/1 §2). Nothing is counted before the sitting takes the vote over: see
 * `openVote`. Each is written to, with a link of their own. Refuses a meeting of a body whose statutes do not allow it, one
 * that was not convoked yet or whose sitting began, an item that has such a vote already, a deadline that cannot be, nobody
 * to vote, and what `putToVote` and `basisOf` refuse. The same vote opened twice is opened once.
 */
export function openAdvanceVote(
  house: House,
  actor: Actor,
  meetingId: string,
  form: AdvanceVoteForm,
): Promise<Outcome<{ voteId: string }>> {
  return command(house, actor, async (act) => {
    const { tx, now, today, journal, nothingToDo } = act;
    const loaded = await meetingToDecide(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const { itemId, kind } = form;
    const { bodyId, heldOn, startsAt } = loaded.value;
    const terms = termsOf(form);
    const before = await advanceVoteOn(tx, meetingId, itemId);
    if (before) {
      const same = checkSameVote(before, { ...terms, proposal: form.proposal });
      if (!same.done)
        return refuse(
          'advance-going-on',
          'Impossible d’ouvrir ce vote\u00a0: un autre vote par avance est ouvert sur ce point. Annulez-le d’abord.',
        );
      nothingToDo();
      return done({ voteId: before.id });
    }
    const put = await putToVote(tx, loaded.value, form);
    if (!put.done) return put;
    if (put.value.linked.length > 0)
      return refuse(
        'linked-in-advance',
        'Impossible d’ouvrir un vote par avance\u00a0: d’autres points se votent avec celui-ci. Détachez-les d’abord.',
      );
    if ((await sittingStateOf(tx, meetingId)) !== null)
      return refuse(
        'sitting-begun',
        'Impossible d’ouvrir un vote par avance\u00a0: la séance est ouverte. Ouvrez un vote sur écran.',
      );
    const called = await convened(tx, meetingId);
    const basis = await basisOf(
      tx,
      loaded.value,
      itemId,
      { kind, secondMeeting: '' },
      { advance: called, toCome: true },
    );
    if (!basis.done) return basis;
    const { bodyKind, sitting, presences, statutes, secondMeeting } = basis.value;
    const allowed = checkAdvanceAllowed(statutes);
    if (!allowed.done) return allowed;
    if (called.size === 0)
      return refuse(
        'not-convoked',
        'Impossible d’ouvrir un vote par avance\u00a0: la convocation n’est pas partie. Envoyez-la d’abord, en y disant comment voter.',
        { source: 'CSA 9:16/1' },
      );
    const advanceUntil = localInstant(form.untilDay, form.untilTime);
    const inTime = checkDeadline(advanceUntil, { now, heldOn, startsAt });
    if (!inTime.done) return inTime;
    // Nobody has voted yet: what is frozen now is who may, and by which rule.
    const snapshot = snapshotOf(
      { ...sitting, inAdvance: new Set() },
      { method: 'electronic', ballots: null },
    );
    const rights = rightsOf(snapshot).filter(({ mandateId }) => sitting.inAdvance.has(mandateId));
    if (rights.length === 0)
      return refuse(
        'nobody-votes',
        'Impossible d’ouvrir un vote par avance\u00a0: personne parmi les membres convoqués n’a de voix sur ce point.',
      );
    const { associationId } = actor;
    const [opened] = await tx
      .insert(votes)
      .values({
        associationId,
        meetingId,
        bodyId,
        itemId,
        ...put.value,
        ...terms,
        facts: { bodyKind, statutes, presences, secondMeeting, chairMandateId: null, snapshot },
        state: 'advance',
        openedAt: now,
        openedBy: actor.name,
        advanceUntil,
      })
      .returning();
    const vote = opened!;
    await saveRights(tx, vote, rights);
    await tellVotedBefore(tx, itemId, advanceUntil);
    await askForVoices(
      act,
      house,
      vote,
      rights.map(({ mandateId }) => mandateId),
    );
    journal({
      act: 'vote.advance-opened',
      subject: { kind: 'vote', id: vote.id },
      after: {
        meetingId,
        itemId,
        ...put.value,
        ...terms,
        advanceUntil,
        rule: freezeRule(kind, statutes),
        rights: rights.map(({ mandateId }) => mandateId),
      },
    });
    return done({ voteId: vote.id });
  });
}
