import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { College } from '#lib/kernel/sectors.ts';
import { mayRead } from '#lib/meetings/policy.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import { votes, voteRights } from './tables.ts';

export type Vote = typeof votes.$inferSelect;

/** What a ballot asks of its vote: what was frozen for the counting is, with thousands of voters, too much to read for each. */
const CAST_COLUMNS = {
  id: votes.id,
  associationId: votes.associationId,
  meetingId: votes.meetingId,
  state: votes.state,
  secret: votes.secret,
  mayChange: votes.mayChange,
  blankAllowed: votes.blankAllowed,
  names: votes.names,
  advanceUntil: votes.advanceUntil,
};
export type CastVote = Pick<Vote, keyof typeof CAST_COLUMNS>;

export type Right = typeof voteRights.$inferSelect;

/** A college as a row names it: null counts all votes together. */
export const stored = (college: College | null) => college ?? ('overall' as const);
export const read = (college: College | 'overall') => (college === 'overall' ? null : college);

/**
 * A vote of this meeting, held until the transaction ends: shared by those who cast, alone for whoever ends it. So the
 * database puts the ballots and the closing in an order: what was cast before it counts, and nothing comes after.
 */
export async function heldVote(
  tx: Tx,
  meetingId: string,
  voteId: string,
  lock: 'share' | 'update',
): Promise<Outcome<Vote>> {
  if (!isIdentifier(meetingId)) return notFound();
  const [vote] = await tx
    .select()
    .from(votes)
    .where(and(eq(votes.id, voteId), eq(votes.meetingId, meetingId)))
    .for(lock);
  return vote ? done(vote) : notFound();
}

/** What was frozen of a vote when it opened. */
export async function factsOf(tx: Tx, voteId: string): Promise<Vote['facts']> {
  const [vote] = await tx.select({ facts: votes.facts }).from(votes).where(eq(votes.id, voteId));
  return vote!.facts;
}

/** The one right of a vote that this mandate has; its row is held, so that two presses follow each other. */
export async function heldRight(tx: Tx, voteId: string, mandateId: string): Promise<Right | null> {
  const [right] = await tx
    .select()
    .from(voteRights)
    .where(and(eq(voteRights.voteId, voteId), eq(voteRights.mandateId, mandateId)))
    .for('update');
  return right ?? null;
}

/** The rights of a vote that are cast, without what: who took part. */
export function voicesCast(tx: Tx, voteId: string): Promise<Pick<Right, 'mandateId' | 'college'>[]> {
  return tx
    .select({ mandateId: voteRights.mandateId, college: voteRights.college })
    .from(voteRights)
    .where(and(eq(voteRights.voteId, voteId), eq(voteRights.cast, true)))
    .orderBy(asc(voteRights.mandateId));
}

/** Those who still have a voice to give in a vote. */
export async function voicesLeft(tx: Tx, voteId: string): Promise<string[]> {
  const rows = await tx
    .select({ mandateId: voteRights.mandateId })
    .from(voteRights)
    .where(and(eq(voteRights.voteId, voteId), eq(voteRights.cast, false)))
    .orderBy(asc(voteRights.mandateId));
  return rows.map(({ mandateId }) => mandateId);
}

/** What somebody asks of a voice in a vote. */
interface Claim {
  readonly actor: Actor;
  readonly mandateId: string;
}

/** A vote and a right in it, both held by the transaction. */
interface OwnRight {
  readonly vote: CastVote;
  readonly right: Right;
  readonly meetingCancelled: boolean;
}

/**
 * A vote and the right in it that the actor casts, both held. "Not found" for whoever may not read the meeting. Refuses
 * someone else's right, and a voice that this vote does not have.
 */
export async function ownRight(
  tx: Tx,
  actor: Actor,
  today: string,
  meetingId: string,
  { voteId, mandateId }: { readonly voteId: string; readonly mandateId: string },
): Promise<Outcome<OwnRight>> {
  const [own] = await ownRights(tx, today, meetingId, voteId, [{ actor, mandateId }]);
  return own!;
}

/**
 * The same for several who claim a right at once, in as many statements as for one. The rights are held in one order, so that
 * two transactions wait for each other and never both.
 */
export async function ownRights(
  tx: Tx,
  today: string,
  meetingId: string,
  voteId: string,
  claims: readonly Claim[],
): Promise<Outcome<OwnRight>[]> {
  if (!isIdentifier(meetingId)) return claims.map(() => notFound());
  const [vote] = await tx
    .select(CAST_COLUMNS)
    .from(votes)
    .where(and(eq(votes.id, voteId), eq(votes.meetingId, meetingId)))
    .for('share');
  if (!vote) return claims.map(() => notFound());
  const [meeting] = await tx
    .select({ bodyId: meetings.bodyId, heldOn: meetings.heldOn, cancelledAt: meetings.cancelledAt })
    .from(meetings)
    .where(eq(meetings.id, meetingId));
  const rows = await tx
    .select()
    .from(voteRights)
    .where(
      and(
        eq(voteRights.voteId, voteId),
        inArray(
          voteRights.mandateId,
          claims.map(({ mandateId }) => mandateId),
        ),
      ),
    )
    .orderBy(asc(voteRights.mandateId))
    .for('update');
  const rights = new Map(rows.map((right) => [right.mandateId, right]));
  return claims.map(({ actor, mandateId }) => {
    if (!meeting || !mayRead(actor, meeting, today).done) return notFound();
    const right = rights.get(mandateId);
    if (!right || !actor.seats.some((seat) => seat.mandateId === right.casterMandateId))
      return refuse(
        'not-entitled',
        'Cette voix n’est pas à vous dans ce vote. Si vous pensez que si, demandez au secrétariat d’annuler le vote et de le rouvrir.',
      );
    return done({ vote, right, meetingCancelled: meeting.cancelledAt !== null });
  });
}
