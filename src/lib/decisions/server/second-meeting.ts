import { randomUUID } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { SecondMeetingForm } from '#lib/meetings/forms/convocation.ts';
import { numberItems } from '#lib/meetings/rules/agenda.ts';
import { quorumOf, type Presence } from '#lib/meetings/rules/quorum.ts';
import {
  checkSecondMeeting,
  firstSafeSecondDay,
  isFreedByASecondMeeting,
} from '#lib/meetings/rules/second-meeting.ts';
import { bringAlong } from '#lib/meetings/server/agenda/bring-along.ts';
import { itemsOf, meetingToPrepare, type AgendaItem } from '#lib/meetings/server/load.ts';
import { sittingOf, type Sitting } from '#lib/meetings/server/sitting.ts';
import { movementsIn, sittingNow } from '#lib/meetings/server/sitting/now.ts';
import { agendaItems, meetings } from '#lib/meetings/server/tables.ts';
import { bodies } from '#lib/bodies/server/tables.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { decisions } from './tables.ts';

/** What a second meeting would take up, and when. */
export interface SecondMeetingProposal {
  /** The items that the first could not decide for want of quorum, as they are numbered there. */
  readonly items: readonly { readonly id: string; readonly number: string; readonly title: string }[];
  /** The first ISO day beyond discussion. */
  readonly safeFrom: string;
  /** The second meeting, when it was made. */
  readonly made: { readonly id: string; readonly heldOn: string } | null;
}

/**
 * Items that the law frees from the quorum in a second meeting, and that lacked it in this one (R-AG2-01): by their vote; else
 * from the opening on or, once they were called, at the end. One that was never called, in an assembly that had its quorum
 * when it was opened, was left for another day: whoever went since changes nothing.
 */
async function undecidedItems(
  tx: Tx,
  meeting: Parameters<typeof sittingOf>[1],
  items: readonly AgendaItem[],
  sitting: Sitting,
): Promise<AgendaItem[]> {
  const voted = await tx
    .select({
      itemId: decisions.itemId,
      kind: decisions.kind,
      outcome: sql<string>`${decisions.verdict} ->> 'outcome'`,
    })
    .from(decisions)
    .where(eq(decisions.meetingId, meeting.id));
  const votesOn = (item: AgendaItem) => voted.filter(({ itemId }) => itemId === item.id);
  const lackedAtVote = (item: AgendaItem) => {
    const own = votesOn(item);
    return (
      own.some(({ kind, outcome }) => outcome === 'quorum-missing' && isFreedByASecondMeeting(kind)) &&
      !own.some(({ outcome }) => outcome === 'adopted' || outcome === 'rejected')
    );
  };
  const unvoted = items.filter(
    (item) => isFreedByASecondMeeting(item.decisionKind) && votesOn(item).length === 0,
  );
  const unreached =
    sitting.recorded === 0 || unvoted.length === 0 ? [] : await lackingUnvoted(tx, meeting, unvoted, sitting);
  return items.filter((item) => lackedAtVote(item) || unreached.includes(item));
}

/** Of items that were not voted: those that lacked their quorum from the opening on or, once called, at the end. */
async function lackingUnvoted(
  tx: Tx,
  meeting: Parameters<typeof sittingOf>[1],
  unvoted: readonly AgendaItem[],
  sitting: Sitting,
): Promise<AgendaItem[]> {
  const { statutes, presences } = sitting;
  const events = (await sittingNow(tx, meeting))?.events ?? [];
  const moved = movementsIn(events);
  const opening = moved.length === 0 ? sitting : await sittingOf(tx, meeting, null, new Set(), moved);
  const called = new Set(events.flatMap(({ kind, itemId }) => (kind === 'item-begun' ? [itemId] : [])));
  return unvoted.filter((item) => {
    const quorum = statutes[`quorum.${item.decisionKind!}`];
    const lacks = (there: readonly Presence[]) =>
      !quorumOf(there, { quorum, scope: statutes['quorum-scope'] }).met;
    return lacks(opening.presences) || (called.has(item.id) && lacks(presences));
  });
}

async function bodyOf(tx: Tx, bodyId: string) {
  const [body] = await tx
    .select({ id: bodies.id, kind: bodies.kind })
    .from(bodies)
    .where(eq(bodies.id, bodyId));
  return body!;
}

/**
 * What a second meeting of this one would be; null when nothing there lacked its quorum, and for a meeting that is itself
 * the second. The caller may read the meeting.
 */
