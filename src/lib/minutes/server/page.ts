import { asc, eq } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import { decisionReference } from '#lib/decisions/reference.ts';
import { registerEntries } from '#lib/decisions/server/register/tables.ts';
import { decisions } from '#lib/decisions/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { approvalItemOf, type ApprovalItem } from '#lib/meetings/server/agenda/approval-item.ts';
import type { MeetingView } from '#lib/meetings/server/queries.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import { pendingReviews } from '../complements.ts';
import { mayConclude, mayReadMinutes, mayRemark, maySendMinutes, maySign } from '../policy.ts';
import { nextStep, type NextStep } from '../rules/next-step.ts';
import type { MinutesState, SignatureMeans, Signer } from '../vocabulary.ts';
import { fingerprintOf } from './fingerprint.ts';
import { stateOf } from './load.ts';
import { minutesSnapshot } from './queries.ts';
import { signersOf, type SigningPerson } from './signers.ts';
import { approvingDecision } from './standing.ts';
import {
  minutes,
  minutesComplements,
  minutesRectifications,
  minutesRemarks,
  minutesSeals,
  minutesSignatures,
  minutesVersions,
} from './tables.ts';

/** One of the two signatures, given or awaited. */
export interface SignatureLine {
  readonly signer: Signer;
  readonly name: string;
  readonly account: boolean;
  readonly signed: {
    readonly at: string;
    readonly means: SignatureMeans;
    readonly recordedBy: string;
  } | null;
}

/** Where the PV of a meeting stands, for whoever may read the meeting. */
export interface MinutesPage {
  readonly state: MinutesState;
  readonly next: NextStep;
  /** Whether the actor may read the text now. */
  readonly readable: boolean;
  readonly versions: readonly {
    readonly number: number;
    readonly sentAt: string;
    readonly sentBy: string;
    readonly told: number;
    readonly handedOut: boolean;
  }[];
  readonly remarksUntil: string | null;
  readonly remarks: { readonly all: number; readonly unanswered: number };
  /** Whether the meeting says something else than the version that was last sent. */
  readonly changedSince: boolean;
  /** Complements that wait to be looked at again; 0 for whoever does not prepare the meeting. */
  readonly toReview: number;
  readonly approvalItem: ApprovalItem | null;
  readonly approval: {
    readonly at: string;
    readonly on: string;
    readonly reference: string;
    readonly changes: string;
  } | null;
  readonly signatures: readonly SignatureLine[];
  readonly seal: { readonly at: string; readonly by: string; readonly sha256: string } | null;
  readonly rectifications: readonly {
    readonly decisionId: string;
    readonly reference: string;
    readonly heldOn: string;
    readonly proposal: string;
  }[];
  readonly may: {
    readonly send: boolean;
    readonly conclude: boolean;
    readonly remark: boolean;
    /** As whom the actor signs. */
    readonly sign: Signer | null;
  };
}

