import { isDeepStrictEqual } from 'node:util';
import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { statutesOf } from '#lib/associations/server/settings.ts';
import { bodies } from '#lib/bodies/server/tables.ts';
import { lifeInWords } from '#lib/bodies/words.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { MeetingChange, MeetingPlan } from '../../forms.ts';
import { mayPrepare } from '../../policy.ts';
import { checkHours } from '../../rules/hours.ts';
import { checkRemote } from '../../rules/remote.ts';
import type { MeetingKind } from '../../vocabulary.ts';
import { bringAlong } from '../agenda/bring-along.ts';
import { ALREADY_CARRIED, insertItems, type NewItem } from '../agenda/insert-items.ts';
import { meetingToChange } from '../load.ts';
import { itemsToPropose } from '../planning/proposal.ts';
import { touchSitting } from '../sitting/touch.ts';
import { agendaItems, attendances, meetings } from '../tables.ts';

/** What a stale change meets: the meeting as it is now. */
export interface CurrentMeeting {
  readonly kind: MeetingKind;
  readonly heldOn: string;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly place: string | null;
  readonly remoteAccess: string | null;
  readonly remoteProcedure: string | null;
  readonly version: number;
}

/** A body as `checkFree` holds it. */
interface HeldBody {
  readonly id: string;
  readonly kind: BodyKind;
}

/**
 * Refuses an unknown body, a day on which it is not there yet or is archived, and a second meeting of it at the same day
 * and hour, a cancelled one left aside. The body stays locked until the transaction ends: a double press cannot plan one meeting twice, and nobody
 * archives the body meanwhile.
 */
async function checkFree(
  tx: Tx,
  bodyId: string,
  { heldOn, startsAt }: Pick<MeetingPlan, 'heldOn' | 'startsAt'>,
): Promise<Outcome<HeldBody>> {
  const [body] = await tx
    .select({ id: bodies.id, kind: bodies.kind, name: bodies.name, from: bodies.fromDay, to: bodies.toDay })
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
    .where(
      and(
        eq(meetings.bodyId, bodyId),
        eq(meetings.heldOn, heldOn),
        eq(meetings.startsAt, startsAt),
        isNull(meetings.cancelledAt),
      ),
    );
  if (!twin) return done(body);
  return refuse(
    'already-planned',
    'Une réunion de cette instance est déjà prévue ce jour-là à cette heure. Ouvrez-la, ou changez l’heure.',
    { field: 'startsAt', details: { meetingId: twin.id } },
  );
}

/** Refuses an end before the beginning, and a remote part that the statutes of the day do not allow or that is half told. */
async function checkForm(
  tx: Tx,
  body: HeldBody,
  plan: Pick<CurrentMeeting, 'heldOn' | 'startsAt' | 'endsAt' | 'remoteAccess' | 'remoteProcedure'>,
): Promise<Outcome<undefined>> {
  const hours = checkHours(plan);
  if (!hours.done) return hours;
  const remote = { access: plan.remoteAccess, procedure: plan.remoteProcedure };
  if (remote.access === null && remote.procedure === null) return done();
  const statutes = await statutesOf(tx, body, plan.heldOn);
  return checkRemote(remote, statutes['remote-participation']);
}

/** The items that were ticked, in the order in which they are proposed. Refuses one that is not to be taken up any more. */
async function itemsTicked(
  tx: Tx,
  { bodyId, heldOn, items = [] }: MeetingPlan,
): Promise<Outcome<readonly NewItem[]>> {
  if (items.length === 0) return done([]);
  const { toInsert } = await itemsToPropose(tx, bodyId, heldOn);
  const ticked = [...toInsert].filter(([key]) => items.includes(key)).map(([, item]) => item);
  return ticked.length === new Set(items).size ? done(ticked) : ALREADY_CARRIED;
}

/** The items of an agenda that come from an earlier one, by that one. */
async function carriedOnto(tx: Tx, meetingId: string): Promise<Map<string, string>> {
  const rows = await tx
    .select({ id: agendaItems.id, from: agendaItems.carriedFromId })
    .from(agendaItems)
    .where(and(eq(agendaItems.meetingId, meetingId), isNotNull(agendaItems.carriedFromId)));
  return new Map(rows.map(({ id, from }) => [from!, id]));
}

