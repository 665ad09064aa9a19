import { and, eq, sql } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { checkNotClosed } from '#lib/meetings/rules/sitting.ts';
import { checkMinutesOpen, checkNotCancelled } from '#lib/meetings/server/load.ts';
import { sittingStateOf } from '#lib/meetings/server/sitting/now.ts';
import { touchSitting } from '#lib/meetings/server/sitting/touch.ts';
import { agendaItems, meetings } from '#lib/meetings/server/tables.ts';
import { isForDecision } from '#lib/meetings/vocabulary.ts';
import { command } from '#lib/platform/commands.ts';
import { databaseFault, type Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { CorrectionForm, DecisionForm, WithdrawalForm } from '../forms.ts';
import { mayDecide } from '../policy.ts';
import type { Verdict } from '../rules/verdict.ts';
import { checkAnnounced } from './announced.ts';
import { judge } from './judge.ts';
import { tellKept } from './followers.ts';
import { keepDecision, saveTallies } from './keep.ts';
import { DECISION_COLUMNS, type DecisionView } from './queries.ts';
import { snapshotOf } from './snapshot.ts';
import { decisions } from './tables.ts';

/**
 * Loads a meeting to decide in it and authorises the actor. Refuses once its sitting is closed. The row is locked until the transaction ends: votes are
 * judged on the attendance and the agenda as they stand, one after the other.
 */
export async function meetingToDecide(tx: Tx, actor: Actor, today: string, meetingId: string) {
  if (!isIdentifier(meetingId)) return notFound();
  const [meeting] = await tx
    .select({
      id: meetings.id,
      bodyId: meetings.bodyId,
      heldOn: meetings.heldOn,
      secondOfId: meetings.secondOfId,
      cancelledAt: meetings.cancelledAt,
      minutesFixedAt: meetings.minutesFixedAt,
    })
    .from(meetings)
    .where(eq(meetings.id, meetingId))
    .for('update');
  if (!meeting) return notFound();
  const allowed = mayDecide(actor, meeting, today);
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
): Promise<Outcome<DecisionView>> {
  const [decision] = await tx
    .select(DECISION_COLUMNS)
    .from(decisions)
    .where(and(eq(decisions.id, decisionId), eq(decisions.meetingId, meetingId)));
  if (!decision) return notFound();
  if (decision.version === version) return done(decision);
  return refuse(
    'stale',
    'Impossible d’enregistrer\u00a0: quelqu’un d’autre vient de modifier cette décision. La page montre maintenant sa version\u00a0; reprenez vos changements.',
    { details: { decision } },
  );
}

/** What is typed as figures: of each hand, only the sum is known. */
const COUNTED = { method: 'show-of-hands', ballots: null } as const;

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
async function unlessRestedUpon(
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

/**
 * Records what was put to the vote on an item, with the outcome that the rules give. Refuses an item that is not of this
 * meeting or not for decision, one that came too late to be decided, and what `judge` refuses.
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
    const [item] = await tx
      .select({ nature: agendaItems.nature })
      .from(agendaItems)
      .where(and(eq(agendaItems.id, form.itemId), eq(agendaItems.meetingId, meetingId)));
    if (!item) return notFound();
    if (!isForDecision(item.nature))
      return refuse(
        'item-not-for-decision',
        'Impossible d’enregistrer une décision sur ce point\u00a0: il n’est pas à décider. Changez d’abord sa nature en «\u00a0décision\u00a0».',
        { field: 'itemId' },
      );
    const announced = await checkAnnounced(tx, loaded.value, form.itemId, form.kind);
    if (!announced.done) return announced;
    const judged = await judge(tx, loaded.value, form.itemId, form);
    if (!judged.done) return judged;

    const { itemId, kind, proposal } = form;
    const { verdict, sitting } = judged.value;
    const decisionId = await keepDecision(act, actor.associationId, loaded.value, {
      itemId,
      kind,
      proposal,
      verdict,
      snapshot: snapshotOf(sitting, COUNTED),
    });
    return done({ decisionId, verdict });
  });
}

/**
 * Corrects a decision: everything typed is judged again, on the attendance and the statutes as they stand now. Refuses a
 * stale version, with the newer decision in the details, and an outcome other than adopted under a mandate or a renewal
 * that rests on the decision.
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
    const announced = await checkAnnounced(tx, loaded.value, current.value.itemId, form.kind);
    if (!announced.done) return announced;
    const judged = await judge(tx, loaded.value, current.value.itemId, form);
    if (!judged.done) return judged;

    const { decisionId, kind, proposal } = form;
    const { verdict, sitting } = judged.value;
    const snapshot = snapshotOf(sitting, COUNTED);
    const corrected = await unlessRestedUpon(tx, 'corriger ainsi', (savepoint) =>
      savepoint
        .update(decisions)
        .set({ kind, proposal, verdict, snapshot, recordedAt: now, version: sql`${decisions.version} + 1` })
        .where(eq(decisions.id, decisionId)),
    );
    if (!corrected.done) return corrected;
    await saveTallies(tx, actor.associationId, decisionId, verdict);
    const before = current.value;
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'decision.corrected',
      subject: { kind: 'decision', id: decisionId },
      before: { kind: before.kind, proposal: before.proposal, verdict: before.verdict },
      after: { kind, proposal, verdict },
    });
    await tellKept(act, actor.associationId, { decisionId, itemId: before.itemId, verdict });
    return done({ verdict });
  });
}

/**
 * Withdraws a decision recorded by mistake; the journal keeps it. Refuses a stale version, as a correction does, and a
 * decision on which a mandate or a renewal rests.
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
    const withdrawn = await unlessRestedUpon(tx, 'retirer', (savepoint) =>
      savepoint.delete(decisions).where(eq(decisions.id, form.decisionId)),
    );
    if (!withdrawn.done) return withdrawn;
    const { itemId, position, kind, proposal, verdict } = current.value;
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'decision.withdrawn',
      subject: { kind: 'decision', id: form.decisionId },
      before: { itemId, position, kind, proposal, verdict },
    });
    return done();
  });
}
