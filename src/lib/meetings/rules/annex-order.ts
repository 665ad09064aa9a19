import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';

/**
 * The annexes of one item in their new order, after one of them went up or down by one place. Refuses at the edge: the
 * button that leads there was pressed on a page that someone else has changed since.
 */
export function moveInOrder(
  ids: readonly string[],
  id: string,
  direction: 'up' | 'down',
): Outcome<readonly string[]> {
  const from = ids.indexOf(id);
  const to = direction === 'up' ? from - 1 : from + 1;
  if (to < 0 || to >= ids.length)
    return refuse(
      'at-edge',
      direction === 'up'
        ? 'Cette annexe est déjà la première de ce point.'
        : 'Cette annexe est déjà la dernière de ce point.',
    );
  return done(ids.with(from, ids[to]!).with(to, id));
}
