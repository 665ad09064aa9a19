import type { Actor } from '#lib/kernel/actor.ts';
import { dayWithin } from '#lib/kernel/days.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import { mayRead, type MeetingFacts } from './policy.ts';
import type { Audience } from './vocabulary.ts';

export interface AnnexFacts {
  readonly confidential: boolean;
  readonly removed: boolean;
  /** Asked for in an earlier version than the last. */
  readonly superseded: boolean;
}

/**
 * For whom a pack is made that this actor may read: with confidential annexes for the staff and for whoever votes in the
 * body on the day of the meeting, without for everyone else, guests and observers among them.
 */
export function audienceOf(actor: Actor, meeting: MeetingFacts): Audience {
  const votes = actor.seats.some(
    (seat) => seat.voting && seat.bodyId === meeting.bodyId && dayWithin(meeting.heldOn, seat.from, seat.to),
  );
  return actor.role !== null || votes ? 'confidential' : 'open';
}

/**
 * Who may read an annex: whoever may read the meeting; a confidential one, only the audience it is due to; what was
 * removed or replaced, only the staff. For anyone else it does not exist.
 */
export function mayReadAnnex(
  actor: Actor,
  meeting: MeetingFacts,
  annex: AnnexFacts,
  today: string,
): Outcome<undefined> {
  const readable = mayRead(actor, meeting, today);
  if (!readable.done || actor.role !== null) return readable;
  if (annex.removed || annex.superseded) return notFound();
  return annex.confidential && audienceOf(actor, meeting) === 'open' ? notFound() : done();
}
