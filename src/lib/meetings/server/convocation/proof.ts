import { and, eq, exists, inArray, isNull, sql } from 'drizzle-orm';
import { mandates } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import { inAssociation, type Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { PostingForm, ReturnForm } from '../../forms/convocation.ts';
import { mayPrepareMeeting } from '../../policy.ts';
import { meetings } from '../tables.ts';
import { convocationRecipients, convocations } from './tables.ts';

/** Loads the people told of a meeting to note what became of their letters, cancelled or not. */
async function recipientsToNote(tx: Tx, actor: Actor, today: string, meetingId: string) {
  if (!isIdentifier(meetingId)) return notFound();
  const [meeting] = await tx.select().from(meetings).where(eq(meetings.id, meetingId)).for('update');
  if (!meeting) return notFound();
  const allowed = mayPrepareMeeting(actor, meeting, today);
  if (!allowed.done) return allowed;
  const rows = await tx
    .select({
      id: convocationRecipients.id,
      name: convocationRecipients.name,
      channel: convocationRecipients.channel,
      postedAt: convocationRecipients.postedAt,
      returnedAt: convocationRecipients.returnedAt,
    })
    .from(convocationRecipients)
    .innerJoin(convocations, eq(convocations.id, convocationRecipients.convocationId))
    .where(eq(convocations.meetingId, meetingId));
  return done(rows);
}

/** Notes that a letter, or all those that wait, were posted now. Noted twice, it keeps the first moment. */
export function notePosted(
  house: House,
  actor: Actor,
  meetingId: string,
  { recipientId }: PostingForm,
): Promise<Outcome<{ posted: number }>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await recipientsToNote(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const letters = loaded.value.filter(
      ({ id, channel }) => channel === 'letter' && (recipientId === 'all' || id === recipientId),
    );
    if (recipientId !== 'all' && letters.length === 0) return notFound();
    const waiting = letters.filter(({ postedAt }) => postedAt === null).map(({ id }) => id);
    if (waiting.length === 0) {
      nothingToDo();
      return done({ posted: 0 });
    }
    await tx
      .update(convocationRecipients)
      .set({ postedAt: now })
      .where(inArray(convocationRecipients.id, waiting));
    journal({
      act: 'convocation.letter-posted',
      subject: { kind: 'meeting', id: meetingId },
      after: { recipientIds: waiting },
    });
    return done({ posted: waiting.length });
  });
}

/** Notes that a message or a letter came back, or that it did not after all. */
export function noteReturned(
  house: House,
  actor: Actor,
  meetingId: string,
  { recipientId, returned }: ReturnForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await recipientsToNote(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const recipient = loaded.value.find(({ id }) => id === recipientId);
    if (!recipient) return notFound();
    if ((recipient.returnedAt !== null) === (returned === 'yes')) {
      nothingToDo();
      return done();
    }
    const returnedAt = returned === 'yes' ? now : null;
    await tx
      .update(convocationRecipients)
      .set({ returnedAt })
      .where(eq(convocationRecipients.id, recipientId));
    journal({
      act: 'convocation.returned',
      subject: { kind: 'convocation-recipient', id: recipientId },
      before: { returnedAt: recipient.returnedAt },
      after: { returnedAt },
    });
    return done();
  });
}

/**
 * Keeps the first moment at which someone who was told of a meeting opened its page, signed in. It decides nothing and
 * refuses nobody, so that it is no act of the journal.
 */
export async function noteOpened(house: House, actor: Actor, meetingId: string): Promise<void> {
  const { personId } = actor;
  if (personId === null || !isIdentifier(meetingId)) return;
  await inAssociation(house.db, actor.associationId, (tx) =>
    tx
      .update(convocationRecipients)
      .set({ openedAt: house.clock.now() })
      .where(
        and(
          isNull(convocationRecipients.openedAt),
          exists(
            sql`(select 1 from ${convocations} where ${convocations.id} = ${convocationRecipients.convocationId} and ${convocations.meetingId} = ${meetingId})`,
          ),
          exists(
            sql`(select 1 from ${mandates} where ${mandates.id} = ${convocationRecipients.mandateId} and ${mandates.personId} = ${personId})`,
          ),
        ),
      ),
  );
}
