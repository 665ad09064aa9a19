import { and, eq, sql } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { dayWithin } from '#lib/kernel/days.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { PollAnswers } from '../../forms/polls.ts';
import { datePollAnswers, datePollDates } from '../planning/tables.ts';
import { CLOSED, heldPoll } from './held.ts';

const NOT_ASKED = refuse(
  'not-asked',
  'Ce sondage s’adresse aux membres de cette instance. Vous pouvez le suivre, pas y répondre.',
);

/**
 * Keeps what a member answers to some dates of a poll; they may change it until the last day. Refuses whoever does not
 * sit in the body today, a poll that is closed or over, and a date that is not of the poll. The same answers sent twice
 * change nothing.
 */
export function answerPoll(
  house: House,
  actor: Actor,
  pollId: string,
  { answers }: PollAnswers,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const held = await heldPoll(tx, actor, today, pollId);
    if (!held.done) return held;
    const poll = held.value;
    const seat = actor.seats.find(
      ({ bodyId, from, to }) => bodyId === poll.bodyId && dayWithin(today, from, to),
    );
    if (!seat) return NOT_ASKED;
    if (poll.closedAt !== null || today > poll.closesOn) return CLOSED;
    const { mandateId } = seat;
    const rows = await tx
      .select({ id: datePollDates.id, onDay: datePollDates.onDay, answer: datePollAnswers.answer })
      .from(datePollDates)
      .leftJoin(
        datePollAnswers,
        and(eq(datePollAnswers.dateId, datePollDates.id), eq(datePollAnswers.mandateId, mandateId)),
      )
      .where(eq(datePollDates.pollId, pollId));
    const before = new Map(rows.map(({ id, answer }) => [id, answer]));
    if (answers.some(({ dateId }) => !before.has(dateId))) return notFound();
    const fresh = answers.filter(({ dateId, answer }) => before.get(dateId) !== answer);
    if (fresh.length === 0) {
      nothingToDo();
      return done();
    }
    const { associationId } = actor;
    await tx
      .insert(datePollAnswers)
      .values(
        fresh.map(({ dateId, answer }) => ({
          associationId,
          dateId,
          mandateId,
          bodyId: poll.bodyId,
          answer,
          answeredAt: now,
        })),
      )
      .onConflictDoUpdate({
        target: [datePollAnswers.associationId, datePollAnswers.dateId, datePollAnswers.mandateId],
        set: { answer: sql`excluded.answer`, answeredAt: now },
      });
    journal({
      act: 'date-poll.answered',
      subject: { kind: 'date-poll', id: pollId },
      after: { mandateId, answers: fresh },
    });
    return done();
  });
}
