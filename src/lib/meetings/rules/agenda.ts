import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';

/** 1, then a, then i: deeper than this an agenda can no longer be called out in a room. */
export const MAX_DEPTH = 3;
export const MAX_ITEMS = 200;

/** Where an item stands: under which parent (null at the top), at which place from 0. */
export interface Placement {
  readonly id: string;
  readonly parentId: string | null;
  readonly position: number;
  /** Added after the notice: its number must not change those that members were told. */
  readonly lateAddition?: boolean;
}

export type Numbered<T extends Placement> = T & {
  /** 1 at the top. */
  readonly depth: number;
  /** Its own mark: "5", "c", "ii", "5 bis". */
  readonly mark: string;
  /** Its full number: "5", "5.c", "5.c.ii". */
  readonly number: string;
};

export const DIRECTIONS = ['up', 'down', 'indent', 'outdent'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** a … z, then aa, ab …; `index` from 0. */
function letters(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

const ROMAN: readonly [number, string][] = [
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

/** i, ii, iii, iv …; `index` from 0. */
function roman(index: number): string {
  let rest = index + 1;
  let text = '';
  for (const [value, sign] of ROMAN) {
    while (rest >= value) {
      text += sign;
      rest -= value;
    }
  }
  return text;
}

function markAt(depth: number, index: number): string {
  if (depth === 1) return String(index + 1);
  return depth === 2 ? letters(index) : roman(index);
}

const AGAIN = ['bis', 'ter', 'quater', 'quinquies', 'sexies', 'septies', 'octies', 'nonies', 'decies'];

/**
 * The marks of the items of one level. A late addition takes the mark of the one that it follows, with "bis"; where
 * there are only late additions, there is no number to keep and they count from the first.
 */
function marksOf(siblings: readonly Placement[], depth: number): string[] {
  if (siblings.every((item) => item.lateAddition)) return siblings.map((_, index) => markAt(depth, index));
  let regular = 0;
  let late = 0;
  return siblings.map((item) => {
    late = item.lateAddition ? late + 1 : 0;
    if (late === 0) return markAt(depth, regular++);
    const followed = regular === 0 ? '0' : markAt(depth, regular - 1);
    return `${followed}\u00a0${AGAIN[late - 1] ?? late + 1}`;
  });
}

function childrenOf<T extends Placement>(items: readonly T[], parentId: string | null): T[] {
  return items.filter((item) => item.parentId === parentId).sort((a, b) => a.position - b.position);
}

/** The items in the order in which they are called, each with its number. */
export function numberItems<T extends Placement>(items: readonly T[]): Numbered<T>[] {
  const walk = (parentId: string | null, depth: number, prefix: string): Numbered<T>[] => {
    const siblings = childrenOf(items, parentId);
    const marks = marksOf(siblings, depth);
    return siblings.flatMap((item, index) => {
      const mark = marks[index]!;
      const number = prefix === '' ? mark : `${prefix}.${mark}`;
      return [{ ...item, depth, mark, number }, ...walk(item.id, depth + 1, number)];
    });
  };
  return walk(null, 1, '');
}

function depthOf(items: readonly Placement[], id: string | null): number {
  const item = items.find((candidate) => candidate.id === id);
  return item ? 1 + depthOf(items, item.parentId) : 0;
}

function heightOf(items: readonly Placement[], id: string): number {
  return 1 + Math.max(0, ...childrenOf(items, id).map((child) => heightOf(items, child.id)));
}

/** Puts `id` under `parentId` at `index`, and closes the ranks on both sides. Answers only what changed. */
function place(items: readonly Placement[], id: string, parentId: string | null, index: number): Placement[] {
  const leaving = items.find((item) => item.id === id)!.parentId;
  const arrivals = childrenOf(items, parentId).filter((item) => item.id !== id);
  arrivals.splice(index, 0, { id, parentId, position: index });
  const departures = leaving === parentId ? [] : childrenOf(items, leaving).filter((item) => item.id !== id);
  return [
    ...departures.map((item, position) => ({ id: item.id, parentId: leaving, position })),
    ...arrivals.map((item, position) => ({ id: item.id, parentId, position })),
  ].filter((next) => {
    const before = items.find((item) => item.id === next.id)!;
    return before.parentId !== next.parentId || before.position !== next.position;
  });
}

/**
 * Moves an item among the others. Answers the placements that change.
 * Refuses, with the reason, a move past the edges or deeper than `MAX_DEPTH`; the items that stand under it move along.
 */
export function moveItem(
  items: readonly Placement[],
  id: string,
  direction: Direction,
): Outcome<Placement[]> {
  const item = items.find((candidate) => candidate.id === id);
  if (!item) return refuse('not-found', 'Ce point n’est plus à l’ordre du jour.');
  const siblings = childrenOf(items, item.parentId);
  const index = siblings.findIndex((sibling) => sibling.id === id);
  if (direction === 'up') {
    if (index === 0) return refuse('at-edge', 'Ce point est déjà le premier à son niveau.');
    return done(place(items, id, item.parentId, index - 1));
  }
  if (direction === 'down') {
    if (index === siblings.length - 1) return refuse('at-edge', 'Ce point est déjà le dernier à son niveau.');
    return done(place(items, id, item.parentId, index + 1));
  }
  if (direction === 'indent') {
    const above = siblings[index - 1];
    if (!above)
      return refuse(
        'at-edge',
        'Un point devient sous-point de celui qui le précède : celui-ci est le premier.',
      );
    if (depthOf(items, above.id) + heightOf(items, id) > MAX_DEPTH)
      return refuse('too-deep', `L’ordre du jour a au plus ${MAX_DEPTH} niveaux.`);
    return done(place(items, id, above.id, childrenOf(items, above.id).length));
  }
  const parent = items.find((candidate) => candidate.id === item.parentId);
  if (!parent) return refuse('at-edge', 'Ce point est déjà au premier niveau.');
  const uncles = childrenOf(items, parent.parentId);
  return done(place(items, id, parent.parentId, uncles.findIndex((uncle) => uncle.id === parent.id) + 1));
}

function isWithin(items: readonly Placement[], id: string | null, ancestorId: string): boolean {
  if (id === ancestorId) return true;
  const item = items.find((candidate) => candidate.id === id);
  return item !== undefined && isWithin(items, item.parentId, ancestorId);
}

/**
 * Puts an item at any place: `position` from 0 among the others under `parentId`, the last one when beyond. Answers the
 * placements that change. Refuses an unknown item or parent, a place under itself and a fourth level.
 */
export function placeItem(
  items: readonly Placement[],
  id: string,
  { parentId, position }: Pick<Placement, 'parentId' | 'position'>,
): Outcome<Placement[]> {
  const known = (wanted: string) => items.some((item) => item.id === wanted);
  if (!known(id) || (parentId !== null && !known(parentId)))
    return refuse('not-found', 'Ce point n’est plus à l’ordre du jour.');
  if (isWithin(items, parentId, id))
    return refuse('under-itself', 'Un point ne peut pas devenir son propre sous-point.');
  if (depthOf(items, parentId) + heightOf(items, id) > MAX_DEPTH)
    return refuse('too-deep', `L’ordre du jour a au plus ${MAX_DEPTH} niveaux.`);
  return done(place(items, id, parentId, position));
}

/** Where an item is let go: above the line of another, below it, or as its sub-item. */
export const DROPS = ['before', 'after', 'inside'] as const;
export type Drop = (typeof DROPS)[number];

/** The place of an item let go at the line of another: among the items of the same parent, or last under it. */
export function dropPlace(
  items: readonly Placement[],
  id: string,
  targetId: string,
  drop: Drop,
): Pick<Placement, 'parentId' | 'position'> {
  const others = items.filter((item) => item.id !== id);
  if (drop === 'inside') return { parentId: targetId, position: childrenOf(others, targetId).length };
  const { parentId } = items.find((item) => item.id === targetId)!;
  const index = childrenOf(others, parentId).findIndex((item) => item.id === targetId);
  return { parentId, position: index + (drop === 'after' ? 1 : 0) };
}

/** Makes room at a place where an item comes back. Answers the placements that change. */
export function makeRoom(
  items: readonly Placement[],
  { parentId, position }: Pick<Placement, 'parentId' | 'position'>,
): Placement[] {
  return childrenOf(items, parentId)
    .filter((item) => item.position >= position)
    .map((item) => ({ id: item.id, parentId, position: item.position + 1 }));
}

/** Takes an item without sub-items out. Answers the placements that change. */
export function removeItem(items: readonly Placement[], id: string): Outcome<Placement[]> {
  const item = items.find((candidate) => candidate.id === id);
  if (!item) return refuse('not-found', 'Ce point n’est plus à l’ordre du jour.');
  if (childrenOf(items, id).length > 0)
    return refuse(
      'has-sub-items',
      'Impossible de retirer ce point : retirez ou déplacez d’abord ses sous-points.',
    );
  return done(
    childrenOf(items, item.parentId)
      .filter((sibling) => sibling.position > item.position)
      .map((sibling) => ({ id: sibling.id, parentId: sibling.parentId, position: sibling.position - 1 })),
  );
}

/** The placement of a new item: last under its parent. Refuses an unknown or too deep parent, and too many items. */
export function placeNewItem(
  items: readonly Placement[],
  parentId: string | null,
): Outcome<{ parentId: string | null; position: number }> {
  if (items.length >= MAX_ITEMS)
    return refuse('too-many', `Un ordre du jour compte au plus ${MAX_ITEMS} points.`);
  if (parentId !== null && !items.some((item) => item.id === parentId))
    return refuse('not-found', 'Le point qui devait l’accueillir n’est plus à l’ordre du jour.', {
      field: 'parentId',
    });
  if (depthOf(items, parentId) + 1 > MAX_DEPTH)
    return refuse('too-deep', `L’ordre du jour a au plus ${MAX_DEPTH} niveaux.`, { field: 'parentId' });
  return done({ parentId, position: childrenOf(items, parentId).length });
}
