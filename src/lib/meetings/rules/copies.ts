import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { MAX_ITEMS, numberItems, type Placement } from './agenda.ts';

/** What of an item is taken along when it is copied. */
export interface Copy<T> {
  readonly source: T;
  /** The copy under which it stands, by its index among the copies; null at the top. */
  readonly parent: number | null;
  /** From 0 among the copies of the same parent. */
  readonly position: number;
}

/** Anything with its sub-items: a template is kept so. */
interface Nested<T> {
  readonly items: readonly T[];
}

function positioned<T>(copies: readonly Pick<Copy<T>, 'source' | 'parent'>[]): Copy<T>[] {
  const taken = new Map<number | null, number>();
  return copies.map((copy) => {
    const position = taken.get(copy.parent) ?? 0;
    taken.set(copy.parent, position + 1);
    return { ...copy, position };
  });
}

/**
 * Copies of the chosen items in the order in which they are called. One whose parent is not chosen goes under its nearest
 * chosen ancestor, else to the top.
 */
export function copiesOf<T extends Placement>(items: readonly T[], chosen: ReadonlySet<string>): Copy<T>[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const taken = numberItems(items).filter(({ id }) => chosen.has(id));
  const indexes = new Map(taken.map(({ id }, index) => [id, index]));
  const ancestorOf = (parentId: string | null): number | null =>
    parentId === null ? null : (indexes.get(parentId) ?? ancestorOf(byId.get(parentId)!.parentId));
  return positioned(
    taken.map(({ id, parentId }) => ({ source: byId.get(id)!, parent: ancestorOf(parentId) })),
  );
}

/** Copies of nested items, each before those under it. */
export function copiesOfNested<T extends Nested<T>>(items: readonly T[]): Copy<T>[] {
  const copies: Pick<Copy<T>, 'source' | 'parent'>[] = [];
  const walk = (level: readonly T[], parent: number | null): void => {
    for (const source of level) {
      const index = copies.push({ source, parent }) - 1;
      walk(source.items, index);
    }
  };
  walk(items, null);
  return positioned(copies);
}

/** Refuses to copy nothing, and more than an agenda holds with what is there already. */
export function checkCopies(present: number, copies: number): Outcome<undefined> {
  if (copies === 0)
    return refuse('nothing-chosen', 'Rien n’est choisi\u00a0: cochez au moins un point.', { field: 'items' });
  if (present + copies > MAX_ITEMS)
    return refuse('too-many', `Un ordre du jour compte au plus ${MAX_ITEMS} points.`, { field: 'items' });
  return done();
}
