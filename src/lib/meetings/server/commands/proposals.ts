import { and, eq, gte, isNull, lte, or, sql } from 'drizzle-orm';
import { mandates } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type {
  ProposalAcceptForm,
  ProposalActForm,
  ProposalDeclineForm,
  ProposalForm,
} from '../../forms/agenda.ts';
import { mayPrepareMeeting, mayPropose, mayRead } from '../../policy.ts';
import { placeNewItem } from '../../rules/agenda.ts';
import { subjectProposed } from '../../rules/item-subject.ts';
import type { Channel } from '../../vocabulary.ts';
import { fingerprintOf } from '../agenda/changes.ts';
import { markOfAddition } from '../agenda/late.ts';
import { proposalFor } from '../agenda/proposals.ts';
import { memberRequests, memberRequestSupporters } from '../agenda/tables.ts';
import { checkAgendaOpen } from '../../rules/second-meeting.ts';
import { checkNotClosed } from '../../rules/sitting.ts';
import { checkNotCancelled, itemsOf, meetingToChange, meetingToPrepare, type Meeting } from '../load.ts';
import { sittingStateOf } from '../sitting/now.ts';
import { touchSitting } from '../sitting/touch.ts';
import { agendaItems, meetings } from '../tables.ts';

type Request = typeof memberRequests.$inferSelect;

async function meetingFor(tx: Tx, actor: Actor, today: string, meetingId: string): Promise<Outcome<Meeting>> {
  if (!isIdentifier(meetingId)) return notFound();
  const [meeting] = await tx.select().from(meetings).where(eq(meetings.id, meetingId));
  if (!meeting || !mayRead(actor, meeting, today).done) return notFound();
  return done(meeting);
}

/** Refuses to propose anything for a meeting that will not be held, or was. */
async function checkStillHeld(tx: Tx, meeting: Meeting): Promise<Outcome<undefined>> {
  const takesPlace = checkNotCancelled(meeting);
  return takesPlace.done ? checkNotClosed(await sittingStateOf(tx, meeting.id)) : takesPlace;
}

/** Who signs: the actor by their own seat, or a member whose paper the secretary has received. */
async function signerOf(
  tx: Tx,
  actor: Actor,
  today: string,
  meeting: Meeting,
  mandateId: string | undefined,
): Promise<Outcome<{ mandateId: string; via: Channel }>> {
  if (!mandateId) {
    const own = mayPropose(actor, { ...meeting, cancelled: meeting.cancelledAt !== null }, today);
    return own.done ? done({ mandateId: own.value, via: 'member' }) : own;
  }
  const allowed = mayPrepareMeeting(actor, meeting, today);
  if (!allowed.done) return allowed;
  const [mandate] = await tx
    .select({ id: mandates.id })
    .from(mandates)
    .where(
      and(
        eq(mandates.id, mandateId),
        eq(mandates.bodyId, meeting.bodyId),
        lte(mandates.fromDay, today),
        or(isNull(mandates.toDay), gte(mandates.toDay, today)),
      ),
    );
  return mandate ? done({ mandateId: mandate.id, via: 'paper' }) : notFound();
}

/** Loads a proposal of the body of a meeting and holds it, so that signatures and answers follow each other. */
async function requestAt(tx: Tx, meeting: Meeting, requestId: string): Promise<Outcome<Request>> {
  const [request] = await tx
    .select()
    .from(memberRequests)
    .where(
      and(
        eq(memberRequests.id, requestId),
        eq(memberRequests.bodyId, meeting.bodyId),
        eq(memberRequests.kind, 'item'),
      ),
    )
    .for('update');
  return request ? done(request) : notFound();
}

function alreadyAnswered() {
  return refuse(
    'proposal-answered',
    'Cette proposition a déjà reçu une réponse, ou a été retirée. Rechargez la page pour la lire.',
  );
}

/**
 * Proposes an item for a meeting of a body in which the actor sits; the secretary may note one received on paper. Refuses
 * those who do not sit there, and a meeting that is over, closed or cancelled. Sent twice, it is proposed once.
 */
