import { isDeepStrictEqual } from 'node:util';
import { eq } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import { toPlain } from '#lib/documents/rich-text.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { ItemChangeForm, ItemForm } from '../../forms/agenda.ts';
import { placeNewItem, removeItem } from '../../rules/agenda.ts';
import { subjectProposed } from '../../rules/item-subject.ts';
import { kindOfItem } from '../../rules/item-kind.ts';
import { checkAgendaOpen } from '../../rules/second-meeting.ts';
import { deleteItems, fingerprintOf, itemWithId, savePlacements } from '../agenda/changes.ts';
import { lateReasonNeeded, markOfAddition } from '../agenda/late.ts';
import { isOfRight } from '../agenda/proposals.ts';
import { releaseRemovedAnnexes } from '../annexes/commands.ts';
import { meetingIsConvoked } from '../convocation/state.ts';
import { itemsOf, meetingToChange, type AgendaItem, type Meeting } from '../load.ts';
import { touchSitting } from '../sitting/touch.ts';
import { agendaItems, itemNotes } from '../tables.ts';

/**
 * Adds an item at the end of its level. Refuses an unknown parent, a fourth level, more than 200 items, after the notice
 * an addition without a reason, and anything new in a second meeting.
 */
export function addItem(
  house: House,
  actor: Actor,
  meetingId: string,
  form: ItemForm,
): Promise<Outcome<{ itemId: string }>> {
  return command(house, actor, async ({ tx, today, journal }) => {
    const loaded = await meetingToChange(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const open = checkAgendaOpen(loaded.value);
    if (!open.done) return open;
    const items = await itemsOf(tx, loaded.value);
    const placed = placeNewItem(items, form.parentId || null);
    if (!placed.done) return placed;
    const mark = await markOfAddition(tx, meetingId, form.lateReason);
    if (!mark.done) return mark;
    const item = {
      title: form.title,
      nature: form.nature,
      subject: subjectProposed(form.title),
      ...placed.value,
      ...mark.value,
    };
    const [created] = await tx
      .insert(agendaItems)
      .values({ associationId: actor.associationId, meetingId, ...item })
      .returning({ id: agendaItems.id });
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'agenda-item.added',
      subject: { kind: 'agenda-item', id: created!.id },
      after: { meetingId, ...item, agenda: await fingerprintOf(tx, meetingId) },
    });
    return done({ itemId: created!.id });
  });
}

/** What a person can change of an item. */
const EDITED = [
  'title',
  'nature',
  'decisionKind',
  'subject',
  'presenter',
  'minutes',
  'text',
  'closedDoor',
  'lateReason',
] as const;
/** What the notice announces of it. */
const ANNOUNCED = ['title', 'nature', 'decisionKind'] as const;

const pick = <K extends keyof AgendaItem>(item: Pick<AgendaItem, K>, keys: readonly K[]) =>
  Object.fromEntries(keys.map((key) => [key, item[key]])) as Pick<AgendaItem, K>;

/** What a stale change meets: the item as it is now. */
export type CurrentItem = Pick<AgendaItem, (typeof EDITED)[number] | 'version'>;

/** The item as it will be. Refuses a kind of decision that this body may not take. */
async function itemTyped(tx: Tx, meeting: Meeting, item: AgendaItem, form: ItemChangeForm) {
  const [body] = await tx.select({ kind: bodies.kind }).from(bodies).where(eq(bodies.id, meeting.bodyId));
  const typed = form.decisionKind === undefined ? item.decisionKind : form.decisionKind || null;
  const kind = kindOfItem(form.nature, typed, body!.kind);
  if (!kind.done) return kind;
  return done({
    title: form.title,
    nature: form.nature,
    decisionKind: kind.value,
    subject: form.subject === undefined ? item.subject : form.subject || null,
    presenter: form.presenter ?? item.presenter,
    minutes: form.minutes === undefined ? item.minutes : form.minutes || null,
    text: form.text ?? item.text,
    closedDoor: form.closedDoor === undefined ? item.closedDoor : form.closedDoor === 'yes',
    lateReason: item.lateReason,
  });
}

