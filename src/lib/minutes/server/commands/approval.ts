import { eq } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { KeptDecision } from '#lib/decisions/server/followers.ts';
import { followDecisions } from '#lib/decisions/server/followers.ts';
import { referenceIs } from '#lib/decisions/server/register/search.ts';
import { registerEntries } from '#lib/decisions/server/register/tables.ts';
import { decisions } from '#lib/decisions/server/tables.ts';
import { decisionReference } from '#lib/decisions/reference.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { agendaItems, meetings } from '#lib/meetings/server/tables.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { mayConclude } from '../../policy.ts';
import { checkApproval, type ApprovalFacts } from '../../rules/states.ts';
import { lastVersion, minutesTo, type Minutes } from '../load.ts';
import { minutes, minutesSignatures } from '../tables.ts';

const cited = (tx: Tx) =>
  tx
    .select({
      id: decisions.id,
      bodyId: meetings.bodyId,
      heldOn: meetings.heldOn,
      recordedAt: registerEntries.allottedAt,
      verdict: decisions.verdict,
      code: bodies.code,
      year: registerEntries.year,
      number: registerEntries.number,
    })
    .from(decisions)
    .innerJoin(meetings, eq(meetings.id, decisions.meetingId))
    .innerJoin(registerEntries, eq(registerEntries.decisionId, decisions.id))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .$dynamic();

type Cited = ApprovalFacts['decision'] & { readonly id: string };

const readCited = ({ verdict, ...row }: Awaited<ReturnType<typeof cited>>[number]): Cited => ({
  ...row,
  adopted: verdict.outcome === 'adopted',
  reference: decisionReference(row),
});

/** The decision of this reference, or a refusal that names the field. */
export async function decisionCited(tx: Tx, reference: string): Promise<Outcome<Cited>> {
  const [row] = await cited(tx).where(referenceIs(reference));
  return row
    ? done(readCited(row))
    : refuse(
        'unknown-decision',
        `Aucune décision ne porte la référence «\u00a0${reference}\u00a0». Cherchez-la dans le registre.`,
        { field: 'reference' },
      );
}

/** Approves the version that was last sent, and fixes what it says. The meeting is held, the decision was checked. */
export async function approve(
  { tx, now, journal }: Act,
  row: Pick<Minutes, 'meetingId' | 'version'>,
  sha256: string,
  decision: Cited,
  { handedOut = false } = {},
): Promise<void> {
  const { meetingId, version } = row;
  await tx
    .update(minutes)
    .set({ state: 'approved', approvedAt: now, approvedByDecisionId: decision.id })
    .where(eq(minutes.meetingId, meetingId));
  await tx.update(meetings).set({ minutesFixedAt: now }).where(eq(meetings.id, meetingId));
  journal({
    act: 'minutes.approved',
    subject: { kind: 'minutes', id: meetingId },
    after: { version, sha256, decision: decision.reference, ...(handedOut && { handedOut }) },
  });
}

/**
 * Approves the PV that an item approves, once a decision on it is adopted: the version that was last sent before it. A PV
 * that was not sent, or is approved already, stays as it is: the decision stands all the same.
 */
async function approveWhenDecided(
  act: Act,
  _: string,
  { decisionId, itemId, verdict }: KeptDecision,
): Promise<void> {
  if (verdict.outcome !== 'adopted') return;
  const { tx } = act;
  const [item] = await tx
    .select({ minutesOfId: agendaItems.minutesOfId })
    .from(agendaItems)
    .where(eq(agendaItems.id, itemId));
  const meetingId = item?.minutesOfId;
  if (!meetingId) return;
  const [meeting] = await tx.select().from(meetings).where(eq(meetings.id, meetingId)).for('update');
  const [row] = await tx.select().from(minutes).where(eq(minutes.meetingId, meetingId));
  if (!meeting || row?.state !== 'sent') return;
  const { sha256, sentAt } = await lastVersion(tx, row);
  const [decision] = await cited(tx).where(eq(decisions.id, decisionId));
  const facts = { ...meeting, sentAt, decision: readCited(decision!) };
  if (checkApproval(facts).done) await approve(act, row, sha256, facts.decision);
}

