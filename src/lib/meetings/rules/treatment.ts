import type { Treatment } from '../vocabulary.ts';

/**
 * What probably became of each item: treated when something was done of it (called, noted, decided), or of one that
 * stands under it. The secretary has the last word.
 */
export function proposedTreatments(
  items: readonly { readonly id: string; readonly parentId: string | null }[],
  taken: ReadonlySet<string>,
): { readonly id: string; readonly treatment: Treatment }[] {
  const isTaken = (id: string): boolean =>
    taken.has(id) || items.some((item) => item.parentId === id && isTaken(item.id));
  return items.map(({ id }) => ({ id, treatment: isTaken(id) ? 'treated' : 'not-treated' }));
}
