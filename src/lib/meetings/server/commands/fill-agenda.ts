import { and, eq, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import { databaseFault, type Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { AgendaCopyForm } from '../../forms/agenda.ts';
import { checkCopies, copiesOf, copiesOfNested, type Copy } from '../../rules/copies.ts';
import { bringAlong } from '../agenda/bring-along.ts';
import { fingerprintOf } from '../agenda/changes.ts';
import { insertCopies } from '../agenda/insert.ts';
import { markOfAddition } from '../agenda/late.ts';
import { agendaTemplates } from '../agenda/tables.ts';
import { copyAnnexes } from '../annexes/copy.ts';
import { checkAgendaOpen } from '../../rules/second-meeting.ts';
import { itemsOf, meetingToChange, type AgendaItem } from '../load.ts';
import { touchSitting } from '../sitting/touch.ts';
import { agendaItems, meetings } from '../tables.ts';

/** Puts a usual agenda after what is there. Refuses more than 200 items, and after the notice an addition without a reason. */
export function applyTemplate(
  house: House,
  actor: Actor,
  meetingId: string,
  form: { readonly templateId: string; readonly lateReason?: string | undefined },
): Promise<Outcome<{ added: number }>> {
  return command(house, actor, async ({ tx, today, journal }) => {
    const loaded = await meetingToChange(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const open = checkAgendaOpen(loaded.value);
    if (!open.done) return open;
    const [template] = await tx.select().from(agendaTemplates).where(eq(agendaTemplates.id, form.templateId));
    if (!template) return notFound();
    const present = await itemsOf(tx, loaded.value);
    const copies = copiesOfNested(template.items);
    const fits = checkCopies(present.length, copies.length);
    if (!fits.done) return fits;
    const mark = await markOfAddition(tx, meetingId, form.lateReason);
    if (!mark.done) return mark;
    const itemIds = await insertCopies(tx, loaded.value, present, copies, mark.value);
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'agenda.copied',
      subject: { kind: 'meeting', id: meetingId },
      after: { meetingId, template: template.name, itemIds, agenda: await fingerprintOf(tx, meetingId) },
    });
    return done({ added: itemIds.length });
  });
}

/** The chosen items of another meeting. Refuses one that is not there. */
async function chosenOf(tx: Tx, { from, items }: AgendaCopyForm): Promise<Outcome<Copy<AgendaItem>[]>> {
  const theirs = await tx.select().from(agendaItems).where(eq(agendaItems.meetingId, from));
  const known = new Set(theirs.map(({ id }) => id));
  return items.every((id) => known.has(id)) ? done(copiesOf(theirs, new Set(items))) : notFound();
}

/**
 * Copies chosen items of another meeting, of whatever body, after what is there, with their annexes. Refuses an unknown meeting or item, more
 * than 200 items, and after the notice an addition without a reason.
 */
export function copyAgenda(
  house: House,
  actor: Actor,
  meetingId: string,
  form: AgendaCopyForm,
): Promise<Outcome<{ added: number }>> {
  return command(house, actor, async ({ tx, now, today, journal }) => {
    const loaded = await meetingToChange(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const open = checkAgendaOpen(loaded.value);
    if (!open.done) return open;
    const [source] = await tx.select({ id: meetings.id }).from(meetings).where(eq(meetings.id, form.from));
    if (!source) return notFound();
    const copies = await chosenOf(tx, form);
    if (!copies.done) return copies;
    const present = await itemsOf(tx, loaded.value);
    const fits = checkCopies(present.length, copies.value.length);
    if (!fits.done) return fits;
    const mark = await markOfAddition(tx, meetingId, form.lateReason);
    if (!mark.done) return mark;
    const itemIds = await insertCopies(tx, loaded.value, present, copies.value, mark.value);
    const annexIds = await copyAnnexes(tx, loaded.value, pairsOf(copies.value, itemIds), {
      name: actor.name,
      now,
    });
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'agenda.copied',
      subject: { kind: 'meeting', id: meetingId },
      after: { meetingId, from: form.from, itemIds, annexIds, agenda: await fingerprintOf(tx, meetingId) },
    });
    return done({ added: itemIds.length });
  });
}

/** The new item by the one that it was copied from. */
function pairsOf(copies: readonly Copy<AgendaItem>[], itemIds: readonly string[]): Map<string, string> {
  return new Map(copies.map(({ source }, index) => [source.id, itemIds[index]!]));
}

function alreadyCarried() {
  return refuse(
    'already-carried',
    'Un de ces points est déjà reporté à une réunion. Rechargez la page\u00a0: elle ne le propose plus.',
    { field: 'items' },
  );
}

/**
 * Carries chosen items of an earlier meeting of the same body over to this one; each remembers where it comes from.
 * Refuses a meeting that is not an earlier one of the body, an item that was treated or is carried over already, more
 * than 200 items, and after the notice an addition without a reason. Pressed twice, it carries once.
 */
export function carryOver(
  house: House,
  actor: Actor,
  meetingId: string,
  form: AgendaCopyForm,
): Promise<Outcome<{ added: number }>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await meetingToChange(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const open = checkAgendaOpen(loaded.value);
    if (!open.done) return open;
    const meeting = loaded.value;
    const [source] = await tx
      .select({ heldOn: meetings.heldOn })
      .from(meetings)
      .where(and(eq(meetings.id, form.from), eq(meetings.bodyId, meeting.bodyId)));
    if (!source) return notFound();
    if (source.heldOn >= meeting.heldOn)
      return refuse('not-earlier', 'Un point se reporte d’une réunion à une réunion qui la suit.');
    const copies = await chosenOf(tx, form);
    if (!copies.done) return copies;
    const present = await itemsOf(tx, meeting);
    const fits = checkCopies(present.length, copies.value.length);
    if (!fits.done) return fits;
    if (copies.value.some((copy) => copy.source.treatment === 'treated'))
      return refuse('was-treated', 'Un de ces points a été traité\u00a0: il ne se reporte pas.', {
        field: 'items',
      });
    const carried = await tx
      .select({ meetingId: agendaItems.meetingId })
      .from(agendaItems)
      .where(inArray(agendaItems.carriedFromId, form.items));
    if (carried.length === form.items.length && carried.every((each) => each.meetingId === meetingId)) {
      nothingToDo();
      return done({ added: 0 });
    }
    if (carried.length > 0) return alreadyCarried();
    const mark = await markOfAddition(tx, meetingId, form.lateReason);
    if (!mark.done) return mark;
    let itemIds: string[];
    try {
      itemIds = await tx.transaction((savepoint) =>
        insertCopies(savepoint, meeting, present, copies.value, mark.value, ({ id }) => ({
          carriedFromId: id,
        })),
      );
    } catch (error) {
      if (databaseFault(error)?.constraint !== 'item_carried_once') throw error;
      return alreadyCarried();
    }
    const along = await bringAlong(tx, meeting, pairsOf(copies.value, itemIds), { name: actor.name, now });
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'agenda.carried-over',
      subject: { kind: 'meeting', id: meetingId },
      after: { meetingId, from: form.from, itemIds, ...along, agenda: await fingerprintOf(tx, meetingId) },
    });
    return done({ added: itemIds.length });
  });
}
