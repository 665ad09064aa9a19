import { and, asc, eq } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { localDay } from '#lib/kernel/days.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import {
  itemsProposed,
  type AssemblyCallForm,
  type AssemblyRequestForm,
} from '../../forms/assembly-requests.ts';
import { mayPrepare, mayRead } from '../../policy.ts';
import { assemblyDelays, assemblySignatures, checkAssemblyDay } from '../../rules/assembly-requests.ts';
import { insertItems } from '../agenda/insert-items.ts';
import { memberRequests, memberRequestSupporters } from '../agenda/tables.ts';
import { planMeeting } from '../commands/planning.ts';
import { assemblyOf, countedSignatures, seatsOn, supportersOf, type Assembly } from './members.ts';

type Request = typeof memberRequests.$inferSelect;

const NOT_A_MEMBER = refuse(
  'not-a-member',
  'Seul un membre effectif, ou qui le représente, peut demander une assemblée générale ou signer cette demande.',
  { source: 'CSA 9:13' },
);

const REACHED = refuse(
  'already-reached',
  'Un cinquième des membres a signé\u00a0: cette demande ne se retire plus, l’assemblée doit être convoquée.',
  { source: 'CSA 9:13' },
);

const ENDED = refuse(
  'request-ended',
  'Cette demande n’est plus ouverte\u00a0: l’assemblée est convoquée, ou la demande est retirée.',
);

/** The assemblies of the association on an ISO day, locked: two requests do not begin at once. */
async function assembliesOn(tx: Tx, today: string): Promise<Assembly[]> {
  const rows = await tx
    .select({ id: bodies.id, kind: bodies.kind, from: bodies.fromDay, to: bodies.toDay })
    .from(bodies)
    .where(eq(bodies.kind, 'general-assembly'))
    .orderBy(asc(bodies.position), asc(bodies.code))
    .for('update');
  const assemblies: Assembly[] = [];
  for (const body of rows)
    if (today >= (body.from ?? today) && today <= (body.to ?? today))
      assemblies.push(await assemblyOf(tx, body, today));
  return assemblies;
}

/**
 * Begins to ask for a general assembly: its purpose and the items proposed, signed by whoever sends it. Coordination and
 * assistant enter in the same way a request that came on paper, for the member whose it is. Refuses whoever is not a full
 * member today. The same request sent twice begins once.
 */
export function submitAssemblyRequest(
  house: House,
  actor: Actor,
  form: AssemblyRequestForm,
): Promise<Outcome<{ requestId: string }>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const onPaper = form.mandateId !== '';
    if (onPaper) {
      const allowed = mayPrepare(actor);
      if (!allowed.done) return allowed;
    }
    const own = new Set(onPaper ? [form.mandateId] : actor.seats.map(({ mandateId }) => mandateId));
    const found = (await assembliesOn(tx, today)).flatMap((assembly) =>
      seatsOn(assembly, today).flatMap((seat) => (own.has(seat.mandateId) ? [{ assembly, seat }] : [])),
    )[0];
    if (!found)
      return actor.role === null
        ? NOT_A_MEMBER
        : refuse('not-a-member', 'Choisissez le membre effectif qui demande cette assemblée.', {
            field: 'mandateId',
          });
    const { associationId } = actor;
    const bodyId = found.assembly.id;
    const { title, text } = form;
    const [known] = await tx
      .select({ id: memberRequests.id })
      .from(memberRequests)
      .where(
        and(
          eq(memberRequests.kind, 'assembly'),
          eq(memberRequests.bodyId, bodyId),
          eq(memberRequests.title, title),
          eq(memberRequests.state, 'open'),
        ),
      );
    if (known) {
      nothingToDo();
      return done({ requestId: known.id });
    }
    const [row] = await tx
      .insert(memberRequests)
      .values({ associationId, kind: 'assembly', bodyId, title, text, submittedAt: now })
      .returning({ id: memberRequests.id });
    const requestId = row!.id;
    const { mandateId } = found.seat;
    const via = onPaper ? 'paper' : 'member';
    await tx
      .insert(memberRequestSupporters)
      .values({ associationId, requestId, mandateId, bodyId, signedAt: now, via });
    journal({
      act: 'member-request.submitted',
      subject: { kind: 'member-request', id: requestId },
      after: { kind: 'assembly', bodyId, title, text, mandateId, via },
    });
    return done({ requestId });
  });
}

