import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import { resolveSetting, standingOn } from '#lib/associations/rules/statutes.ts';
import { readSettings } from '#lib/associations/server/settings.ts';
import { associations } from '#lib/associations/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { localInstant } from '#lib/kernel/calendar.ts';
import { localHour } from '#lib/kernel/days.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { sittings } from '#lib/meetings/server/sitting/tables.ts';
import { sittingStateOf } from '#lib/meetings/server/sitting/now.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import { inAssociation } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { AdvanceMoveForm } from '../../forms/votes.ts';
import { checkAdvanceCast, checkDeadline, isVoteReminderDue } from '../../rules/advance.ts';
import { meetingToDecide } from '../commands.ts';
import { askForVoices } from './advance-mails.ts';
import { tellVotedBefore } from './announce.ts';
import { heldVote, voicesLeft, type Vote } from './held.ts';
import { votes } from './tables.ts';

/** Local hours between which reminders leave by themselves: nobody is woken by one. */
const DAYTIME = { from: 8, to: 20 } as const;

/** A vote before the sitting for whoever leads it, held alone: no ballot comes meanwhile. */
async function advanceVoteToLead({ tx, today }: Act, actor: Actor, meetingId: string, voteId: string) {
  const loaded = await meetingToDecide(tx, actor, today, meetingId);
  if (!loaded.done) return loaded;
  const held = await heldVote(tx, meetingId, voteId, 'update');
  if (!held.done) return held;
  if (held.value.state !== 'advance')
    return refuse(
      'not-in-advance',
      'On ne vote plus par avance sur ce point\u00a0: ce vote a été repris en séance, ou annulé.',
    );
  if ((await sittingStateOf(tx, meetingId)) !== null)
    return refuse(
      'sitting-begun',
      'La séance est ouverte\u00a0: on n’y vote plus par avance. Ouvrez ce vote en séance, ou annulez-le.',
    );
  return done({ vote: held.value, meeting: loaded.value });
}

/**
 * Puts the deadline of a vote before the sitting off, or brings it forward: who voted stays counted, and those who have
 * not are written to. Refuses a vote that the sitting took over or that was cancelled, a sitting that began, and a
 * deadline that cannot be. The same deadline sent twice is kept once.
 */
export function moveAdvanceDeadline(
  house: House,
  actor: Actor,
  meetingId: string,
  form: AdvanceMoveForm,
): Promise<Outcome<{ mails: number }>> {
  return command(house, actor, async (act) => {
    const { tx, now, journal, nothingToDo } = act;
    const led = await advanceVoteToLead(act, actor, meetingId, form.voteId);
    if (!led.done) return led;
    const { vote, meeting } = led.value;
    const advanceUntil = localInstant(form.untilDay, form.untilTime);
    if (Date.parse(advanceUntil) === Date.parse(vote.advanceUntil!)) {
      nothingToDo();
      return done({ mails: 0 });
    }
    const inTime = checkDeadline(advanceUntil, { now, ...meeting });
    if (!inTime.done) return inTime;
    await tx.update(votes).set({ advanceUntil }).where(eq(votes.id, vote.id));
    await tellVotedBefore(tx, vote.itemId, advanceUntil);
    const left = await voicesLeft(tx, vote.id);
    const told = await askForVoices(act, house, { ...vote, advanceUntil }, left, 'moved');
    journal({
      act: 'vote.advance-moved',
      subject: { kind: 'vote', id: vote.id },
      before: { advanceUntil: vote.advanceUntil },
      after: { advanceUntil, ...told },
    });
    return done(told);
  });
}

/** Reminds those who have not voted, once a day. The vote is held, and goes on. */
async function remind(act: Act, house: House, vote: Vote): Promise<Outcome<{ mails: number }>> {
  const { tx, now, today, journal, nothingToDo } = act;
  if (vote.remindedOn === today) {
    nothingToDo();
    return done({ mails: 0 });
  }
  const inTime = checkAdvanceCast({
    until: vote.advanceUntil!,
    now,
    sittingOpened: false,
    meetingCancelled: false,
  });
  if (!inTime.done)
    return refuse(
      'advance-over',
      'Impossible de rappeler ce vote\u00a0: son délai est passé. Prolongez-le d’abord.',
    );
  const told = await askForVoices(act, house, vote, await voicesLeft(tx, vote.id), 'reminder');
  if (told.mails === 0)
    return refuse(
      'nobody-to-remind',
      'Aucun rappel à envoyer\u00a0: tous ceux qui ont une adresse e-mail ont voté.',
    );
  await tx.update(votes).set({ remindedOn: today }).where(eq(votes.id, vote.id));
  journal({ act: 'vote.advance-reminded', subject: { kind: 'vote', id: vote.id }, after: told });
  return done(told);
}

/**
 * Reminds those who have not voted before the sitting, each by a link of their own. Once a day: pressed twice, it leaves
 * once. Refuses a vote that is over, one whose deadline is past, and when everybody voted.
 */
export function remindAdvanceVoters(
  house: House,
  actor: Actor,
  meetingId: string,
  { voteId }: { readonly voteId: string },
): Promise<Outcome<{ mails: number }>> {
  return command(house, actor, async (act) => {
    const led = await advanceVoteToLead(act, actor, meetingId, voteId);
    return led.done ? remind(act, house, led.value.vote) : led;
  });
}

/**
 * Sends the reminders of votes before a sitting that are due, in every association that has reminders. Any number of
 * instances may run it at once, at any time: a vote is held while one looks.
 */
export async function writeVoteReminders(house: House): Promise<void> {
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
      house.log.error({ err: error, association: id }, 'reminders of votes were not written');
    }
  }
}

async function remindIn(house: House, associationId: string): Promise<void> {
  const now = house.clock.now();
  const due = await inAssociation(house.db, associationId, async (tx) => {
    const standing = standingOn(await readSettings(tx), house.clock.today());
    if (resolveSetting('reminder-days', standing, null).value === null) return [];
    const open = await tx
      .select({
        id: votes.id,
        meetingId: votes.meetingId,
        until: votes.advanceUntil,
        openedAt: votes.openedAt,
        remindedOn: votes.remindedOn,
      })
      .from(votes)
      .innerJoin(meetings, eq(meetings.id, votes.meetingId))
      .leftJoin(sittings, eq(sittings.meetingId, votes.meetingId))
      .where(
        and(
          eq(votes.state, 'advance'),
          gt(votes.advanceUntil, now),
          isNull(votes.remindedOn),
          isNull(meetings.cancelledAt),
          isNull(sittings.meetingId),
        ),
      )
      .orderBy(asc(votes.openedAt), asc(votes.id));
    return open.filter(({ until, ...vote }) => isVoteReminderDue({ ...vote, until: until! }, now));
  });
  const actor: Actor = {
    associationId,
    accountId: null,
    name: 'Rappel automatique',
    personId: null,
    role: null,
    seats: [],
  };
  for (const { id, meetingId } of due)
    await command(house, actor, async (act) => {
      const held = await heldVote(act.tx, meetingId, id, 'update');
      if (!held.done) return held;
      if (held.value.state !== 'advance') {
        act.nothingToDo();
        return done({ mails: 0 });
      }
      return remind(act, house, held.value);
    });
}