/** Plans a meeting inside a command that has authorised it: the same checks, whatever leads to it. */
export async function planMeeting(
  { tx, now, journal }: Pick<Act, 'tx' | 'now' | 'journal'>,
  actor: Actor,
  plan: MeetingPlan,
): Promise<Outcome<{ meetingId: string }>> {
  const free = await checkFree(tx, plan.bodyId, plan);
  if (!free.done) return free;
  const { bodyId, kind, heldOn, startsAt, place } = plan;
  const values = {
    bodyId,
    kind,
    heldOn,
    startsAt,
    endsAt: plan.endsAt || null,
    place,
    remoteAccess: plan.remoteAccess || null,
    remoteProcedure: plan.remoteProcedure || null,
  };
  const fine = await checkForm(tx, free.value, values);
  if (!fine.done) return fine;
  const ticked = await itemsTicked(tx, plan);
  if (!ticked.done) return ticked;
  const { associationId } = actor;
  const [created] = await tx
    .insert(meetings)
    .values({ associationId, ...values, createdAt: now })
    .returning({ id: meetings.id });
  const meetingId = created!.id;
  const inserted = await insertItems(tx, { associationId, meetingId, existing: [] }, ticked.value);
  if (!inserted.done) return inserted;
  await bringAlong(tx, { id: meetingId, associationId }, await carriedOnto(tx, meetingId), {
    name: actor.name,
    now,
  });
  journal({
    act: 'meeting.created',
    subject: { kind: 'meeting', id: meetingId },
    after: { ...values, items: ticked.value.map(({ title }) => title) },
  });
  return done({ meetingId });
}

/**
 * Creates a meeting of a body, with the items of its agenda that were ticked among those proposed. Refuses an unknown
 * body, a day outside its life, a second meeting of one body at the same day and hour, an end before the beginning, a
 * remote part that the statutes do not allow or that is half told, and an item that was taken up elsewhere meanwhile.
 */
export function createMeeting(
  house: House,
  actor: Actor,
  plan: MeetingPlan,
): Promise<Outcome<{ meetingId: string }>> {
  return command(house, actor, async (act) => {
    const allowed = mayPrepare(actor);
    return allowed.done ? planMeeting(act, actor, plan) : allowed;
  });
}

/**
 * Changes the day, the hours, the place, the kind or the remote part. Refuses a stale version, a day outside the life of
 * the body, the day and hour of another meeting of the body, another day once attendance is recorded (those entitled are
 * the mandates of the day), and what `createMeeting` refuses. The same meeting saved twice changes nothing.
 */
export function changeMeeting(
  house: House,
  actor: Actor,
  meetingId: string,
  change: MeetingChange,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const loaded = await meetingToChange(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const meeting = loaded.value;
    const { kind, heldOn, startsAt, endsAt, place, remoteAccess, remoteProcedure } = meeting;
    const before = { kind, heldOn, startsAt, endsAt, place, remoteAccess, remoteProcedure };
    const next = {
      kind: change.kind,
      heldOn: change.heldOn,
      startsAt: change.startsAt,
      endsAt: change.endsAt === undefined ? endsAt : change.endsAt || null,
      place: change.place,
      remoteAccess: change.remoteAccess === undefined ? remoteAccess : change.remoteAccess || null,
      remoteProcedure:
        change.remoteProcedure === undefined ? remoteProcedure : change.remoteProcedure || null,
    };
    if (isDeepStrictEqual(before, next)) {
      nothingToDo();
      return done();
    }
    if (meeting.version !== change.version)
      return refuse(
        'stale',
        'Quelqu’un a modifié cette réunion entre-temps. Voici la version actuelle et la vôtre : choisissez, puis enregistrez.',
        { details: { current: { ...before, version: meeting.version } satisfies CurrentMeeting } },
      );
    if (next.heldOn !== heldOn) {
      const [recorded] = await tx
        .select({ mandateId: attendances.mandateId })
        .from(attendances)
        .where(eq(attendances.meetingId, meetingId))
        .limit(1);
      if (recorded)
        return refuse(
          'attendance-recorded',
          'Impossible de changer la date : des présences sont déjà notées, et elles dépendent des mandats de ce jour-là. Effacez-les d’abord.',
          { field: 'heldOn' },
        );
    }
    if (next.heldOn !== heldOn || next.startsAt !== startsAt) {
      const free = await checkFree(tx, meeting.bodyId, next);
      if (!free.done) return free;
    }
    const fine = await checkForm(tx, await bodyOf(tx, meeting.bodyId), next);
    if (!fine.done) return fine;
    await tx
      .update(meetings)
      .set({ ...next, version: meeting.version + 1 })
      .where(eq(meetings.id, meetingId));
    await touchSitting(tx, actor.associationId, meetingId);
    journal({ act: 'meeting.changed', subject: { kind: 'meeting', id: meetingId }, before, after: next });
    return done();
  });
}

async function bodyOf(tx: Tx, bodyId: string): Promise<HeldBody> {
  const [body] = await tx
    .select({ id: bodies.id, kind: bodies.kind })
    .from(bodies)
    .where(eq(bodies.id, bodyId));
  return body!;
}
