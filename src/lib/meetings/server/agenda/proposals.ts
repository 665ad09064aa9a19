import { and, asc, eq, inArray, isNull, lt, ne, or, sql, type SQL } from 'drizzle-orm';
import type { Statutes } from '#lib/associations/rules/statutes.ts';
import { organisations, people } from '#lib/associations/server/tables.ts';
import { statutesOf } from '#lib/associations/server/settings.ts';
import { bodies, mandates } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { dayWithin, localDay } from '#lib/kernel/days.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import { mayPropose } from '../../policy.ts';
import { presencesOf, type SeatAtMeeting } from '../../rules/presence.ts';
import { deadlineInWords, judgeProposal, type ProposalStanding } from '../../rules/proposals.ts';
import type { Channel, RequestState } from '../../vocabulary.ts';
import { meetingIsConvoked } from '../convocation/state.ts';
import { convocations } from '../convocation/tables.ts';
import type { Meeting } from '../load.ts';
import { meetingView } from '../queries.ts';
import { sittingStateOf } from '../sitting/now.ts';
import { meetings } from '../tables.ts';
import { memberRequests, memberRequestSupporters } from './tables.ts';

export interface SupporterView {
  readonly mandateId: string;
  readonly name: string;
  readonly organisation: string;
  readonly via: Channel;
}

export interface ProposalView {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** ISO instant. */
  readonly submittedAt: string;
  readonly state: RequestState;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly version: number;
  /** The author first. */
  readonly supporters: readonly SupporterView[];
  readonly standing: ProposalStanding;
  /** The meeting for which it was first proposed, when it was not this one: an ISO day. */
  readonly keptFrom: string | null;
}

type MandateRow = SeatAtMeeting & { readonly from: string; readonly to: string | null };

/** Votes that these mandates have together in this body. */
function votesOf(bodyKind: BodyKind, seats: readonly MandateRow[], statutes: Statutes): number {
  return presencesOf(bodyKind, seats, statutes).presences.reduce((sum, { members }) => sum + members, 0);
}

type Place = Pick<Meeting, 'id' | 'bodyId' | 'heldOn'>;

function mandatesOfBody(tx: Tx, bodyId: string): Promise<MandateRow[]> {
  return tx
    .select({
      mandateId: mandates.id,
      sector: mandates.sector,
      voting: mandates.voting,
      vacant: sql<boolean>`${mandates.personId} is null`,
      partner: organisations.partner,
      state: sql<null>`null`,
      from: mandates.fromDay,
      to: mandates.toDay,
    })
    .from(mandates)
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .where(eq(mandates.bodyId, bodyId));
}

function signaturesOf(tx: Tx, meetingId: string, requestIds: readonly string[]) {
  return tx
    .select({
      requestId: memberRequestSupporters.requestId,
      mandateId: memberRequestSupporters.mandateId,
      signedAt: memberRequestSupporters.signedAt,
      via: memberRequestSupporters.via,
      afterNotice: sql<boolean>`exists (select 1 from ${convocations} where ${convocations.meetingId} = ${meetingId} and ${convocations.kind} = 'notice' and ${convocations.sentAt} < ${memberRequestSupporters.signedAt})`,
      name: sql<string>`coalesce(${people.givenName} || ' ' || ${people.familyName}, '')`,
      organisation: organisations.name,
    })
    .from(memberRequestSupporters)
    .innerJoin(mandates, eq(mandates.id, memberRequestSupporters.mandateId))
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .where(inArray(memberRequestSupporters.requestId, [...requestIds]))
    .orderBy(asc(memberRequestSupporters.signedAt), asc(memberRequestSupporters.mandateId));
}

/** The proposals of a condition, each with how it stands for this meeting. */
async function readProposals(
  tx: Tx,
  meeting: Place,
  bodyKind: BodyKind,
  statutes: Statutes,
  condition: SQL | undefined,
): Promise<ProposalView[]> {
  const rows = await tx
    .select({ request: memberRequests, heldOn: meetings.heldOn })
    .from(memberRequests)
    .leftJoin(meetings, eq(meetings.id, memberRequests.meetingId))
    .where(and(eq(memberRequests.kind, 'item'), eq(memberRequests.bodyId, meeting.bodyId), condition))
    .orderBy(asc(memberRequests.submittedAt), asc(memberRequests.id));
  if (rows.length === 0) return [];
  const requestIds = rows.map(({ request }) => request.id);
  const signatures = Map.groupBy(
    await signaturesOf(tx, meeting.id, requestIds),
    ({ requestId }) => requestId,
  );
  const seats = await mandatesOfBody(tx, meeting.bodyId);
  const convoked = await meetingIsConvoked(tx, meeting.id);
  return rows.map(({ request, heldOn }) => {
    const { id, title, text, submittedAt, state, answer, answeredBy, version } = request;
    const signed = signatures.get(id) ?? [];
    const day = localDay(submittedAt);
    const inForce = seats.filter(({ from, to }) => dayWithin(day, from, to));
    const standing = judgeProposal(
      {
        bodyKind,
        members: votesOf(bodyKind, inForce, statutes),
        signatures: signed
          .filter(({ mandateId }) =>
            votesOf(
              bodyKind,
              seats.filter((seat) => seat.mandateId === mandateId),
              statutes,
            ),
          )
          .map(({ signedAt, afterNotice }) => ({ day: localDay(signedAt), afterNotice })),
        heldOn: meeting.heldOn,
        convoked,
      },
      statutes['proposal-days'],
    );
    return {
      id,
      title,
      text,
      submittedAt,
      state,
      answer,
      answeredBy,
      version,
      supporters: signed.map(({ mandateId, name, organisation, via }) => ({
        mandateId,
        name,
        organisation,
        via,
      })),
      standing,
      keptFrom: request.meetingId === meeting.id ? null : heldOn,
    };
  });
}