export function proposeItem(
  house: House,
  actor: Actor,
  meetingId: string,
  form: ProposalForm,
): Promise<Outcome<{ requestId: string }>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await meetingFor(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const meeting = loaded.value;
    const going = await checkStillHeld(tx, loaded.value);
    if (!going.done) return going;
    const signer = await signerOf(tx, actor, today, meeting, form.mandateId);
    if (!signer.done) return signer;
    const { associationId } = actor;
    const proposal = { title: form.title, text: form.text };
    const [created] = await tx
      .insert(memberRequests)
      .values({
        associationId,
        ...(form.requestId && { id: form.requestId }),
        kind: 'item',
        bodyId: meeting.bodyId,
        meetingId,
        ...proposal,
        submittedAt: now,
      })
      .onConflictDoNothing()
      .returning({ id: memberRequests.id });
    if (!created) {
      nothingToDo();
      return done({ requestId: form.requestId! });
    }
    const requestId = created.id;
    await tx.insert(memberRequestSupporters).values({
      associationId,
      requestId,
      bodyId: meeting.bodyId,
      signedAt: now,
      ...signer.value,
    });
    journal({
      act: 'member-request.submitted',
      subject: { kind: 'member-request', id: requestId },
      after: { kind: 'item', meetingId, ...proposal, ...signer.value },
    });
    return done({ requestId });
  });
}

/** Signs a proposal with its author. Refuses as `proposeItem` does, and one that was answered. Pressed twice, it signs once. */
export function supportProposal(
  house: House,
  actor: Actor,
  meetingId: string,
  form: ProposalActForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await meetingFor(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const going = await checkStillHeld(tx, loaded.value);
    if (!going.done) return going;
    const signer = await signerOf(tx, actor, today, loaded.value, form.mandateId);
    if (!signer.done) return signer;
    const request = await requestAt(tx, loaded.value, form.requestId);
    if (!request.done) return request;
    if (request.value.state !== 'open') return alreadyAnswered();
    const [signed] = await tx
      .insert(memberRequestSupporters)
      .values({
        associationId: actor.associationId,
        requestId: form.requestId,
        bodyId: loaded.value.bodyId,
        // The author is the first to sign: never at the same instant as another.
        signedAt: sql`greatest(${now}::timestamptz, ${request.value.submittedAt}::timestamptz + interval '1 millisecond')`,
        ...signer.value,
      })
      .onConflictDoNothing()
      .returning({ mandateId: memberRequestSupporters.mandateId });
    if (!signed) {
      nothingToDo();
      return done();
    }
    journal({
      act: 'member-request.signed',
      subject: { kind: 'member-request', id: form.requestId },
      after: signer.value,
    });
    return done();
  });
}

/**
 * Takes back the signature that the actor gave to the proposal of someone else. Refuses the author, who withdraws the whole
 * of it, and one that was answered. Taken back twice, it is taken back once.
 */
export function withdrawSupport(
  house: House,
  actor: Actor,
  meetingId: string,
  form: ProposalActForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const loaded = await meetingFor(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const request = await requestAt(tx, loaded.value, form.requestId);
    if (!request.done) return request;
    if (request.value.state !== 'open') return alreadyAnswered();
    const { supporters } = (await proposalFor(tx, loaded.value, form.requestId))!;
    const own = supporters.find(({ mandateId }) => actor.seats.some((seat) => seat.mandateId === mandateId));
    if (!own) {
      nothingToDo();
      return done();
    }
    if (own === supporters[0])
      return refuse(
        'is-the-author',
        'Cette proposition est la vôtre\u00a0: retirez-la tout entière, ou laissez votre signature.',
      );
    await tx
      .delete(memberRequestSupporters)
      .where(
        and(
          eq(memberRequestSupporters.requestId, form.requestId),
          eq(memberRequestSupporters.mandateId, own.mandateId),
        ),
      );
    journal({
      act: 'member-request.unsigned',
      subject: { kind: 'member-request', id: form.requestId },
      before: { mandateId: own.mandateId, via: own.via },
    });
    return done();
  });
}

