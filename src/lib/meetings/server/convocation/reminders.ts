import { and, asc, eq, exists, gt, inArray, isNull, lte } from 'drizzle-orm';
import { resolveSetting, standingOn } from '#lib/associations/rules/statutes.ts';
import { readSettings } from '#lib/associations/server/settings.ts';
import { associations } from '#lib/associations/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { daysAfter, localHour } from '#lib/kernel/days.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import { inAssociation } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { isReminderDue } from '../../rules/convocation.ts';
import { meetingToChange, type Meeting } from '../load.ts';
import { attendanceReplies } from '../participation/tables.ts';
import { meetings } from '../tables.ts';
import { noticeContentOf } from './content.ts';
import { recipientsOf } from './recipients.ts';
import { convocations } from './tables.ts';
import { tell } from './tell.ts';

/** Local hours between which reminders leave by themselves: nobody is woken by one. */
const DAYTIME = { from: 8, to: 20 } as const;
/** A setting allows so many days at most. */
const LONGEST = 30;

/** Reminds those of the body who can be written to and did not answer, once a day. */
async function remind(
  house: House,
  actor: Actor,
  act: Act,
  meeting: Meeting,
): Promise<Outcome<{ mails: number }>> {
  const { tx, today } = act;
  const told = await tx
    .select({ kind: convocations.kind, remindsOn: convocations.remindsOn })
    .from(convocations)
    .where(eq(convocations.meetingId, meeting.id));
  if (told.some(({ remindsOn }) => remindsOn === today)) {
    act.nothingToDo();
    return done({ mails: 0 });
  }
  if (!told.some(({ kind }) => kind === 'notice'))
    return refuse(
      'not-convoked',
      'Cette réunion n’est pas encore convoquée\u00a0: envoyez d’abord la convocation.',
    );
  if (meeting.heldOn < today) return refuse('meeting-past', 'Impossible de rappeler une réunion passée.');
  const { content, body } = await noticeContentOf(tx, meeting);
  const called = await recipientsOf(tx, actor.associationId, { body, heldOn: meeting.heldOn });
  const replies = await tx
    .select({ mandateId: attendanceReplies.mandateId })
    .from(attendanceReplies)
    .where(eq(attendanceReplies.meetingId, meeting.id));
  const answered = new Set(replies.map(({ mandateId }) => mandateId));
  const recipients = called.filter(
    ({ sits, channel, mandateId }) =>
      sits && channel === 'mail' && mandateId !== null && !answered.has(mandateId),
  );
  if (recipients.length === 0)
    return refuse(
      'nobody-to-remind',
      'Aucun rappel à envoyer\u00a0: tous ceux qui ont une adresse e-mail ont répondu.',
    );
  const { mails } = await tell(house, actor, act, {
    kind: 'reminder',
    content,
    recipients,
    message: '',
    lateReason: null,
    remindsOn: today,
  });
  return done({ mails });
}

/**
 * Reminds those who did not answer of a meeting. Once a day: pressed twice, it leaves once. Refuses a meeting that is past
 * or not convoked, and when everybody answered.
 */
export function sendReminder(
  house: House,
  actor: Actor,
  meetingId: string,
): Promise<Outcome<{ mails: number }>> {
  return command(house, actor, async (act) => {
    const loaded = await meetingToChange(act.tx, actor, act.today, meetingId);
    return loaded.done ? remind(house, actor, act, loaded.value) : loaded;
  });
}

/**
 * Sends the reminders that are due in every association, as each of them asked. Any number of instances may run it at once,
 * at any time: the meeting is held while one looks, and the database admits one reminder a day.
 */
export async function writeReminders(house: House): Promise<void> {
  const hour = localHour(house.clock.now());
  if (hour < DAYTIME.from || hour >= DAYTIME.to) return;
  const rows = await house.db
    .select({ id: associations.id })
    .from(associations)
    .orderBy(asc(associations.slug));
  for (const { id } of rows) {
    try {
      await remindIn(house, id);
    } catch (error) {
      // What is wrong in one association must not keep the others from being reminded.
      house.log.error({ err: error, association: id }, 'reminders were not written');
    }
  }
}

async function remindIn(house: House, associationId: string): Promise<void> {
  const today = house.clock.today();
  const due = await inAssociation(house.db, associationId, async (tx) => {
    const { value: days } = resolveSetting('reminder-days', standingOn(await readSettings(tx), today), null);
    if (days === null) return [];
    const coming = await tx
      .select({
        id: meetings.id,
        heldOn: meetings.heldOn,
      })
      .from(meetings)
      .where(
        and(
          gt(meetings.heldOn, today),
          lte(meetings.heldOn, daysAfter(today, LONGEST)),
          isNull(meetings.cancelledAt),
          exists(
            tx
              .select({ id: convocations.id })
              .from(convocations)
              .where(and(eq(convocations.meetingId, meetings.id), eq(convocations.kind, 'notice'))),
          ),
        ),
      )
      .orderBy(asc(meetings.heldOn), asc(meetings.id));
    if (coming.length === 0) return [];
    const reminders = await tx
      .select({ meetingId: convocations.meetingId, on: convocations.remindsOn })
      .from(convocations)
      .where(
        inArray(
          convocations.meetingId,
          coming.map(({ id }) => id),
        ),
      );
    const remindedOn = Map.groupBy(reminders, ({ meetingId }) => meetingId);
    return coming.filter(({ id, heldOn }) =>
      isReminderDue(
        heldOn,
        today,
        daysAfter(heldOn, -days),
        (remindedOn.get(id) ?? []).flatMap(({ on }) => on ?? []),
      ),
    );
  });
  const actor: Actor = {
    associationId,
    accountId: null,
    name: 'Rappel automatique',
    personId: null,
    role: null,
    seats: [],
  };
  for (const { id } of due)
    await command(house, actor, async (act) => {
      const [meeting] = await act.tx.select().from(meetings).where(eq(meetings.id, id)).for('update');
      return remind(house, actor, act, meeting!);
    });
}