/** A request for an assembly, for whoever may read it, locked until the transaction ends, with its assembly. */
async function heldRequest(
  tx: Tx,
  actor: Actor,
  today: string,
  requestId: string,
): Promise<Outcome<{ request: Request; assembly: Assembly }>> {
  if (!isIdentifier(requestId)) return notFound();
  const [request] = await tx
    .select()
    .from(memberRequests)
    .where(and(eq(memberRequests.id, requestId), eq(memberRequests.kind, 'assembly')))
    .for('update');
  const facts = request && { bodyId: request.bodyId, heldOn: localDay(request.submittedAt) };
  if (!facts || !mayRead(actor, facts, today).done) return notFound();
  const [body] = await tx
    .select({ id: bodies.id, kind: bodies.kind })
    .from(bodies)
    .where(eq(bodies.id, request.bodyId));
  return done({ request, assembly: await assemblyOf(tx, body!, today) });
}

/**
 * Signs a request for an assembly, as the full member that the actor represents. Refuses whoever may not read it, whoever
 * is not a full member today, and a request that is no longer open. Signed twice, it is signed once.
 */
export function signAssemblyRequest(
  house: House,
  actor: Actor,
  requestId: string,
): Promise<Outcome<undefined>> {
  const own = new Set(actor.seats.map(({ mandateId }) => mandateId));
  return sign(house, actor, requestId, 'member', (mandateId) => own.has(mandateId), NOT_A_MEMBER);
}

/** The same for a signature that came on paper, entered by coordination or the assistant. */
export function enterAssemblySignature(
  house: House,
  actor: Actor,
  requestId: string,
  mandateId: string,
): Promise<Outcome<undefined>> {
  return sign(house, actor, requestId, 'paper', (each) => each === mandateId, notFound());
}

function sign(
  house: House,
  actor: Actor,
  requestId: string,
  via: 'member' | 'paper',
  isTheirs: (mandateId: string) => boolean,
  notTheirs: ReturnType<typeof notFound>,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const held = await heldRequest(tx, actor, today, requestId);
    if (!held.done) return held;
    if (via === 'paper') {
      const allowed = mayPrepare(actor);
      if (!allowed.done) return allowed;
    }
    const { request, assembly } = held.value;
    const seat = seatsOn(assembly, today).find(({ mandateId }) => isTheirs(mandateId));
    if (!seat) return notTheirs;
    const { mandateId, organisationId } = seat;
    const signed = countedSignatures(assembly, await supportersOf(tx, [requestId]));
    if (signed.some((each) => each.seat.organisationId === organisationId)) {
      nothingToDo();
      return done();
    }
    if (request.state !== 'open') return ENDED;
    await tx.insert(memberRequestSupporters).values({
      associationId: actor.associationId,
      requestId,
      mandateId,
      bodyId: request.bodyId,
      signedAt: now,
      via,
    });
    journal({
      act: 'member-request.signed',
      subject: { kind: 'member-request', id: requestId },
      after: { mandateId, via },
    });
    return done();
  });
}

/**
 * Takes back the signature that the actor gave to the request of someone else, before a fifth of the members signed. Refuses
 * whoever began it, and what is reached or ended. Taken back twice, it is taken back once.
 */
export function unsignAssemblyRequest(
  house: House,
  actor: Actor,
  requestId: string,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const held = await heldRequest(tx, actor, today, requestId);
    if (!held.done) return held;
    const { request, assembly } = held.value;
    if (request.state !== 'open') return ENDED;
    const supporters = await supportersOf(tx, [requestId]);
    const own = supporters.find(({ mandateId }) => actor.seats.some((seat) => seat.mandateId === mandateId));
    if (!own) {
      nothingToDo();
      return done();
    }
    if (own === supporters[0])
      return refuse('is-the-author', 'Cette demande est la vôtre\u00a0: retirez-la tout entière.');
    const signed = countedSignatures(assembly, supporters).map(({ on }) => on);
    if (assemblySignatures(signed, assembly.steps, today).reachedOn !== null) return REACHED;
    await tx
      .delete(memberRequestSupporters)
      .where(
        and(
          eq(memberRequestSupporters.requestId, requestId),
          eq(memberRequestSupporters.mandateId, own.mandateId),
        ),
      );
    journal({
      act: 'member-request.unsigned',
      subject: { kind: 'member-request', id: requestId },
      before: { mandateId: own.mandateId, via: own.via },
    });
    return done();
  });
}

