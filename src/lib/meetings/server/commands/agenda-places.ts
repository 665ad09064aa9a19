import type { Actor } from '#lib/kernel/actor.ts';
import { done, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { ItemPlaceForm } from '../../forms/agenda.ts';
import { moveItem, numberItems, placeItem, type Direction, type Placement } from '../../rules/agenda.ts';
import { fingerprintOf, savePlacements } from '../agenda/changes.ts';
import { itemsOf, meetingToChange, type AgendaItem } from '../load.ts';
import { touchSitting } from '../sitting/touch.ts';

/** Moves an item as a rule says, and journals its numbers and places. */
function move(
  house: House,
  actor: Actor,
  meetingId: string,
  itemId: string,
  rule: (items: readonly AgendaItem[]) => Outcome<Placement[]>,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const loaded = await meetingToChange(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const items = await itemsOf(tx, loaded.value);
    const moved = rule(items);
    if (!moved.done) return moved;
    if (moved.value.length === 0) {
      nothingToDo();
      return done();
    }
    await savePlacements(tx, moved.value);
    const placeIn = (tree: readonly Placement[]) => {
      const { number, parentId, position } = numberItems(tree).find(({ id }) => id === itemId)!;
      return { number, parentId, position };
    };
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'agenda-item.moved',
      subject: { kind: 'agenda-item', id: itemId },
      before: placeIn(items),
      after: {
        meetingId,
        ...placeIn(items.map((item) => ({ ...item, ...moved.value.find(({ id }) => id === item.id) }))),
        agenda: await fingerprintOf(tx, meetingId),
      },
    });
    return done();
  });
}

/** Moves an item by one step; see `moveItem` for what is refused. */
export function moveAgendaItem(
  house: House,
  actor: Actor,
  meetingId: string,
  itemId: string,
  direction: Direction,
): Promise<Outcome<undefined>> {
  return move(house, actor, meetingId, itemId, (items) => moveItem(items, itemId, direction));
}

/** Moves an item to any place, as someone who drags it does; see `placeItem` for what is refused. */
export function placeAgendaItem(
  house: House,
  actor: Actor,
  meetingId: string,
  form: ItemPlaceForm,
): Promise<Outcome<undefined>> {
  const place = { parentId: form.parentId || null, position: form.position };
  return move(house, actor, meetingId, form.itemId, (items) => placeItem(items, form.itemId, place));
}
