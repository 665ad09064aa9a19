import { isDeepStrictEqual } from 'node:util';
import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { bodies } from '#lib/bodies/server/tables.ts';
import { lifeInWords } from '#lib/bodies/words.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { MeetingForm, meetingChangeForm } from '../../forms.ts';
import { mayPrepare } from '../../policy.ts';
import type { MeetingKind } from '../../vocabulary.ts';
import { meetingToPrepare } from '../load.ts';
import { attendances, meetings } from '../tables.ts';

/** What a stale change meets: the meeting as it is now. */
export interface CurrentMeeting {
  readonly kind: MeetingKind;
  readonly heldOn: string;
  readonly startsAt: string | null;
  readonly place: string | null;
  readonly version: number;
}

/**
 * Refuses an unknown body, a day on which it is not there yet or is archived, and a second meeting of it at the same day
 * and hour. The body stays locked until the transaction ends: a double press cannot plan one meeting twice, and nobody
 * archives the body meanwhile.
 */
async function checkFree(
  tx: Tx,
  bodyId: string,
  { heldOn, startsAt }: Pick<MeetingForm, 'heldOn' | 'startsAt'>,
): Promise<Outcome<undefined>> {
  const [body] = await tx
    .select({ name: bodies.name, from: bodies.fromDay, to: bodies.toDay })
    .from(bodies)
    .where(eq(bodies.id, bodyId))
    .for('update');
  if (!body)
    return refuse('unknown-body', 'Cette instance n’existe pas. Choisissez dans la liste.', {
      field: 'bodyId',
    });
  if (heldOn < (body.from ?? heldOn) || heldOn > (body.to ?? heldOn))
    return refuse(
      'outside-body-life',
      `Le ${dayInWords(heldOn)}, cette instance ne peut pas se réunir\u00a0: «\u00a0${body.name}\u00a0» existe ${lifeInWords(body)}. Changez la date, ou choisissez une autre instance.`,
      { field: 'heldOn' },
    );
  const [twin] = await tx
    .select({ id: meetings.id })
    .from(meetings)
    .where(and(eq(meetings.bodyId, bodyId), eq(meetings.heldOn, heldOn), eq(meetings.startsAt, startsAt)));
  if (!twin) return done();
  return refuse(
    'already-planned',
    'Une réunion de cette instance est déjà prévue ce jour-là à cette heure. Ouvrez-la, ou changez l’heure.',
    { field: 'startsAt', details: { meetingId: twin.id } },
  );
}

/** Plans a meeting inside a command that has authorised it: the same checks, whatever leads to it. */
export async function planMeeting(
  { tx, now, journal }: Pick<Act, 'tx' | 'now' | 'journal'>,
  actor: Actor,
  form: MeetingForm,
): Promise<Outcome<{ meetingId: string }>> {
  const free = await checkFree(tx, form.bodyId, form);
  if (!free.done) return free;
  const [created] = await tx
    .insert(meetings)
    .values({ associationId: actor.associationId, ...form, createdAt: now })
    .returning({ id: meetings.id });
  journal({ act: 'meeting.created', subject: { kind: 'meeting', id: created!.id }, after: form });
  return done({ meetingId: created!.id });
}

/**
 * Creates a meeting of a body. Refuses an unknown body, a day outside its life and a second meeting of one body at the
 * same day and hour.
 */
export function createMeeting(
  house: House,
  actor: Actor,
  form: MeetingForm,
): Promise<Outcome<{ meetingId: string }>> {
  return command(house, actor, async (act) => {
    const allowed = mayPrepare(actor);
    return allowed.done ? planMeeting(act, actor, form) : allowed;
  });
}

/**
 * Changes the day, hour, place or kind. Refuses a stale version, a day outside the life of the body, the day and hour of
 * another meeting of the body, and another day once attendance is recorded: those entitled are the mandates of the day. The same meeting saved
 * twice changes nothing.
 */
export function changeMeeting(
  house: House,
  actor: Actor,
  meetingId: string,
  form: z.infer<typeof meetingChangeForm>,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const loaded = await meetingToPrepare(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const meeting = loaded.value;
    const { version, ...next } = form;
    const before = {
      kind: meeting.kind,
      heldOn: meeting.heldOn,
      startsAt: meeting.startsAt,
      place: meeting.place,
    };
    if (isDeepStrictEqual(before, next)) {
      nothingToDo();
      return done();
    }
    if (meeting.version !== version)
      return refuse(
        'stale',
        'Quelqu’un a modifié cette réunion entre-temps. Voici la version actuelle et la vôtre : choisissez, puis enregistrez.',
        { details: { current: { ...before, version: meeting.version } satisfies CurrentMeeting } },
      );
    if (next.heldOn !== meeting.heldOn) {
      const [recorded] = await tx
        .select({ mandateId: attendances.mandateId })
        .from(attendances)
        .where(eq(attendances.meetingId, meetingId))
        .limit(1);
      if (recorded)
        return refuse(
          'attendance-recorded',
          'Impossible de changer la date : des présences sont déjà notées, et elles dépendent des mandats de ce jour-là. Effacez-les d’abord.',
          { field: 'heldOn' },
        );
    }
    if (next.heldOn !== meeting.heldOn || next.startsAt !== meeting.startsAt) {
      const free = await checkFree(tx, meeting.bodyId, next);
      if (!free.done) return free;
    }
    await tx
      .update(meetings)
      .set({ ...next, version: version + 1 })
      .where(eq(meetings.id, meetingId));
    journal({ act: 'meeting.changed', subject: { kind: 'meeting', id: meetingId }, before, after: next });
    return done();
  });
}
