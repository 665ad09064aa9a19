import { dropPlace, placeItem, type Drop, type Placement } from './rules/agenda.ts';

interface Dragging {
  /** The items as they stand. */
  items(): readonly Placement[];
  /** Where an item was let go. */
  drop(itemId: string, place: Pick<Placement, 'parentId' | 'position'>): void;
}

/** How far to the right of where it was taken an item must be let go to become a sub-item, in CSS pixels. */
const INDENT = 40;
/** How near to the edge of the window an agenda that is longer than it scrolls along, and by how much. */
const EDGE = 48;
const STEP = 16;

/**
 * Lets the items of a list be dragged by the element that carries `data-grip`, with a mouse, a pen or a finger. Each item
 * carries `data-item`, its identifier; where it would land is shown by `data-drop` on the line under the pointer. Only a
 * shortcut: the buttons and the keyboard do all that it does.
 */
export function agendaDrag(list: HTMLElement, dragging: Dragging) {
  let taken: { readonly id: string; readonly x: number; readonly line: HTMLElement } | null = null;
  let over: { readonly line: HTMLElement; readonly drop: Drop } | null = null;

  const lineAt = (target: Element | null) => target?.closest<HTMLElement>('[data-item]') ?? null;

  function show(next: typeof over) {
    if (over && over.line !== next?.line) delete over.line.dataset.drop;
    if (next) next.line.dataset.drop = next.drop;
    over = next;
  }

  function begin(event: PointerEvent) {
    const grip = (event.target as Element).closest('[data-grip]');
    const line = lineAt(grip);
    if (!grip || !line || event.button !== 0) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    taken = { id: line.dataset.item!, x: event.clientX, line };
    line.dataset.dragged = '';
  }

  function move(event: PointerEvent) {
    if (!taken) return;
    if (event.clientY < EDGE) scrollBy(0, -STEP);
    if (event.clientY > innerHeight - EDGE) scrollBy(0, STEP);
    const line = lineAt(document.elementFromPoint(event.clientX, event.clientY));
    if (!line || !list.contains(line) || line === taken.line) return show(null);
    const { top, height } = line.getBoundingClientRect();
    const above = event.clientY < top + height / 2;
    const drop = above ? 'before' : event.clientX - taken.x > INDENT ? 'inside' : 'after';
    const items = dragging.items();
    const allowed = placeItem(items, taken.id, dropPlace(items, taken.id, line.dataset.item!, drop)).done;
    show(allowed ? { line, drop } : null);
  }

  function end(event: PointerEvent) {
    if (!taken) return;
    const { id, line } = taken;
    const landed = event.type === 'pointerup' ? over : null;
    delete line.dataset.dragged;
    show(null);
    taken = null;
    if (landed) dragging.drop(id, dropPlace(dragging.items(), id, landed.line.dataset.item!, landed.drop));
  }

  list.addEventListener('pointerdown', begin);
  list.addEventListener('pointermove', move);
  list.addEventListener('pointerup', end);
  list.addEventListener('pointercancel', end);
  return {
    destroy() {
      list.removeEventListener('pointerdown', begin);
      list.removeEventListener('pointermove', move);
      list.removeEventListener('pointerup', end);
      list.removeEventListener('pointercancel', end);
    },
  };
}
