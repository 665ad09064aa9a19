import { and, asc, eq, gt, isNull, notExists, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { insertItems } from '../agenda/insert-items.ts';
import { markOfAddition } from '../agenda/late.ts';
import { bringAlong } from '../agenda/bring-along.ts';
import { itemsOf, meetingToPrepare, type AgendaItem, type Meeting } from '../load.ts';
import { agendaItems, meetings } from '../tables.ts';
import { sittings } from './tables.ts';
import { touchSitting } from './touch.ts';

export interface NextMeeting {
  readonly id: string;
  /** ISO day. */
  readonly heldOn: string;
}

/**
 * The first meeting of these that is still to come after an ISO day: neither cancelled nor opened, nor a second meeting,
 * which takes up nothing but what the first could not decide (CSA 9:21).
 */
async function firstAfter(tx: Tx, day: string, which: SQL): Promise<NextMeeting | null> {
  const [row] = await tx
    .select({ id: meetings.id, heldOn: meetings.heldOn })
    .from(meetings)
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .leftJoin(sittings, eq(sittings.meetingId, meetings.id))
    .where(
      and(
        gt(meetings.heldOn, day),
        isNull(meetings.cancelledAt),
        isNull(meetings.secondOfId),
        isNull(sittings.meetingId),
        which,
      ),
    )
    .orderBy(asc(meetings.heldOn), asc(meetings.startsAt), asc(meetings.id))
    .limit(1);
  return row ?? null;
}

/** The next planned meeting of the body after this one. */
export function nextOfBody(
  tx: Tx,
  { bodyId, heldOn }: { readonly bodyId: string; readonly heldOn: string },
): Promise<NextMeeting | null> {
  return firstAfter(tx, heldOn, eq(meetings.bodyId, bodyId));
}

/** The next planned general assembly after an ISO day. */
export function nextAssembly(tx: Tx, day: string): Promise<NextMeeting | null> {
  return firstAfter(tx, day, eq(bodies.kind, 'general-assembly'));
}

/** What was not treated in this meeting and is on no other agenda yet: it waits for the next one. */
export async function waitingItems(tx: Tx, meetingId: string): Promise<AgendaItem[]> {
  const carried = alias(agendaItems, 'carried');
  return tx
    .select()
    .from(agendaItems)
    .where(
      and(
        eq(agendaItems.meetingId, meetingId),
        eq(agendaItems.treatment, 'not-treated'),
        notExists(
          tx
            .select({ id: carried.id })
            .from(carried)
            .where(
              and(
                eq(carried.associationId, agendaItems.associationId),
                eq(carried.carriedFromId, agendaItems.id),
              ),
            ),
        ),
      ),
    )
    .orderBy(asc(agendaItems.position), asc(agendaItems.id));
}

/** Puts these items at the end of the agenda of another meeting, with their annexes, each knowing where it comes from. */
async function carry(
  tx: Tx,
  from: Meeting,
  targetId: string,
  items: readonly AgendaItem[],
  by: { readonly name: string; readonly now: string },
): Promise<Outcome<string[]>> {
  const [target] = await tx.select().from(meetings).where(eq(meetings.id, targetId)).for('update');
  // After its notice, what comes to an agenda comes late, whatever it comes from.
  const mark = await markOfAddition(tx, targetId, `Reporté de la séance du ${dayInWords(from.heldOn)}.`);
  if (!mark.done) return mark;
  const inserted = await insertItems(
    tx,
    { associationId: from.associationId, meetingId: targetId, existing: await itemsOf(tx, target!) },
    items.map((item) => ({
      title: item.title,
      nature: item.nature,
      decisionKind: item.decisionKind,
      subject: item.subject,
      presenter: item.presenter,
      minutes: item.minutes,
      text: item.text,
      closedDoor: item.closedDoor,
      requestId: item.requestId,
      carriedFromId: item.id,
      ...mark.value,
    })),
  );
  if (!inserted.done) return inserted;
  const copies = new Map(items.map(({ id }, index) => [id, inserted.value[index]!]));
  await bringAlong(tx, target!, copies, by);
  return inserted;
}

/**
 * Carries all that a meeting did not treat over to the next planned meeting of the body, in one act. Refuses when none is
 * planned: the items wait, and the next meeting proposes them. Pressed twice, they are carried once.
 */
export function carryUntreated(
  house: House,
  actor: Actor,
  meetingId: string,
): Promise<Outcome<{ meetingId: string | null }>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await meetingToPrepare(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const meeting = loaded.value;
    const items = await waitingItems(tx, meetingId);
    if (items.length === 0) {
      nothingToDo();
      return done<{ meetingId: string | null }>({ meetingId: null });
    }
    const next = await nextOfBody(tx, meeting);
    if (!next)
      return refuse(
        'no-next-meeting',
        'Aucune réunion suivante n’est prévue pour cette instance. Les points attendent\u00a0: la prochaine que vous créerez les proposera.',
      );
    const carried = await carry(tx, meeting, next.id, items, { name: actor.name, now });
    if (!carried.done) return carried;
    journal({
      act: 'agenda.carried-over',
      subject: { kind: 'meeting', id: next.id },
      after: { from: meetingId, items: items.map(({ id }) => id), itemIds: carried.value },
    });
    return done({ meetingId: next.id });
  });
}

/**
 * Carries an item on which most directors have a conflict of interest over to the next planned general assembly, which
 * decides (R-COI-03). Refuses when none is planned, and an item that is on its agenda already. Pressed twice, once.
 */
export function carryToAssembly(
  house: House,
  actor: Actor,
  meetingId: string,
  itemId: string,
): Promise<Outcome<{ meetingId: string }>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await meetingToPrepare(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const meeting = loaded.value;
    if (!isIdentifier(itemId)) return notFound();
    const item = (await itemsOf(tx, meeting)).find(({ id }) => id === itemId);
    if (!item) return refuse('not-found', 'Ce point n’est plus à l’ordre du jour.', { field: 'itemId' });
    const [there] = await tx
      .select({ meetingId: agendaItems.meetingId })
      .from(agendaItems)
      .where(eq(agendaItems.carriedFromId, itemId));
    if (there) {
      nothingToDo();
      return done(there);
    }
    const assembly = await nextAssembly(tx, meeting.heldOn);
    if (!assembly)
      return refuse(
        'no-assembly-planned',
        'Aucune assemblée générale n’est prévue après cette réunion. Créez-la, puis portez-y ce point.',
        { source: 'CSA 9:8' },
      );
    const carried = await carry(tx, meeting, assembly.id, [item], { name: actor.name, now });
    if (!carried.done) return carried;
    await tx.update(agendaItems).set({ treatment: 'not-treated' }).where(eq(agendaItems.id, itemId));
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'agenda.carried-over',
      subject: { kind: 'meeting', id: assembly.id },
      after: { from: meetingId, items: [itemId], itemIds: carried.value },
    });
    return done({ meetingId: assembly.id });
  });
}
