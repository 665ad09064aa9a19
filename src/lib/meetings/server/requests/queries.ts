import { and, asc, desc, eq } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { localDay } from '#lib/kernel/days.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import { itemsProposed } from '../../forms/assembly-requests.ts';
import { mayPrepare, mayRead } from '../../policy.ts';
import {
  assemblyDelays,
  assemblySignatures,
  type AssemblyDelays,
  type Signatures,
} from '../../rules/assembly-requests.ts';
import { noticeClock, type NoticeClock } from '../../rules/notice.ts';
import type { Channel, RequestState } from '../../vocabulary.ts';
import { memberRequests } from '../agenda/tables.ts';
import { assemblyOf, countedSignatures, seatsOn, supportersOf, type Assembly } from './members.ts';

export interface AssemblyRequestRow {
  readonly id: string;
  readonly title: string;
  readonly submittedAt: string;
  readonly state: RequestState;
  readonly meetingId: string | null;
  readonly signatures: Signatures;
  /** Null until it is reached, and once the assembly is called. */
  readonly delays: AssemblyDelays | null;
}

const COLUMNS = { request: memberRequests, body: { id: bodies.id, kind: bodies.kind } };

function rowOf(
  request: typeof memberRequests.$inferSelect,
  assembly: Assembly,
  supporters: Awaited<ReturnType<typeof supportersOf>>,
  today: string,
): AssemblyRequestRow {
  const signed = countedSignatures(assembly, supporters);
  const signatures = assemblySignatures(
    signed.map(({ on }) => on),
    assembly.steps,
    today,
  );
  const { id, title, submittedAt, state, meetingId } = request;
  const waits = state === 'open' && signatures.reachedOn !== null;
  const delays = waits ? assemblyDelays(signatures.reachedOn, assembly.statutes) : null;
  return { id, title, submittedAt, state, meetingId, signatures, delays };
}

/** The requests for an assembly that the actor may read, the last one first. */
export async function listAssemblyRequests(
  tx: Tx,
  actor: Actor,
  today: string,
): Promise<AssemblyRequestRow[]> {
  const rows = (
    await tx
      .select(COLUMNS)
      .from(memberRequests)
      .innerJoin(bodies, eq(bodies.id, memberRequests.bodyId))
      .where(eq(memberRequests.kind, 'assembly'))
      .orderBy(desc(memberRequests.submittedAt), asc(memberRequests.id))
  ).filter(
    ({ request, body }) =>
      mayRead(actor, { bodyId: body.id, heldOn: localDay(request.submittedAt) }, today).done,
  );
  if (rows.length === 0) return [];
  const supporters = Map.groupBy(
    await supportersOf(
      tx,
      rows.map(({ request }) => request.id),
    ),
    ({ requestId }) => requestId,
  );
  const assemblies = new Map<string, Assembly>();
  for (const { body } of rows)
    if (!assemblies.has(body.id)) assemblies.set(body.id, await assemblyOf(tx, body, today));
  return rows.map(({ request, body }) =>
    rowOf(request, assemblies.get(body.id)!, supporters.get(request.id) ?? [], today),
  );
}

/** The requests that wait for the assembly to be called, for whoever prepares it: an alert on the list of meetings. */
export async function assembliesToCall(tx: Tx, actor: Actor, today: string): Promise<AssemblyRequestRow[]> {
  if (!mayPrepare(actor).done) return [];
  return (await listAssemblyRequests(tx, actor, today)).filter(({ delays }) => delays !== null);
}

export interface Signatory {
  readonly mandateId: string;
  readonly organisation: string;
  readonly name: string | null;
}

/** A member of an assembly that may begin a request, or sign one. */
const signatory = ({ mandateId, organisation, name }: Signatory): Signatory => ({
  mandateId,
  organisation,
  name,
});

export interface AssemblyRequestView extends AssemblyRequestRow {
  readonly body: { readonly id: string; readonly kind: BodyKind };
  readonly items: readonly string[];
  readonly signed: readonly (Signatory & { readonly on: string; readonly via: Channel })[];
  /** Whether the actor represents a member, and has signed. */
  readonly own: 'signed' | 'to-sign' | null;
  readonly mayWithdraw: boolean;
  readonly mayPrepare: boolean;
  /** Members that have not signed, for whoever enters a signature that came on paper. */
  readonly others: readonly Signatory[];
  /** The notice of an assembly held on the last day, if it left today. */
  readonly notice: NoticeClock | null;
}

/** A request for an assembly, for whoever may read a meeting of it; "not found" for anyone else. */
export async function assemblyRequestView(
  tx: Tx,
  actor: Actor,
  today: string,
  requestId: string,
): Promise<Outcome<AssemblyRequestView>> {
  if (!isIdentifier(requestId)) return notFound();
  const [row] = await tx
    .select(COLUMNS)
    .from(memberRequests)
    .innerJoin(bodies, eq(bodies.id, memberRequests.bodyId))
    .where(and(eq(memberRequests.id, requestId), eq(memberRequests.kind, 'assembly')));
  const facts = row && { bodyId: row.body.id, heldOn: localDay(row.request.submittedAt) };
  if (!facts || !mayRead(actor, facts, today).done) return notFound();
  const { request, body } = row;
  const assembly = await assemblyOf(tx, body, today);
  const supporters = await supportersOf(tx, [requestId]);
  const signed = countedSignatures(assembly, supporters);
  const base = rowOf(request, assembly, supporters, today);
  const members = seatsOn(assembly, today);
  const hasSigned = new Set(signed.map(({ seat }) => seat.organisationId));
  const mine = members.find(({ mandateId }) => actor.seats.some((seat) => seat.mandateId === mandateId));
  const isAuthor = actor.seats.some(({ mandateId }) => mandateId === supporters[0]?.mandateId);
  const prepares = mayPrepare(actor).done;
  return done({
    ...base,
    body,
    items: itemsProposed(request.text),
    signed: signed.map(({ seat, on, via }) => ({ ...signatory(seat), on, via })),
    own: mine ? (hasSigned.has(mine.organisationId) ? 'signed' : 'to-sign') : null,
    mayWithdraw: isAuthor && base.state === 'open' && base.signatures.reachedOn === null,
    mayPrepare: prepares,
    others: prepares
      ? members.filter(({ organisationId }) => !hasSigned.has(organisationId)).map(signatory)
      : [],
    notice: base.delays && noticeClock(base.delays.holdBy, today, assembly.statutes),
  });
}

/** Who may begin a request today: for the staff, every member of an assembly; for others, whether they represent one. */
export async function requestChoices(
  tx: Tx,
  actor: Actor,
  today: string,
): Promise<{ readonly own: boolean; readonly members: readonly Signatory[] }> {
  const rows = await tx
    .select({ id: bodies.id, kind: bodies.kind, from: bodies.fromDay, to: bodies.toDay })
    .from(bodies)
    .where(eq(bodies.kind, 'general-assembly'))
    .orderBy(asc(bodies.position));
  const members: Signatory[] = [];
  // An association has one assembly, or very few.
  for (const body of rows)
    if (today >= (body.from ?? today) && today <= (body.to ?? today))
      members.push(...seatsOn(await assemblyOf(tx, body, today), today));
  return {
    own: members.some(({ mandateId }) => actor.seats.some((seat) => seat.mandateId === mandateId)),
    members: mayPrepare(actor).done ? members.map(signatory) : [],
  };
}
