import type { Actor } from '#lib/kernel/actor.ts';
import { dayWithin } from '#lib/kernel/days.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';

export interface MeetingFacts {
  readonly bodyId: string;
  /** ISO day. */
  readonly heldOn: string;
}

/**
 * Who may read a meeting, its agenda, attendance, notes and decisions: the staff of the association, whoever sits in the
 * body today, and whoever sat in it on the day of the meeting. For anyone else the meeting does not exist.
 */
export function mayRead(actor: Actor, meeting: MeetingFacts, today: string): Outcome<undefined> {
  const sits = actor.seats.some(
    (seat) =>
      seat.bodyId === meeting.bodyId &&
      (dayWithin(today, seat.from, seat.to) || dayWithin(meeting.heldOn, seat.from, seat.to)),
  );
  return actor.role !== null || sits ? done() : notFound();
}

/** Who may create and prepare meetings, take notes and record attendance: coordination and assistant. */
export function mayPrepare(actor: Actor): Outcome<undefined> {
  return actor.role === 'coordination' || actor.role === 'assistant'
    ? done()
    : refuse(
        'not-allowed',
        'Seul le secrétariat de l’association prépare les réunions. Demandez-lui cette modification.',
      );
}

/** Preparing one meeting: to read it comes first, so that a refusal does not reveal what exists. */
export function mayPrepareMeeting(actor: Actor, meeting: MeetingFacts, today: string): Outcome<undefined> {
  const readable = mayRead(actor, meeting, today);
  return readable.done ? mayPrepare(actor) : readable;
}

/**
 * Whether the actor answers for a mandate of the body themselves: it is theirs on the day of the meeting. For anyone else
 * this mandate does not exist.
 */
export function mayAnswerAs(actor: Actor, meeting: MeetingFacts, mandateId: string): Outcome<undefined> {
  return ownMandates(actor, meeting).includes(mandateId) ? done() : notFound();
}

/** The mandates by which the actor sits in the body on the day of the meeting, the oldest first. */
export function ownMandates(actor: Actor, meeting: MeetingFacts): string[] {
  return actor.seats
    .filter(({ bodyId, from, to }) => bodyId === meeting.bodyId && dayWithin(meeting.heldOn, from, to))
    .map(({ mandateId }) => mandateId);
}

/**
 * By which of their mandates someone may propose an item for a meeting, or support one: a seat in the body today, one with
 * a vote first. Refuses those who do not sit in it, a meeting that is over and one that is cancelled. Who acts by a
 * personal link has seats as well: the account is not asked for.
 */
export function mayPropose(
  actor: Actor,
  meeting: MeetingFacts & { readonly cancelled: boolean },
  today: string,
): Outcome<string> {
  const readable = mayRead(actor, meeting, today);
  if (!readable.done) return readable;
  if (meeting.cancelled || meeting.heldOn < today)
    return refuse(
      'meeting-over',
      'Cette réunion est passée ou annulée\u00a0: proposez votre point pour la prochaine.',
    );
  const seats = actor.seats.filter(
    (seat) => seat.bodyId === meeting.bodyId && dayWithin(today, seat.from, seat.to),
  );
  const seat = seats.find(({ voting }) => voting) ?? seats[0];
  return seat
    ? done(seat.mandateId)
    : refuse(
        'not-a-member',
        'Seules les personnes qui siègent dans cette instance proposent des points. Adressez-vous au secrétariat.',
      );
}

/** Who may open again a sitting that was closed: coordination. */
export function mayReopen(actor: Actor): Outcome<undefined> {
  return actor.role === 'coordination'
    ? done()
    : refuse(
        'not-allowed',
        'Seule la coordination rouvre une séance levée. Demandez-lui, en disant ce qu’il faut corriger.',
      );
}

/**
 * Who may say something of a mandate in a meeting (that they are there, that they have a conflict of interest): whoever
 * holds it, and whoever prepares the meeting. To read the meeting comes first.
 */
export function maySpeakFor(
  actor: Actor,
  meeting: MeetingFacts,
  today: string,
  mandateId: string,
): Outcome<undefined> {
  const readable = mayRead(actor, meeting, today);
  if (!readable.done || actor.seats.some((seat) => seat.mandateId === mandateId) || mayPrepare(actor).done)
    return readable;
  return refuse(
    'not-allowed',
    'Vous ne pouvez le dire que pour vous-même. Pour quelqu’un d’autre, adressez-vous au secrétariat.',
  );
}