/** One proposal as it stands for a meeting, with the body of that meeting; null when the body has no such one. */
export async function proposalFor(tx: Tx, meeting: Place, requestId: string): Promise<ProposalView | null> {
  const [body] = await tx
    .select({ id: bodies.id, kind: bodies.kind })
    .from(bodies)
    .where(eq(bodies.id, meeting.bodyId));
  const statutes = await statutesOf(tx, body!, meeting.heldOn);
  const [proposal] = await readProposals(tx, meeting, body!.kind, statutes, eq(memberRequests.id, requestId));
  return proposal ?? null;
}

/** Whether the members have a right to see this proposal on the agenda of this meeting. */
export async function isOfRight(tx: Tx, meeting: Place, requestId: string): Promise<boolean> {
  return (await proposalFor(tx, meeting, requestId))?.standing.isRight ?? false;
}

/** Someone who sits in the body today. */
export interface SignatoryView {
  readonly mandateId: string;
  readonly name: string;
  readonly organisation: string;
}

export interface ProposalsView {
  readonly proposals: readonly (ProposalView & { readonly mine: boolean; readonly supported: boolean })[];
  /** Until when an item may be proposed of right, in the assembly; null elsewhere. */
  readonly deadline: {
    readonly sentence: string;
    readonly source: string;
    readonly toVerify: boolean;
  } | null;
  /** The mandate by which the actor may propose and support; null: they may not. */
  readonly asMandateId: string | null;
  readonly convoked: boolean;
  /** For whom the secretary may note a signature received on paper; empty for others. */
  readonly members: readonly SignatoryView[];
}

/**
 * What members propose for a meeting: the proposals made for it, and those still open from earlier meetings of the body.
 * "Not found" for whoever may not read the meeting.
 */
export async function proposalsView(
  tx: Tx,
  actor: Actor,
  today: string,
  meetingId: string,
): Promise<Outcome<ProposalsView>> {
  const viewed = await meetingView(tx, actor, today, meetingId);
  if (!viewed.done) return notFound();
  const { body, heldOn, cancelledAt, mayPrepare } = viewed.value;
  const statutes = await statutesOf(tx, body, heldOn);
  const meeting = { id: meetingId, bodyId: body.id, heldOn };
  const rows = await readProposals(
    tx,
    meeting,
    body.kind,
    statutes,
    and(
      ne(memberRequests.state, 'withdrawn'),
      or(
        eq(memberRequests.meetingId, meetingId),
        and(
          eq(memberRequests.state, 'open'),
          or(isNull(memberRequests.meetingId), lt(meetings.heldOn, heldOn)),
        ),
      ),
    ),
  );
  const allowed = mayPropose(actor, { bodyId: body.id, heldOn, cancelled: cancelledAt !== null }, today);
  const isClosed = (await sittingStateOf(tx, meetingId)) === 'closed';
  const own = new Set(actor.seats.map(({ mandateId }) => mandateId));
  const rule = statutes['proposal-days'];
  return done({
    proposals: rows.map((row) => ({
      ...row,
      mine: own.has(row.supporters[0]?.mandateId ?? ''),
      supported: row.supporters.some(({ mandateId }) => own.has(mandateId)),
    })),
    deadline:
      body.kind === 'general-assembly'
        ? { sentence: deadlineInWords(heldOn, rule), source: rule.source, toVerify: rule.toVerify }
        : null,
    asMandateId: allowed.done && !isClosed ? allowed.value : null,
    convoked: await meetingIsConvoked(tx, meetingId),
    members: mayPrepare && !isClosed && heldOn >= today ? await signatoriesOn(tx, body.id, today) : [],
  });
}

function signatoriesOn(tx: Tx, bodyId: string, day: string) {
  return tx
    .select({
      mandateId: mandates.id,
      name: sql<string>`${people.givenName} || ' ' || ${people.familyName}`,
      organisation: organisations.name,
    })
    .from(mandates)
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .innerJoin(people, eq(people.id, mandates.personId))
    .where(
      and(
        eq(mandates.bodyId, bodyId),
        sql`${mandates.fromDay} <= ${day}`,
        sql`coalesce(${mandates.toDay}, ${day}) >= ${day}`,
      ),
    )
    .orderBy(asc(people.familyName), asc(people.givenName));
}