/** Withdraws a proposal. Refuses those who did not make it, and one that was answered. */
export function withdrawProposal(
  house: House,
  actor: Actor,
  meetingId: string,
  form: ProposalActForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const loaded = await meetingFor(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const request = await requestAt(tx, loaded.value, form.requestId);
    if (!request.done) return request;
    const proposal = (await proposalFor(tx, loaded.value, form.requestId))!;
    const author = proposal.supporters[0]?.mandateId;
    if (!actor.seats.some(({ mandateId }) => mandateId === author))
      return refuse('not-the-author', 'Seule la personne qui a fait cette proposition peut la retirer.');
    if (proposal.state === 'withdrawn') {
      nothingToDo();
      return done();
    }
    if (proposal.state !== 'open') return alreadyAnswered();
    await tx
      .update(memberRequests)
      .set({ state: 'withdrawn', version: proposal.version + 1 })
      .where(eq(memberRequests.id, proposal.id));
    journal({
      act: 'member-request.withdrawn',
      subject: { kind: 'member-request', id: proposal.id },
      before: { title: proposal.title },
    });
    return done();
  });
}

/** Loads a proposal that the secretary answers, as they last read it. */
async function requestToAnswer(
  tx: Tx,
  meeting: Meeting,
  form: { readonly requestId: string; readonly version: number },
): Promise<Outcome<Request>> {
  const request = await requestAt(tx, meeting, form.requestId);
  if (!request.done) return request;
  return request.value.state === 'open' && request.value.version === form.version
    ? request
    : alreadyAnswered();
}

/**
 * Puts a proposal on the agenda, last under the item chosen. Refuses one that was answered, a place that is not there, and
 * after the notice an addition without a reason.
 */
export function acceptProposal(
  house: House,
  actor: Actor,
  meetingId: string,
  form: ProposalAcceptForm,
): Promise<Outcome<{ itemId: string }>> {
  return command(house, actor, async ({ tx, now, today, journal }) => {
    const loaded = await meetingToChange(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const open = checkAgendaOpen(loaded.value);
    if (!open.done) return open;
    const request = await requestToAnswer(tx, loaded.value, form);
    if (!request.done) return request;
    const placed = placeNewItem(await itemsOf(tx, loaded.value), form.parentId || null);
    if (!placed.done) return placed;
    const mark = await markOfAddition(tx, meetingId, form.lateReason);
    if (!mark.done) return mark;
    const { id: requestId, title, text, version } = request.value;
    const item = {
      title,
      text,
      nature: form.nature,
      subject: subjectProposed(title),
      requestId,
      ...placed.value,
      ...mark.value,
    };
    const [created] = await tx
      .insert(agendaItems)
      .values({ associationId: actor.associationId, meetingId, ...item })
      .returning({ id: agendaItems.id });
    await tx
      .update(memberRequests)
      .set({ state: 'accepted', meetingId, answeredAt: now, answeredBy: actor.name, version: version + 1 })
      .where(eq(memberRequests.id, requestId));
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'member-request.answered',
      subject: { kind: 'member-request', id: requestId },
      after: { state: 'accepted', itemId: created!.id },
    });
    journal({
      act: 'agenda-item.added',
      subject: { kind: 'agenda-item', id: created!.id },
      after: { meetingId, ...item, agenda: await fingerprintOf(tx, meetingId) },
    });
    return done({ itemId: created!.id });
  });
}

/** Answers why a proposal is not put on the agenda. Refuses one that was answered, and one that is a right of the members. */
export function declineProposal(
  house: House,
  actor: Actor,
  meetingId: string,
  form: ProposalDeclineForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal }) => {
    const loaded = await meetingToPrepare(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const request = await requestToAnswer(tx, loaded.value, form);
    if (!request.done) return request;
    const { standing, version } = (await proposalFor(tx, loaded.value, form.requestId))!;
    if (standing.reached)
      return refuse(
        'proposal-of-right',
        standing.isRight
          ? 'Impossible d’écarter cette proposition\u00a0: un vingtième des membres l’a signée à temps, elle figure de droit à l’ordre du jour. Ajoutez-la.'
          : 'Impossible d’écarter cette proposition\u00a0: un vingtième des membres l’a signée. Arrivée trop tard pour cette assemblée, elle est gardée pour la prochaine.',
        { source: 'CSA 9:14' },
      );
    await tx
      .update(memberRequests)
      .set({
        state: 'declined',
        meetingId,
        answer: form.answer,
        answeredAt: now,
        answeredBy: actor.name,
        version: version + 1,
      })
      .where(eq(memberRequests.id, form.requestId));
    journal({
      act: 'member-request.answered',
      subject: { kind: 'member-request', id: form.requestId },
      after: { state: 'declined', answer: form.answer },
    });
    return done();
  });
}
