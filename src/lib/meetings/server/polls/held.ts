import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { daysAfter } from '#lib/kernel/days.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import { mayPrepare, mayRead } from '../../policy.ts';
import { datePolls } from '../planning/tables.ts';

export type Poll = typeof datePolls.$inferSelect;

export const CLOSED = refuse(
  'poll-closed',
  'Ce sondage est terminé\u00a0: il ne reçoit plus de réponses. Pour signaler un empêchement, écrivez au secrétariat.',
);

/** How long a personal link still shows the poll after its last day: the result may come a while later. */
const SHOWN_AFTER = 31;

export const expiryOf = ({ closesOn }: Pick<Poll, 'closesOn'>) =>
  `${daysAfter(closesOn, SHOWN_AFTER)}T00:00:00Z`;

/** A poll for whoever may read it, locked until the transaction ends. */
export async function heldPoll(tx: Tx, actor: Actor, today: string, pollId: string): Promise<Outcome<Poll>> {
  if (!isIdentifier(pollId)) return notFound();
  const [poll] = await tx.select().from(datePolls).where(eq(datePolls.id, pollId)).for('update');
  if (!poll || !mayRead(actor, { bodyId: poll.bodyId, heldOn: today }, today).done) return notFound();
  return done(poll);
}

/** The same for whoever prepares meetings. */
export async function pollToPrepare(
  tx: Tx,
  actor: Actor,
  today: string,
  pollId: string,
): Promise<Outcome<Poll>> {
  const held = await heldPoll(tx, actor, today, pollId);
  if (!held.done) return held;
  const allowed = mayPrepare(actor);
  return allowed.done ? held : allowed;
}