/**
 * Withdraws a request for an assembly. Only whoever began it, and only before a fifth of the members signed: from then on
 * it is theirs too. Withdrawn twice, it stays as it is.
 */
export function withdrawAssemblyRequest(
  house: House,
  actor: Actor,
  requestId: string,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const held = await heldRequest(tx, actor, today, requestId);
    if (!held.done) return held;
    const { request, assembly } = held.value;
    const supporters = await supportersOf(tx, [requestId]);
    if (!actor.seats.some(({ mandateId }) => mandateId === supporters[0]?.mandateId))
      return refuse('not-the-author', 'Seul l’auteur de cette demande peut la retirer.');
    if (request.state === 'withdrawn') {
      nothingToDo();
      return done();
    }
    const signed = countedSignatures(assembly, supporters).map(({ on }) => on);
    if (request.state !== 'open' || assemblySignatures(signed, assembly.steps, today).reachedOn !== null)
      return REACHED;
    await tx
      .update(memberRequests)
      .set({ state: 'withdrawn', version: request.version + 1 })
      .where(eq(memberRequests.id, requestId));
    journal({ act: 'member-request.withdrawn', subject: { kind: 'member-request', id: requestId } });
    return done();
  });
}

/**
 * Plans the assembly that a fifth of the members asked for, with the items that they propose on its agenda, in one act.
 * Refuses a request that is not reached or was withdrawn, a day after the fortieth while an earlier one is possible, and
 * whatever prevents the meeting. Pressed twice, plans one and answers it.
 */
export function callAssembly(
  house: House,
  actor: Actor,
  requestId: string,
  form: AssemblyCallForm,
): Promise<Outcome<{ meetingId: string }>> {
  return command(house, actor, async (act) => {
    const { tx, now, today, journal, nothingToDo } = act;
    const held = await heldRequest(tx, actor, today, requestId);
    if (!held.done) return held;
    const allowed = mayPrepare(actor);
    if (!allowed.done) return allowed;
    const { request, assembly } = held.value;
    if (request.meetingId !== null) {
      nothingToDo();
      return done({ meetingId: request.meetingId });
    }
    if (request.state !== 'open') return ENDED;
    const signed = countedSignatures(assembly, await supportersOf(tx, [requestId])).map(({ on }) => on);
    const { reachedOn, sentence } = assemblySignatures(signed, assembly.steps, today);
    if (reachedOn === null) return refuse('not-reached', sentence, { source: 'CSA 9:13' });
    const delays = assemblyDelays(reachedOn, assembly.statutes);
    const day = checkAssemblyDay(form.heldOn, delays, assembly.statutes, today);
    if (!day.done) return day;
    const { associationId } = actor;
    const { bodyId, version } = request;
    const planned = await planMeeting(act, actor, { bodyId, kind: 'extraordinary', ...form });
    if (!planned.done) return planned;
    const { meetingId } = planned.value;
    const items = itemsProposed(request.text).map((title) => ({
      title,
      nature: 'decision' as const,
      requestId,
    }));
    const inserted = await insertItems(tx, { associationId, meetingId, existing: [] }, items);
    if (!inserted.done) return inserted;
    await tx
      .update(memberRequests)
      .set({
        state: 'accepted',
        meetingId,
        answeredAt: now,
        answeredBy: actor.name,
        version: version + 1,
      })
      .where(eq(memberRequests.id, requestId));
    journal({
      act: 'member-request.answered',
      subject: { kind: 'member-request', id: requestId },
      after: { state: 'accepted', meetingId, items: items.map(({ title }) => title) },
    });
    return done({ meetingId });
  });
}
