import { eq } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import { holdMandates } from '#lib/bodies/server/queries.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import { mayAnswerAs, mayPrepareMeeting, mayRead } from '../../policy.ts';
import { checkStillOpen } from '../../rules/replies.ts';
import { meetings } from '../tables.ts';
import { participationIn, type Participant, type Participation } from './participants.ts';

type Meeting = typeof meetings.$inferSelect;

/** A meeting held while an answer to it is written. */
export interface HeldMeeting extends Participation {
  readonly meeting: Meeting;
  readonly bodyName: string;
}

/**
 * Loads a meeting that the actor may read, to write who comes. The row is locked until the transaction ends: two people
 * who give their proxy to the same one come one after the other.
 */
export async function holdMeeting(
  tx: Tx,
  actor: Actor,
  today: string,
  meetingId: string,
): Promise<Outcome<HeldMeeting>> {
  if (!isIdentifier(meetingId)) return notFound();
  const [row] = await tx
    .select({ meeting: meetings, kind: bodies.kind, bodyName: bodies.name })
    .from(meetings)
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(meetings.id, meetingId))
    .for('update', { of: meetings });
  if (!row || !mayRead(actor, row.meeting, today).done) return notFound();
  const { meeting, kind, bodyName } = row;
  await holdMandates(tx, meeting.bodyId);
  const body = { id: meeting.bodyId, kind };
  return done({ meeting, bodyName, ...(await participationIn(tx, { ...meeting, body }, today)) });
}

/**
 * The same, for the answer of one mandate: by its holder until the sitting opens, or entered by the secretary (`via`)
 * until it closes.
 */
export async function holdAnswer(
  tx: Tx,
  actor: Actor,
  today: string,
  meetingId: string,
  { mandateId, via }: { mandateId: string; via?: 'secretary' | 'paper' | undefined },
): Promise<Outcome<HeldMeeting & { who: Participant }>> {
  const held = await holdMeeting(tx, actor, today, meetingId);
  if (!held.done) return held;
  const { meeting, participants, facts } = held.value;
  const allowed = via ? mayPrepareMeeting(actor, meeting, today) : mayAnswerAs(actor, meeting, mandateId);
  if (!allowed.done) return allowed;
  const who = participants.get(mandateId);
  if (!who)
    return refuse(
      'not-entitled',
      'Cette personne n’a pas de mandat dans l’instance le jour de la réunion. Choisissez dans la liste.',
      { field: 'mandateId' },
    );
  const open = checkStillOpen(facts, via ? 'secretary' : 'member');
  return open.done ? done({ ...held.value, who }) : open;
}
