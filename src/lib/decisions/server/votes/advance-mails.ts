import { eq } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import { daysAfter } from '#lib/kernel/days.ts';
import { issueLinks } from '#lib/meetings/server/convocation/links.ts';
import { recipientsOn, senderOf, type Recipient } from '#lib/meetings/server/recipients.ts';
import { agendaItems, meetings } from '#lib/meetings/server/tables.ts';
import type { Act } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { queueMails } from '#lib/platform/mail/outbox.ts';
import { advanceMail, givenUpMail, type AdvanceOccasion, type AdvanceVoteSaid } from '../../advance-mail.ts';
import type { Vote } from './held.ts';

/** Days during which a personal link still shows the meeting after it was held, as those of the notice. */
const SHOWN_AFTER = 31;

type Writing = Pick<Act, 'tx' | 'now'>;
type Said = Pick<Vote, 'associationId' | 'meetingId' | 'itemId' | 'proposal' | 'secret' | 'advanceUntil'>;

async function saidOf(tx: Tx, { itemId, proposal, secret, advanceUntil }: Said) {
  const [row] = await tx
    .select({ title: agendaItems.title, body: bodies.name, bodyId: bodies.id, heldOn: meetings.heldOn })
    .from(agendaItems)
    .innerJoin(meetings, eq(meetings.id, agendaItems.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(agendaItems.id, itemId));
  const { title, body, bodyId, heldOn } = row!;
  const said: AdvanceVoteSaid = { title, body, heldOn, proposal, secret, until: advanceUntil! };
  return { bodyId, said };
}

/** Of these mandates, those that can be written to. */
async function reached(tx: Tx, bodyId: string, heldOn: string, mandateIds: readonly string[]) {
  const wanted = new Set(mandateIds);
  const sitting = await recipientsOn(tx, bodyId, heldOn);
  return sitting.flatMap((each): (Recipient & { readonly email: string })[] =>
    each.email !== null && wanted.has(each.mandateId) ? [{ ...each, email: each.email }] : [],
  );
}

/**
 * Asks those who may vote before the sitting to do so, each by a link of their own; those without address sign in. Answers
 * how many were written to.
 */
export async function askForVoices(
  { tx, now }: Writing,
  house: House,
  vote: Said,
  mandateIds: readonly string[],
  occasion: AdvanceOccasion = 'opened',
): Promise<{ readonly mails: number }> {
  const { associationId, meetingId } = vote;
  const { bodyId, said } = await saidOf(tx, vote);
  const sender = await senderOf(tx, house, associationId);
  const voters = await reached(tx, bodyId, said.heldOn, mandateIds);
  const links = await issueLinks(
    tx,
    voters.map(({ mandateId }) => ({
      associationId,
      purpose: 'meeting' as const,
      subjectId: meetingId,
      mandateId,
      now,
      expiresAt: `${daysAfter(said.heldOn, SHOWN_AFTER)}T00:00:00Z`,
    })),
  );
  await queueMails(
    tx,
    voters.map(({ email, name }, index) => ({
      to: email,
      ...advanceMail(sender, said, { name, token: links[index]!.token }, occasion),
      kind: 'advance-vote',
      associationId,
      now,
    })),
  );
  return { mails: voters.length };
}

/** Tells those who voted before the sitting that their ballots do not count any more, and why. */
export async function tellGivenUp(
  { tx, now }: Writing,
  house: House,
  vote: Said,
  reason: string,
  mandateIds: readonly string[],
): Promise<void> {
  const { associationId } = vote;
  const { bodyId, said } = await saidOf(tx, vote);
  const sender = await senderOf(tx, house, associationId);
  const voters = await reached(tx, bodyId, said.heldOn, mandateIds);
  await queueMails(
    tx,
    voters.map(({ email, name }) => ({
      to: email,
      ...givenUpMail(sender, said, reason, { name }),
      kind: 'advance-vote',
      associationId,
      now,
    })),
  );
}
