import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { Actor } from '#lib/kernel/actor.ts';
import { toPlain } from '#lib/documents/rich-text.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import { databaseFault, type Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { itemChangeForm, itemForm } from '../../forms.ts';
import {
  moveItem,
  numberItems,
  placeNewItem,
  removeItem,
  type Direction,
  type Placement,
} from '../../rules/agenda.ts';
import { releaseRemovedAnnexes } from '../annexes/commands.ts';
import { itemsOf, meetingToPrepare } from '../load.ts';
import { agendaItems, itemNotes } from '../tables.ts';

const itemWithId = (itemId: string) => eq(agendaItems.id, itemId);

async function savePlacements(tx: Tx, placements: readonly Placement[]): Promise<void> {
  for (const { id, parentId, position } of placements)
    await tx.update(agendaItems).set({ parentId, position }).where(itemWithId(id));
}

/** Adds an item at the end of its level. Refuses an unknown parent, a fourth level and more than 200 items. */
export function addItem(
  house: House,
  actor: Actor,
  meetingId: string,
  form: z.infer<typeof itemForm>,
): Promise<Outcome<{ itemId: string }>> {
  return command(house, actor, async ({ tx, today, journal }) => {
    const loaded = await meetingToPrepare(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const items = await itemsOf(tx, loaded.value);
    const placed = placeNewItem(items, form.parentId === '' ? null : form.parentId);
    if (!placed.done) return placed;
    const item = { title: form.title, nature: form.nature, ...placed.value };
    const [created] = await tx
      .insert(agendaItems)
      .values({ associationId: actor.associationId, meetingId, ...item })
      .returning({ id: agendaItems.id });
    journal({ act: 'agenda-item.added', subject: { kind: 'agenda-item', id: created!.id }, after: item });
    return done({ itemId: created!.id });
  });
}

/** Changes the title or the nature of an item. Refuses a stale version, with the present one in the details. */
export function changeItem(
  house: House,
  actor: Actor,
  meetingId: string,
  form: z.infer<typeof itemChangeForm>,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const loaded = await meetingToPrepare(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const item = (await itemsOf(tx, loaded.value)).find((candidate) => candidate.id === form.itemId);
    if (!item) return refuse('not-found', 'Ce point n’est plus à l’ordre du jour.');
    const before = { title: item.title, nature: item.nature };
    const after = { title: form.title, nature: form.nature };
    if (before.title === after.title && before.nature === after.nature) {
      nothingToDo();
      return done();
    }
    if (item.version !== form.version)
      return refuse(
        'stale',
        'Quelqu’un a modifié ce point entre-temps. Voici la version actuelle et la vôtre : choisissez, puis enregistrez.',
        { details: { current: { ...before, version: item.version } } },
      );
    await tx
      .update(agendaItems)
      .set({ ...after, version: item.version + 1 })
      .where(itemWithId(item.id));
    journal({ act: 'agenda-item.changed', subject: { kind: 'agenda-item', id: item.id }, before, after });
    return done();
  });
}

/** Moves an item; see `moveItem` for what is refused. */
export function moveAgendaItem(
  house: House,
  actor: Actor,
  meetingId: string,
  itemId: string,
  direction: Direction,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal }) => {
    const loaded = await meetingToPrepare(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const items = await itemsOf(tx, loaded.value);
    const moved = moveItem(items, itemId, direction);
    if (!moved.done) return moved;
    await savePlacements(tx, moved.value);
    const numberIn = (tree: readonly Placement[]) =>
      numberItems(tree).find(({ id }) => id === itemId)!.number;
    journal({
      act: 'agenda-item.moved',
      subject: { kind: 'agenda-item', id: itemId },
      before: { number: numberIn(items) },
      after: {
        number: numberIn(items.map((item) => moved.value.find(({ id }) => id === item.id) ?? item)),
      },
    });
    return done();
  });
}

/** Removes an item with its notes (the journal keeps them). Refuses one with sub-items or with a decision. */
export function removeAgendaItem(
  house: House,
  actor: Actor,
  meetingId: string,
  itemId: string,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal }) => {
    const loaded = await meetingToPrepare(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const items = await itemsOf(tx, loaded.value);
    const removed = removeItem(items, itemId);
    if (!removed.done) return removed;
    const { title, nature } = items.find((item) => item.id === itemId)!;
    const [notes] = await tx
      .select({ content: itemNotes.content })
      .from(itemNotes)
      .where(eq(itemNotes.itemId, itemId));
    await releaseRemovedAnnexes(tx, itemId);
    const deletion = await deleteUnlessDecided(tx, itemId);
    if (!deletion.done) return deletion;
    await savePlacements(tx, removed.value);
    journal({
      act: 'agenda-item.removed',
      subject: { kind: 'agenda-item', id: itemId },
      before: { title, nature, notes: notes ? toPlain(notes.content) : null },
    });
    return done();
  });
}

/** Decisions stand in a room above this one: the foreign key of a decision on its item is what says no. */
async function deleteUnlessDecided(tx: Tx, itemId: string): Promise<Outcome<undefined>> {
  try {
    await tx.transaction((savepoint) => savepoint.delete(agendaItems).where(itemWithId(itemId)));
    return done();
  } catch (error) {
    const constraint = databaseFault(error)?.constraint;
    if (constraint === 'annex_item')
      return refuse(
        'has-annexes',
        'Impossible de retirer ce point\u00a0: des annexes y sont jointes. Joignez-les à un autre point, ou retirez-les.',
      );
    if (constraint !== 'decision_item') throw error;
    return refuse(
      'has-decision',
      'Impossible de retirer ce point : une décision y est enregistrée. Retirez d’abord la décision.',
    );
  }
}
