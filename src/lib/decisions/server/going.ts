import { and, eq, inArray, or, sql, type SQL } from 'drizzle-orm';
import { ofName } from '#lib/kernel/french.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { elections } from './elections/tables.ts';
import { paperVotes } from './paper/tables.ts';
import { propositions } from './propositions/tables.ts';
import type { Vote } from './votes/held.ts';
import { votes } from './votes/tables.ts';

/** Whether a vote is about this item, by itself or among those that it decides together. */
function isAbout(
  itemId: string,
  table: { readonly itemId: PgColumn; readonly linked: PgColumn },
): SQL | undefined {
  return or(eq(table.itemId, itemId), sql`${table.linked} @> ${JSON.stringify([{ itemId }])}::jsonb`);
}

/** Whether a vote on screens on this item waits for its end: open, or closed without its result. */
export async function screensGoing(tx: Tx, itemId: string): Promise<boolean> {
  const [vote] = await tx
    .select({ id: votes.id })
    .from(votes)
    .where(and(isAbout(itemId, votes), inArray(votes.state, ['open', 'closed'])));
  return vote !== undefined;
}

/**
 * Refuses to do something to an item on which a vote waits for its end, on paper or on screens, or an election. `act` follows
 * "Impossible de"; `field` is that of the form. The caller holds the meeting locked, so that no vote opens meanwhile.
 */
export async function checkNoneGoing(
  tx: Tx,
  itemId: string,
  act: string,
  field?: string,
): Promise<Outcome<undefined>> {
  const [counting] = await tx
    .select({ id: paperVotes.id })
    .from(paperVotes)
    .where(isAbout(itemId, paperVotes));
  const where = field === undefined ? {} : { field };
  const impossible = `Impossible ${ofName(act)}\u00a0:`;
  if (counting)
    return refuse(
      'counting',
      `${impossible} des bulletins sont en cours de dépouillement sur ce point. Terminez le dépouillement, ou abandonnez-le.`,
      where,
    );
  const [electing] = await tx
    .select({ id: elections.id })
    .from(elections)
    .where(and(eq(elections.itemId, itemId), elections.running));
  if (electing)
    return refuse(
      'election-running',
      `${impossible} une élection est en cours sur ce point. Terminez-la, ou annulez-la.`,
      where,
    );
  return checkScreensOver(tx, itemId, act, field);
}

/** Refuses to do something to an item on which a vote on screens waits for its end. See `checkNoneGoing`. */
export async function checkScreensOver(
  tx: Tx,
  itemId: string,
  act: string,
  field?: string,
): Promise<Outcome<undefined>> {
  return (await screensGoing(tx, itemId))
    ? refuse(
        'vote-going-on',
        `Impossible ${ofName(act)}\u00a0: un vote sur écran n’est pas terminé sur ce point. Clôturez-le et publiez son résultat, ou annulez-le.`,
        field === undefined ? {} : { field },
      )
    : done();
}

/**
 * The vote on this item of a meeting in which members vote before the sitting, held until the transaction ends; null: there is
 * none.
 */
export async function advanceVoteOn(tx: Tx, meetingId: string, itemId: string): Promise<Vote | null> {
  const [vote] = await tx
    .select()
    .from(votes)
    .where(and(eq(votes.meetingId, meetingId), eq(votes.itemId, itemId), eq(votes.state, 'advance')))
    .for('update');
  return vote ?? null;
}

/**
 * Refuses to vote otherwise on what members voted on before the sitting: their ballots must count, or be given up with a
 * reason that they read. The other texts of a chain are voted as they come; where the item had none when they voted, those
 * that change or divide its text.
 */
export async function checkNotInAdvance(
  tx: Tx,
  itemId: string,
  propositionId: string,
): Promise<Outcome<undefined>> {
  const [vote] = await tx
    .select({ propositionId: votes.propositionId })
    .from(votes)
    .where(and(eq(votes.itemId, itemId), eq(votes.state, 'advance')));
  if (!vote || (propositionId !== '' && (await isOnAnother(tx, vote.propositionId, propositionId))))
    return done();
  return refuse(
    'advance-waiting',
    'Impossible de voter autrement sur ce point\u00a0: les membres y votent par avance. Ouvrez ce vote sur écran pendant la séance, pour que leurs voix comptent, ou annulez-le.',
    { field: 'method' },
  );
}

async function isOnAnother(tx: Tx, votedOn: string | null, propositionId: string): Promise<boolean> {
  if (votedOn !== null) return votedOn !== propositionId;
  const [text] = await tx
    .select({ role: propositions.role })
    .from(propositions)
    .where(eq(propositions.id, propositionId));
  return text?.role === 'amendment' || text?.role === 'part';
}
