import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moveInOrder } from './annex-order.ts';

test('up and down undo each other, keep every annex, and stop at the edges', () => {
  const lists = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(lists, fc.nat(), fc.constantFrom('up' as const, 'down' as const), (ids, pick, direction) => {
      const at = pick % ids.length;
      const moved = moveInOrder(ids, ids[at]!, direction);
      expect(moved.done).toBe(direction === 'up' ? at > 0 : at < ids.length - 1);
      if (!moved.done) return;
      expect(moved.value.indexOf(ids[at]!)).toBe(direction === 'up' ? at - 1 : at + 1);
      const back = moveInOrder(moved.value, ids[at]!, direction === 'up' ? 'down' : 'up');
      expect(back).toEqual({ done: true, value: ids });
    }),
  );
});