/**
 * Changes an item. Refuses a stale version, with the present one in the details, a kind of decision reserved to the
 * assembly, and after the notice another title, nature or kind without a reason.
 */
export function changeItem(
  house: House,
  actor: Actor,
  meetingId: string,
  form: ItemChangeForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const loaded = await meetingToChange(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const item = (await itemsOf(tx, loaded.value)).find((candidate) => candidate.id === form.itemId);
    if (!item) return refuse('not-found', 'Ce point n’est plus à l’ordre du jour.');
    const typed = await itemTyped(tx, loaded.value, item, form);
    if (!typed.done) return typed;
    const before = pick(item, EDITED);
    if (isDeepStrictEqual(before, typed.value)) {
      nothingToDo();
      return done();
    }
    if (item.version !== form.version)
      return refuse(
        'stale',
        'Quelqu’un a modifié ce point entre-temps. Voici la version actuelle et la vôtre : choisissez, puis enregistrez.',
        { details: { current: { ...before, version: item.version } satisfies CurrentItem } },
      );
    const after = { ...typed.value };
    const announced = isDeepStrictEqual(pick(item, ANNOUNCED), pick(after, ANNOUNCED));
    if (!announced && !item.lateAddition && (await meetingIsConvoked(tx, meetingId))) {
      after.lateReason = form.lateReason || item.lateReason;
      if (!after.lateReason) return lateReasonNeeded();
    }
    await tx
      .update(agendaItems)
      .set({ ...after, version: item.version + 1 })
      .where(itemWithId(item.id));
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'agenda-item.changed',
      subject: { kind: 'agenda-item', id: item.id },
      before,
      after: { meetingId, ...after, agenda: await fingerprintOf(tx, meetingId) },
    });
    return done();
  });
}

/**
 * Removes an item with its notes (the journal keeps them). Refuses one with sub-items or on which something stands, one
 * that a twentieth of the members asked for, and after the notice a removal that is not confirmed.
 */
export function removeAgendaItem(
  house: House,
  actor: Actor,
  meetingId: string,
  itemId: string,
  { confirmed = false } = {},
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal }) => {
    const loaded = await meetingToChange(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const items = await itemsOf(tx, loaded.value);
    const removed = removeItem(items, itemId);
    if (!removed.done) return removed;
    const item = items.find(({ id }) => id === itemId)!;
    if (item.requestId !== null && (await isOfRight(tx, loaded.value, item.requestId)))
      return refuse(
        'item-of-right',
        'Impossible de retirer ce point\u00a0: un vingtième des membres l’a demandé, il figure de droit à l’ordre du jour.',
        { source: 'CSA 9:14' },
      );
    if (!confirmed && (await meetingIsConvoked(tx, meetingId)))
      return refuse(
        'confirm-removal',
        'La convocation annonce ce point\u00a0: les membres s’attendent à en débattre. Confirmez que vous le retirez.',
        { field: 'confirmed' },
      );
    const [notes] = await tx
      .select({
        content: itemNotes.content,
        version: itemNotes.version,
        savedAt: itemNotes.savedAt,
        savedBy: itemNotes.savedBy,
      })
      .from(itemNotes)
      .where(eq(itemNotes.itemId, itemId));
    await releaseRemovedAnnexes(tx, itemId);
    const deletion = await deleteItems(tx, [item]);
    if (!deletion.done) return deletion;
    await savePlacements(tx, removed.value);
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'agenda-item.removed',
      subject: { kind: 'agenda-item', id: itemId },
      before: {
        ...item,
        notes: notes ? toPlain(notes.content) : null,
        savedNotes: notes ?? null,
      },
      after: { meetingId, agenda: await fingerprintOf(tx, meetingId) },
    });
    return done();
  });
}