export async function secondMeetingOf(
  tx: Tx,
  meetingId: string,
  today: string,
): Promise<SecondMeetingProposal | null> {
  const [meeting] = await tx.select().from(meetings).where(eq(meetings.id, meetingId));
  if (!meeting || meeting.secondOfId !== null || meeting.cancelledAt !== null || meeting.heldOn > today)
    return null;
  const body = await bodyOf(tx, meeting.bodyId);
  if (body.kind !== 'general-assembly') return null;
  const items = numberItems(await itemsOf(tx, meeting));
  const sitting = await sittingOf(tx, { ...meeting, body });
  const undecided = new Set(
    (await undecidedItems(tx, { ...meeting, body }, items, sitting)).map(({ id }) => id),
  );
  if (undecided.size === 0) return null;
  const [made] = await tx
    .select({ id: meetings.id, heldOn: meetings.heldOn })
    .from(meetings)
    .where(eq(meetings.secondOfId, meetingId));
  return {
    items: items
      .filter(({ id }) => undecided.has(id))
      .map(({ id, number, title }) => ({ id, number, title })),
    safeFrom: firstSafeSecondDay(meeting.heldOn, today, sitting.statutes),
    made: made ?? null,
  };
}

/**
 * Makes the second meeting of one that lacked its quorum, with the items that it could not decide and nothing else. Pressed
 * twice, it is made once. Refuses where no quorum was missing, and a day less than 15 days after the first (R-AG2-01,
 * R-AG2-02). Its notice keeps its own delay (R-CON-08).
 */
export function createSecondMeeting(
  house: House,
  actor: Actor,
  firstId: string,
  form: SecondMeetingForm,
): Promise<Outcome<{ meetingId: string }>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await meetingToPrepare(tx, actor, today, firstId);
    if (!loaded.done) return loaded;
    const first = loaded.value;
    const proposal = await secondMeetingOf(tx, firstId, today);
    if (proposal === null)
      return refuse(
        'no-quorum-missing',
        'Aucune seconde réunion n’est à convoquer\u00a0: à celle-ci, le quorum ne manquait à aucune décision que la loi y soumet.',
        { source: 'CSA 9:21' },
      );
    if (proposal.made !== null) {
      nothingToDo();
      return done({ meetingId: proposal.made.id });
    }
    const inTime = checkSecondMeeting(first.heldOn, form.heldOn, 'heldOn');
    if (!inTime.done) return inTime;
    if (form.heldOn < today)
      return refuse(
        'meeting-past',
        `Choisissez un jour à venir, au plus tôt le ${dayInWords(proposal.safeFrom)}.`,
        {
          field: 'heldOn',
        },
      );
    const { associationId } = actor;
    const { bodyId, theme, remoteAccess, remoteProcedure } = first;
    const [twin] = await tx
      .select({ id: meetings.id })
      .from(meetings)
      .where(
        and(
          eq(meetings.bodyId, bodyId),
          eq(meetings.heldOn, form.heldOn),
          eq(meetings.startsAt, form.startsAt),
        ),
      );
    if (twin)
      return refuse(
        'already-planned',
        'Une réunion de cette instance est déjà prévue ce jour-là à cette heure. Changez l’heure, ou le jour.',
        { field: 'startsAt' },
      );
    const [created] = await tx
      .insert(meetings)
      .values({
        associationId,
        bodyId,
        kind: first.kind,
        ...form,
        theme,
        remoteAccess,
        remoteProcedure,
        secondOfId: firstId,
        createdAt: now,
      })
      .returning({ id: meetings.id });
    const meetingId = created!.id;
    const ids = proposal.items.map(({ id }) => id);
    const rows = await tx.select().from(agendaItems).where(inArray(agendaItems.id, ids));
    const taken = await tx
      .select({ id: agendaItems.carriedFromId })
      .from(agendaItems)
      .where(inArray(agendaItems.carriedFromId, ids));
    const carried = new Set(taken.map(({ id }) => id));
    const copies = new Map(ids.map((id) => [id, randomUUID() as string]));
    await tx.insert(agendaItems).values(
      ids.map((id, position) => {
        const { title, nature, decisionKind, subject, presenter, minutes, text, closedDoor } = rows.find(
          (row) => row.id === id,
        )!;
        // An item that was already carried over elsewhere is not said to come from there twice.
        const carriedFromId = carried.has(id) ? null : id;
        const what = { title, nature, decisionKind, subject, presenter, minutes, text, closedDoor };
        return {
          associationId,
          id: copies.get(id)!,
          meetingId,
          parentId: null,
          position,
          carriedFromId,
          ...what,
        };
      }),
    );
    await bringAlong(tx, { id: meetingId, associationId }, copies, { name: actor.name, now });
    journal({
      act: 'meeting.created',
      subject: { kind: 'meeting', id: meetingId },
      after: { bodyId, kind: first.kind, ...form, secondOfId: firstId, items: ids },
    });
    return done({ meetingId });
  });
}