/** Lets adopted decisions approve PVs. Called once at the start. */
export function wireMinutes(): void {
  followDecisions(approveWhenDecided);
}

/**
 * Notes by hand which decision approved a PV, where it was not taken on the item made for it. Refuses whoever is not
 * coordination, an unknown reference, a decision that does not approve it (see `checkApproval`), and a PV in another state.
 */
export function approveMinutes(
  house: House,
  actor: Actor,
  meetingId: string,
  { reference }: { readonly reference: string },
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const { tx, today } = act;
    const held = await minutesTo('approve', tx, actor, today, meetingId, mayConclude);
    if (!held.done) return held;
    const { meeting, minutes: row } = held.value;
    const decision = await decisionCited(tx, reference);
    if (!decision.done) return decision;
    const { sha256, sentAt } = await lastVersion(tx, row!);
    const sound = checkApproval({ ...meeting, sentAt, decision: decision.value });
    if (!sound.done) return sound;
    await approve(act, row!, sha256, decision.value);
    return done();
  });
}

/** Whether nobody has signed yet: what is signed changes no more. */
async function checkUnsigned(tx: Tx, meetingId: string): Promise<Outcome<undefined>> {
  const [signature] = await tx
    .select({ signer: minutesSignatures.signer })
    .from(minutesSignatures)
    .where(eq(minutesSignatures.meetingId, meetingId))
    .limit(1);
  return signature
    ? refuse(
        'already-signed',
        'Ce PV porte déjà une signature\u00a0: il ne change plus. Une erreur se corrige par une décision qui le rectifie.',
      )
    : done();
}

/**
 * Notes what the body changed when it approved; empty: as presented. Refuses whoever is not coordination, a PV that is not
 * approved, and one that someone has signed.
 */
export function noteAdoptedChanges(
  house: House,
  actor: Actor,
  meetingId: string,
  { changes }: { readonly changes: string },
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const held = await minutesTo('note-changes', tx, actor, today, meetingId, mayConclude);
    if (!held.done) return held;
    const unsigned = await checkUnsigned(tx, meetingId);
    if (!unsigned.done) return unsigned;
    const before = held.value.minutes!.adoptedChanges;
    if (before === changes) {
      nothingToDo();
      return done();
    }
    await tx.update(minutes).set({ adoptedChanges: changes }).where(eq(minutes.meetingId, meetingId));
    journal({
      act: 'minutes.changes-noted',
      subject: { kind: 'minutes', id: meetingId },
      before: { changes: before },
      after: { changes },
    });
    return done();
  });
}

/**
 * Takes back an approval that was noted by mistake: the PV is before its members again. Refuses whoever is not
 * coordination, a PV that is not approved, and one that someone has signed.
 */
export function withdrawApproval(house: House, actor: Actor, meetingId: string): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal }) => {
    const held = await minutesTo('withdraw-approval', tx, actor, today, meetingId, mayConclude);
    if (!held.done) return held;
    const unsigned = await checkUnsigned(tx, meetingId);
    if (!unsigned.done) return unsigned;
    const { version, approvedByDecisionId, adoptedChanges } = held.value.minutes!;
    await tx
      .update(minutes)
      .set({ state: 'sent', approvedAt: null, approvedByDecisionId: null, adoptedChanges: '' })
      .where(eq(minutes.meetingId, meetingId));
    await tx.update(meetings).set({ minutesFixedAt: null }).where(eq(meetings.id, meetingId));
    journal({
      act: 'minutes.approval-withdrawn',
      subject: { kind: 'minutes', id: meetingId },
      before: { version, decisionId: approvedByDecisionId, adoptedChanges },
    });
    return done();
  });
}