/** The later decisions that rectify a PV, the oldest first. */
function rectificationsOf(tx: Tx, meetingId: string) {
  return tx
    .select({
      decisionId: decisions.id,
      heldOn: meetings.heldOn,
      proposal: decisions.proposal,
      code: bodies.code,
      year: registerEntries.year,
      number: registerEntries.number,
    })
    .from(minutesRectifications)
    .innerJoin(decisions, eq(decisions.id, minutesRectifications.decisionId))
    .innerJoin(meetings, eq(meetings.id, decisions.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .innerJoin(registerEntries, eq(registerEntries.decisionId, decisions.id))
    .where(eq(minutesRectifications.meetingId, meetingId))
    .orderBy(asc(meetings.heldOn), asc(registerEntries.number));
}

/** The PVs that a decision rectifies: the meeting and its ISO day. */
export function rectifiedBy(
  tx: Tx,
  decisionId: string,
): Promise<{ meetingId: string; heldOn: string; body: string }[]> {
  return tx
    .select({ meetingId: meetings.id, heldOn: meetings.heldOn, body: bodies.name })
    .from(minutesRectifications)
    .innerJoin(meetings, eq(meetings.id, minutesRectifications.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(minutesRectifications.decisionId, decisionId))
    .orderBy(asc(meetings.heldOn));
}

async function signatureLines(
  tx: Tx,
  meetingId: string,
  people: readonly SigningPerson[],
): Promise<SignatureLine[]> {
  const given = await tx.select().from(minutesSignatures).where(eq(minutesSignatures.meetingId, meetingId));
  return people.map(({ signer, name, account }) => {
    const signature = given.find((candidate) => candidate.signer === signer);
    return {
      signer,
      // As they signed, whatever their sheet says since.
      name: signature?.name ?? name,
      account,
      signed: signature
        ? { at: signature.signedAt, means: signature.means, recordedBy: signature.recordedBy }
        : null,
    };
  });
}

/** Where the PV of a meeting stands, what comes next, and what the actor may do. The meeting was read for them. */
export async function minutesPage(
  tx: Tx,
  actor: Actor,
  today: string,
  meeting: MeetingView,
): Promise<MinutesPage> {
  const { id: meetingId } = meeting;
  const [row] = await tx.select().from(minutes).where(eq(minutes.meetingId, meetingId));
  const state = stateOf(row);
  const facts = { bodyId: meeting.body.id, heldOn: meeting.heldOn };
  const versions = await tx
    .select({
      number: minutesVersions.number,
      sentAt: minutesVersions.sentAt,
      sentBy: minutesVersions.sentBy,
      told: minutesVersions.told,
      handedOut: minutesVersions.handedOut,
      sha256: minutesVersions.sha256,
    })
    .from(minutesVersions)
    .where(eq(minutesVersions.meetingId, meetingId))
    .orderBy(asc(minutesVersions.number));
  const answers = await tx
    .select({ answer: minutesRemarks.answer })
    .from(minutesRemarks)
    .where(eq(minutesRemarks.meetingId, meetingId));
  const remarks = {
    all: answers.length,
    unanswered: answers.filter(({ answer }) => answer === null).length,
  };
  const people = await signersOf(tx, {
    presidedByMandateId: meeting.presidedByMandateId,
    secretaryPersonId: meeting.secretary?.id ?? null,
  });
  const signatures = await signatureLines(tx, meetingId, people);
  const approvalItem = await approvalItemOf(tx, meetingId);
  const [seal] = await tx
    .select({ at: minutesSeals.sealedAt, by: minutesSeals.sealedBy, sha256: minutesSeals.sha256 })
    .from(minutesSeals)
    .where(eq(minutesSeals.meetingId, meetingId));
  const approval = row?.approvedByDecisionId
    ? {
        at: row.approvedAt!,
        changes: row.adoptedChanges,
        ...(await approvingDecision(tx, row.approvedByDecisionId)),
      }
    : null;
  const maySend = maySendMinutes(actor, facts, today).done;
  const missing = signatures.filter(({ signed }) => signed === null).map(({ signer }) => signer);
  const own = people.find(
    ({ signer, personId }) => missing.includes(signer) && maySign(actor, facts, today, personId).done,
  );
  // Read again only where it can say something else than what was sent, or hold a complement.
  const draft =
    maySend &&
    (state === 'draft' || state === 'sent') &&
    (versions.length > 0 ||
      (await tx.$count(minutesComplements, eq(minutesComplements.meetingId, meetingId))) > 0)
      ? await minutesSnapshot(tx, actor, today, meetingId)
      : null;
  const now = draft?.done ? draft.value : null;
  return {
    state,
    next: nextStep({
      state,
      officersNamed: meeting.presidedByMandateId !== null && meeting.secretary !== null,
      unanswered: remarks.unanswered,
      remarksUntil: row?.remarksUntil ?? null,
      today,
      approvalOn: approvalItem?.heldOn ?? null,
      missing,
    }),
    readable: mayReadMinutes(actor, facts, state, today).done,
    versions: versions.map(({ number, sentAt, sentBy, told, handedOut }) => ({
      number,
      sentAt,
      sentBy,
      told,
      handedOut,
    })),
    remarksUntil: row?.remarksUntil ?? null,
    remarks: actor.role === null ? { all: 0, unanswered: 0 } : remarks,
    changedSince: now !== null && versions.length > 0 && fingerprintOf(now) !== versions.at(-1)!.sha256,
    toReview: now === null ? 0 : pendingReviews(now),
    approvalItem,
    approval,
    signatures,
    seal: seal ?? null,
    rectifications: (await rectificationsOf(tx, meetingId)).map((each) => ({
      decisionId: each.decisionId,
      heldOn: each.heldOn,
      proposal: each.proposal,
      reference: decisionReference(each),
    })),
    may: {
      send: maySend,
      conclude: mayConclude(actor, facts, today).done,
      remark: state === 'sent' && today <= row!.remarksUntil && mayRemark(actor, facts, today).done,
      sign: state === 'approved' && own ? own.signer : null,
    },
  };
}
