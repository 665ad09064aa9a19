import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { checkNotClosed } from '#lib/meetings/rules/sitting.ts';
import { checkMinutesOpen, checkNotCancelled } from '#lib/meetings/server/load.ts';
import { sittingStateOf } from '#lib/meetings/server/sitting/now.ts';
import { touchSitting } from '#lib/meetings/server/sitting/touch.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import type { MeetingFacts } from '#lib/meetings/policy.ts';
import { command } from '#lib/platform/commands.ts';
import { databaseFault, type Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { CorrectionForm, DecisionForm, WithdrawalForm } from '../forms.ts';
import { mayDecide } from '../policy.ts';
import { checkJudgedTogether } from '../rules/linked.ts';
import { checkVoteUndone } from '../rules/proposition-checks.ts';
import type { VoteSnapshot } from '../rules/snapshot.ts';
import type { Verdict } from '../rules/verdict.ts';
import type { FrozenFacts } from '../rules/ballots.ts';
import { checkAnnounced } from './announced.ts';
import { countedAlready, takenByHand } from './counting.ts';
import { checkNoneGoing } from './going.ts';
import { judge } from './judge.ts';
import { tellKept } from './followers.ts';
import { saveTallies } from './keep.ts';
import { keepTogether } from './linked/keep.ts';
import { agendaLinks } from './linked/queries.ts';
import { chainOfItem, type PropositionView } from './propositions/queries.ts';
import { putToVote, settleProposition } from './put.ts';
import { DECISION_COLUMNS, type DecisionView } from './queries.ts';
import { snapshotOf } from './snapshot.ts';
import { decisions } from './tables.ts';
import { advanceToTakeOver, ballotsBefore, endByHand } from './votes/by-hand.ts';

/**
 * Loads a meeting to decide in it and authorises the actor, as `may` says. Refuses once its sitting is closed. The row is
 * locked until the transaction ends: votes are judged on the attendance and the agenda as they stand, one after the other.
 */
export async function meetingToDecide(
  tx: Tx,
  actor: Actor,
  today: string,
  meetingId: string,
  may: (actor: Actor, meeting: MeetingFacts, today: string) => Outcome<undefined> = mayDecide,
) {
  if (!isIdentifier(meetingId)) return notFound();
  const [meeting] = await tx
    .select({
      id: meetings.id,
      bodyId: meetings.bodyId,
      heldOn: meetings.heldOn,
      startsAt: meetings.startsAt,
      secondOfId: meetings.secondOfId,
      cancelledAt: meetings.cancelledAt,
      presidedByMandateId: meetings.presidedByMandateId,
      minutesFixedAt: meetings.minutesFixedAt,
    })
    .from(meetings)
    .where(eq(meetings.id, meetingId))
    .for('update');
  if (!meeting) return notFound();
  const allowed = may(actor, meeting, today);
  if (!allowed.done) return allowed;
  const takesPlace = checkNotCancelled(meeting);
  if (!takesPlace.done) return takesPlace;
  const open = checkMinutesOpen(meeting);
  if (!open.done) return open;
  const going = checkNotClosed(await sittingStateOf(tx, meetingId));
  return going.done ? done(meeting) : going;
}

/** Loads a decision of this meeting as the actor last read it, or refuses with the newer one in the details. */
async function decisionAt(
  tx: Tx,
  meetingId: string,
  { decisionId, version }: WithdrawalForm,
): Promise<
  Outcome<DecisionView & { readonly snapshot: VoteSnapshot | null; readonly linkId: string | null }>
> {
  const [decision] = await tx
    .select({ ...DECISION_COLUMNS, snapshot: decisions.snapshot, linkId: decisions.linkId })
    .from(decisions)
    .where(and(eq(decisions.id, decisionId), eq(decisions.meetingId, meetingId)));
  if (!decision) return notFound();
  if (decision.version === version) return done(decision);
  return refuse(
    'stale',
    'Impossible d’enregistrer\u00a0: quelqu’un d’autre vient de modifier cette décision. La page montre maintenant sa version\u00a0; reprenez vos changements.',
    { details: { decision: { ...decision, snapshot: undefined, linkId: undefined } } },
  );
}

/** All that the vote of this decision decided, in the order of its items: this one alone, unless it was about several. */
async function decidedWith(
  tx: Tx,
  { id, linkId }: { readonly id: string; readonly linkId: string | null },
): Promise<DecisionView[]> {
  return tx
    .select(DECISION_COLUMNS)
    .from(decisions)
    .where(linkId === null ? eq(decisions.id, id) : eq(decisions.linkId, linkId))
    .orderBy(asc(decisions.recordedAt), asc(decisions.id));
}

/** Votes that nobody types again: tellers agreed on them, or each gave theirs on their own screen. */
function isCountedApart(snapshot: VoteSnapshot | null): snapshot is VoteSnapshot {
  return snapshot?.method === 'paper' || snapshot?.method === 'electronic';
}

/** Whose voices a vote had from before the sitting. */
function inAdvanceOf(snapshot: VoteSnapshot | null): ReadonlySet<string> {
  const people = snapshot?.people ?? [];
  return new Set(people.flatMap(({ mandateId, inAdvance }) => (inAdvance ? [mandateId] : [])));
}

/** What rests on a decision, in the rooms below: the foreign keys say it, and a guard of the database by their names. */
const RESTING: Readonly<Record<string, { readonly what: string; readonly instead: string }>> = {
  mandate_appointing_decision: {
    what: 'un mandat a été donné par cette décision',
    instead: 'Corrigez d’abord ce mandat.',
  },
  renewal_decision: {
    what: 'un renouvellement d’instance repose sur cette décision',
    instead: 'Corrigez-la plutôt, et laissez-la adoptée.',
  },
  election_decision: {
    what: 'elle est le résultat d’une élection',
    instead: 'Annulez d’abord l’élection, sur sa page.',
  },
  minutes_approving_decision: {
    what: 'un PV est approuvé par cette décision',
    instead: 'Retirez d’abord cette approbation, sur la page de ce PV.',
  },
  minutes_rectifying_decision: {
    what: 'cette décision rectifie un PV',
    instead: 'Retirez d’abord ce lien, sur la page de ce PV.',
  },
};

/** Withdraws a decision or makes it one that is not adopted, unless something rests on it. */
export async function unlessRestedUpon(
  tx: Tx,
  act: 'retirer' | 'corriger ainsi',
  write: (savepoint: Tx) => Promise<unknown>,
): Promise<Outcome<undefined>> {
  try {
    await tx.transaction((savepoint) => write(savepoint));
    return done();
  } catch (error) {
    const resting = RESTING[databaseFault(error)?.constraint ?? ''];
    if (resting === undefined) throw error;
    const { what, instead } = resting;
    return refuse(
      'decision-rested-upon',
      `Impossible de ${act} cette décision\u00a0: ${what}${act === 'retirer' ? '' : ', qui ne serait plus adoptée'}. ${instead}`,
    );
  }
}

/** Refuses to undo the vote on a text under the vote on a later one, or while such a vote waits for its end. */
async function checkTextUndone(
  tx: Tx,
  chain: readonly PropositionView[],
  itemId: string,
  decisionId: string,
  act: 'retirer' | 'corriger ainsi',
): Promise<Outcome<undefined>> {
  if (chain.every(({ vote }) => vote?.decisionId !== decisionId)) return done();
  const free = checkVoteUndone(chain, decisionId, act);
  return free.done ? checkNoneGoing(tx, itemId, `${act} cette décision`) : free;
}

/**
 * Records what was put to the vote on an item, with the outcome that the rules give. What members voted by name before the
 * sitting counts with it. Refuses what `advanceToTakeOver`, `putToVote`, `takenByHand`, `judge` and `endByHand` refuse.
 */
export function recordDecision(
  house: House,
  actor: Actor,
  meetingId: string,
  form: DecisionForm,
): Promise<Outcome<{ decisionId: string; verdict: Verdict }>> {
  return command(house, actor, async (act) => {
    const { tx, today } = act;
    const loaded = await meetingToDecide(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const takenOver = await advanceToTakeOver(act, meetingId, form);
    if (!takenOver.done) return takenOver;
    const before = takenOver.value;
    const put = await putToVote(tx, loaded.value, form, { joinsAdvance: before !== null });
    if (!put.done) return put;
    const meeting = loaded.value;
    const judged = await judge(
      tx,
      meeting,
      form.itemId,
      form,
      (sitting) => takenByHand(form, sitting, meeting.presidedByMandateId, before?.ballots),
      { advance: new Set(before?.given.map(({ mandateId }) => mandateId)) },
    );
    if (!judged.done) return judged;

    const { itemId, kind } = form;
    const { proposal, propositionId, linked } = put.value;
    const { basis, verdict, sitting, taken } = judged.value;
    const snapshot = snapshotOf(sitting, taken);
    const keep = () =>
      keepTogether(act, actor.associationId, meeting, linked, { itemId, kind, proposal, verdict, snapshot });
    let decisionId: string;
    if (before) {
      const { bodyKind, statutes, presences, secondMeeting, inAdvance } = basis;
      const facts: FrozenFacts = {
        bodyKind,
        statutes,
        presences,
        secondMeeting,
        ...(inAdvance !== undefined && { inAdvance }),
        chairMandateId: meeting.presidedByMandateId,
        snapshot,
      };
      const vote = { ...before.vote, propositionId };
      const ended = await endByHand(act, actor.name, { ...before, vote }, facts, verdict, keep);
      if (!ended.done) return ended;
      decisionId = ended.value;
    } else decisionId = await keep();
    await settleProposition(tx, propositionId, { id: decisionId, verdict });
    return done({ decisionId, verdict });
  });
}

/**
 * Corrects a decision: everything typed is judged again, on the statutes and the attendance as they stand now, whoever came or went since the vote left aside. The votes
 * that were counted by tellers or given on screens stay as they are. Refuses a stale version, with the newer decision in the details, and an outcome other than adopted under a mandate or a renewal
 * that rests on the decision. What one vote decided of several items is corrected together, unless a conflict of interest
 * declared since sets somebody apart from one of them only. A text of several keeps the words that were voted, and its outcome once another was voted.
 */
export function correctDecision(
  house: House,
  actor: Actor,
  meetingId: string,
  form: CorrectionForm,
): Promise<Outcome<{ verdict: Verdict }>> {
  return command(house, actor, async (act) => {
    const { tx, now, today, journal } = act;
    const loaded = await meetingToDecide(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const current = await decisionAt(tx, meetingId, form);
    if (!current.done) return current;
    if (current.value.verdict.election)
      return refuse(
        'election-result',
        'Impossible de corriger cette décision\u00a0: elle est le résultat d’une élection. Annulez l’élection sur sa page, puis ouvrez-la à nouveau.',
      );
    const meeting = loaded.value;
    const before = current.value;
    const decidedTogether = await decidedWith(tx, before);
    if (decidedTogether.length > 1) {
      const ids = new Set(decidedTogether.map(({ itemId }) => itemId));
      const sameVoters = checkJudgedTogether(
        (await agendaLinks(tx, meetingId)).filter(({ id }) => ids.has(id)),
      );
      if (!sameVoters.done) return sameVoters;
    }
    // Figures that are corrected are those of all; names, those of whoever was asked in the sitting.
    const given = form.method === 'show-of-hands' ? [] : await ballotsBefore(tx, form.decisionId);
    const takenAt = before.snapshot?.takenAt ?? before.recordedAt;
    const secret = isCountedApart(before.snapshot) ? before.verdict.secret : form.secret === 'yes';
    const judged = await judge(
      tx,
      meeting,
      before.itemId,
      { ...form, secret: secret ? 'yes' : '' },
      (sitting) =>
        isCountedApart(before.snapshot)
          ? done(countedAlready(before.verdict, before.snapshot))
          : takenByHand(form, sitting, meeting.presidedByMandateId, given),
      { advance: inAdvanceOf(before.snapshot), takenAt },
    );
    if (!judged.done) return judged;

    const { decisionId, kind } = form;
    const { verdict, sitting, taken } = judged.value;
    const chain = await chainOfItem(tx, meetingId, before.itemId);
    const linked = chain.find(({ vote }) => vote?.decisionId === decisionId);
    if (linked && verdict.outcome !== before.verdict.outcome) {
      const free = await checkTextUndone(tx, chain, before.itemId, decisionId, 'corriger ainsi');
      if (!free.done) return free;
      await settleProposition(tx, linked.id, { id: decisionId, verdict });
    }
    // The words of a text that was voted are those of the vote.
    const proposal = linked ? before.proposal : form.proposal;
    const together = before.snapshot?.together;
    const snapshot = { ...snapshotOf(sitting, taken), takenAt, ...(together && { together }) };
    // One vote has one count: what it decided is corrected together, each in its own words.
    for (const each of decidedTogether) {
      const words = each.id === decisionId ? proposal : each.proposal;
      const announcedToo = await checkAnnounced(tx, loaded.value, each.itemId, kind);
      if (!announcedToo.done) return announcedToo;
      const corrected = await unlessRestedUpon(tx, 'corriger ainsi', (savepoint) =>
        savepoint
          .update(decisions)
          .set({
            kind,
            proposal: words,
            verdict,
            snapshot,
            recordedAt: now,
            version: sql`${decisions.version} + 1`,
          })
          .where(eq(decisions.id, each.id)),
      );
      if (!corrected.done) return corrected;
      await saveTallies(tx, actor.associationId, each.id, verdict);
      journal({
        act: 'decision.corrected',
        subject: { kind: 'decision', id: each.id },
        before: { kind: each.kind, proposal: each.proposal, verdict: each.verdict },
        after: { kind, proposal: words, verdict },
      });
      await tellKept(act, actor.associationId, { decisionId: each.id, itemId: each.itemId, verdict });
    }
    await touchSitting(tx, actor.associationId, meetingId);
    return done({ verdict });
  });
}

/**
 * Withdraws a decision recorded by mistake, with all that the same vote decided; the journal keeps it. Refuses a stale version, as a correction does, and a
 * decision on which a mandate, a renewal or the vote on a later text rests.
 */
export function withdrawDecision(
  house: House,
  actor: Actor,
  meetingId: string,
  form: WithdrawalForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal }) => {
    const loaded = await meetingToDecide(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const current = await decisionAt(tx, meetingId, form);
    if (!current.done) return current;
    const chain = await chainOfItem(tx, meetingId, current.value.itemId);
    const free = await checkTextUndone(tx, chain, current.value.itemId, form.decisionId, 'retirer');
    if (!free.done) return free;
    // One vote is withdrawn as a whole.
    const decided = await decidedWith(tx, current.value);
    const ids = decided.map(({ id }) => id);
    const withdrawn = await unlessRestedUpon(tx, 'retirer', (savepoint) =>
      savepoint.delete(decisions).where(inArray(decisions.id, ids)),
    );
    if (!withdrawn.done) return withdrawn;
    await touchSitting(tx, actor.associationId, meetingId);
    for (const { id, itemId, position, kind, proposal, verdict } of decided)
      journal({
        act: 'decision.withdrawn',
        subject: { kind: 'decision', id },
        before: { itemId, position, kind, proposal, verdict },
      });
    return done();
  });
}
