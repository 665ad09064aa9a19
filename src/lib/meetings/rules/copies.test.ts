import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_ITEMS, type Placement } from './agenda.ts';
import { checkCopies, copiesOf, copiesOfNested } from './copies.ts';

/** 1, 2, 2.a, 2.a.i, 2.b, 3 */
const AGENDA: Placement[] = [
  { id: 'one', parentId: null, position: 0 },
  { id: 'two', parentId: null, position: 1 },
  { id: 'two-a', parentId: 'two', position: 0 },
  { id: 'two-a-i', parentId: 'two-a', position: 0 },
  { id: 'two-b', parentId: 'two', position: 1 },
  { id: 'three', parentId: null, position: 2 },
];
const copied = (...ids: string[]) =>
  copiesOf(AGENDA, new Set(ids)).map(({ source, parent, position }) => [source.id, parent, position]);

it('puts a copy under its nearest chosen ancestor, else at the top', () => {
  expect(copied('three', 'two', 'two-a-i', 'two-b')).toEqual([
    ['two', null, 0],
    ['two-a-i', 0, 0],
    ['two-b', 0, 1],
    ['three', null, 1],
  ]);
  expect(copied('two-a-i', 'one')).toEqual([
    ['one', null, 0],
    ['two-a-i', null, 1],
  ]);
});

it('counts positions from 0 to n-1 under each parent, parents before their sub-items', () => {
  fc.assert(
    fc.property(fc.subarray(AGENDA.map(({ id }) => id)), (ids) => {
      const copies = copiesOf(AGENDA, new Set(ids));
      expect(copies).toHaveLength(ids.length);
      for (const siblings of Map.groupBy(copies, ({ parent }) => parent).values())
        expect(siblings.map(({ position }) => position)).toEqual(siblings.map((_, index) => index));
      copies.forEach(({ parent }, index) => expect(parent ?? -1).toBeLessThan(index));
    }),
  );
});

it('unfolds a template', () => {
  const leaf = { items: [] };
  expect(
    copiesOfNested([{ items: [leaf, leaf] }, leaf]).map(({ parent, position }) => [parent, position]),
  ).toEqual([
    [null, 0],
    [0, 0],
    [0, 1],
    [null, 1],
  ]);
});

it('impossible de copier rien, ou trop', () => {
  expect(checkCopies(0, 0)).toMatchObject({ refusal: { code: 'nothing-chosen' } });
  expect(checkCopies(MAX_ITEMS - 1, 2)).toMatchObject({ refusal: { code: 'too-many' } });
  expect(checkCopies(MAX_ITEMS - 1, 1)).toMatchObject({ done: true });
});
