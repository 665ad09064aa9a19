import { and, eq } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { queueMails } from '#lib/platform/mail/outbox.ts';
import { chosenDateMail } from '../../poll-mail.ts';
import type { ProposedDate } from '../../rules/polls.ts';
import { planMeeting } from '../commands/planning.ts';
import { datePollDates, datePolls } from '../planning/tables.ts';
import { recipientsOn, senderOf } from '../recipients.ts';
import { meetings } from '../tables.ts';
import { pollToPrepare, type Poll } from './held.ts';

/** Ends a poll without choosing a date. Refuses one from which a meeting was made; ended twice, it stays as it is. */
export function closePoll(house: House, actor: Actor, pollId: string): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const held = await pollToPrepare(tx, actor, today, pollId);
    if (!held.done) return held;
    const { closedAt, meetingId } = held.value;
    if (meetingId !== null) return alreadyChosen(meetingId);
    if (closedAt !== null) {
      nothingToDo();
      return done();
    }
    await tx.update(datePolls).set({ closedAt: now }).where(eq(datePolls.id, pollId));
    journal({ act: 'date-poll.closed', subject: { kind: 'date-poll', id: pollId } });
    return done();
  });
}

const alreadyChosen = (meetingId: string) =>
  refuse(
    'already-chosen',
    'Une date est déjà choisie, et sa réunion est créée. Ouvrez cette réunion pour en changer le jour.',
    { details: { meetingId } },
  );

/**
 * Chooses a date: creates its meeting, ends the poll and tells everyone who has an address, in one act. Refuses a poll
 * ended without a date, another date once one is chosen, a day that is over, and whatever prevents the meeting (a day
 * outside the life of the body, another meeting at that hour). Pressed twice, creates one meeting and answers it.
 */
export function chooseDate(
  house: House,
  actor: Actor,
  pollId: string,
  dateId: string,
): Promise<Outcome<{ meetingId: string }>> {
  return command(house, actor, async (act) => {
    const { tx, now, today, journal, nothingToDo } = act;
    const held = await pollToPrepare(tx, actor, today, pollId);
    if (!held.done) return held;
    const poll = held.value;
    if (!isIdentifier(dateId)) return notFound();
    const [date] = await tx
      .select({ onDay: datePollDates.onDay, startsAt: datePollDates.startsAt })
      .from(datePollDates)
      .where(and(eq(datePollDates.id, dateId), eq(datePollDates.pollId, pollId)));
    if (!date) return notFound();
    if (poll.meetingId !== null) {
      if (await stands(tx, poll.meetingId, date)) {
        nothingToDo();
        return done({ meetingId: poll.meetingId });
      }
      return alreadyChosen(poll.meetingId);
    }
    if (poll.closedAt !== null)
      return refuse(
        'poll-closed',
        'Ce sondage est terminé sans date. Créez la réunion depuis le calendrier, ou ouvrez un nouveau sondage.',
      );
    if (date.onDay < today)
      return refuse(
        'date-is-over',
        `Le ${dayInWords(date.onDay)} est passé. Choisissez une autre date, ou ouvrez un nouveau sondage.`,
      );
    const { bodyId, kind, place, title } = poll;
    const planned = await planMeeting(act, actor, {
      bodyId,
      kind,
      place,
      heldOn: date.onDay,
      startsAt: date.startsAt,
    });
    if (!planned.done) return planned;
    const { meetingId } = planned.value;
    await tx.update(datePolls).set({ closedAt: now, meetingId }).where(eq(datePolls.id, pollId));
    await tellEveryone(act, house, actor, poll, date);
    journal({
      act: 'date-poll.settled',
      subject: { kind: 'date-poll', id: pollId },
      after: { dateId, ...date, meetingId, title },
    });
    return done({ meetingId });
  });
}

/** Whether a meeting is on this day at this hour: the date from which it was made, pressed once more. */
async function stands(tx: Tx, meetingId: string, { onDay, startsAt }: ProposedDate): Promise<boolean> {
  const same = and(eq(meetings.id, meetingId), eq(meetings.heldOn, onDay), eq(meetings.startsAt, startsAt));
  return (await tx.$count(meetings, same)) > 0;
}

async function tellEveryone(
  { tx, now, today }: Act,
  house: House,
  { associationId }: Actor,
  { bodyId, title, place }: Poll,
  date: ProposedDate,
): Promise<void> {
  const [body] = await tx.select({ name: bodies.name }).from(bodies).where(eq(bodies.id, bodyId));
  const sender = await senderOf(tx, house, associationId);
  const recipients = await recipientsOn(tx, bodyId, today);
  await queueMails(
    tx,
    recipients.flatMap(({ name, email }) =>
      email === null
        ? []
        : [
            {
              to: email,
              ...chosenDateMail(sender, { title, place, body: body!.name, date }, { name }),
              kind: 'date-chosen',
              associationId,
              now,
            },
          ],
    ),
  );
}
