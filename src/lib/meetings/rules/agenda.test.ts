import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DIRECTIONS,
  dropPlace,
  DROPS,
  makeRoom,
  MAX_DEPTH,
  MAX_ITEMS,
  moveItem,
  numberItems,
  placeItem,
  placeNewItem,
  removeItem,
  type Placement,
} from './agenda.ts';

/** 1, 2, 2.a, 2.b, 2.b.i, 3 */
const AGENDA: Placement[] = [
  { id: 'one', parentId: null, position: 0 },
  { id: 'two', parentId: null, position: 1 },
  { id: 'two-a', parentId: 'two', position: 0 },
  { id: 'two-b', parentId: 'two', position: 1 },
  { id: 'two-b-i', parentId: 'two-b', position: 0 },
  { id: 'three', parentId: null, position: 2 },
];

const numbers = (items: readonly Placement[]) =>
  numberItems(items).map((item) => `${item.number} ${item.id}`);

function apply(items: readonly Placement[], changes: readonly Placement[]): Placement[] {
  return items.map((item) => changes.find((change) => change.id === item.id) ?? item);
}

function moved(items: readonly Placement[], id: string, direction: (typeof DIRECTIONS)[number]) {
  const outcome = moveItem(items, id, direction);
  if (!outcome.done) throw new Error(outcome.refusal.code);
  return apply(items, outcome.value);
}

describe('numbers', () => {
  it('counts 1, a, i in the order of the agenda whatever the order of the rows', () => {
    expect(numbers([...AGENDA].reverse())).toEqual([
      '1 one',
      '2 two',
      '2.a two-a',
      '2.b two-b',
      '2.b.i two-b-i',
      '3 three',
    ]);
  });

  it('goes on after z with aa, and counts in Roman figures at the third level', () => {
    const many: Placement[] = [
      { id: 'top', parentId: null, position: 0 },
      ...Array.from({ length: 28 }, (_, position) => ({ id: `s${position}`, parentId: 'top', position })),
      ...Array.from({ length: 9 }, (_, position) => ({ id: `t${position}`, parentId: 's0', position })),
    ];
    const marks = Object.fromEntries(numberItems(many).map((item) => [item.id, item.mark]));
    expect(marks).toMatchObject({ s25: 'z', s26: 'aa', s27: 'ab', t0: 'i', t3: 'iv', t8: 'ix' });
  });
});

describe('late additions', () => {
  const late = (id: string, position: number, parentId: string | null = null): Placement => ({
    id,
    parentId,
    position,
    lateAddition: true,
  });
  const at = (id: string, position: number): Placement => ({ id, parentId: null, position });

  it('take the number of the item that they follow, and change no number of the notice', () => {
    expect(
      numbers([at('one', 0), late('x', 1), late('y', 2), late('x-a', 0, 'x'), at('two', 3), late('z', 4)]),
    ).toEqual(['1 one', '1\u00a0bis x', '1\u00a0bis.a x-a', '1\u00a0ter y', '2 two', '2\u00a0bis z']);
    expect(numbers([late('x', 0), at('one', 1)])).toEqual(['0\u00a0bis x', '1 one']);
  });

  it('count from the first where there is no number to keep, and on after the tenth', () => {
    expect(numbers([late('x', 0), late('y', 1)])).toEqual(['1 x', '2 y']);
    const many = [at('one', 0), ...Array.from({ length: 10 }, (_, index) => late(`x${index}`, index + 1))];
    expect(numbers(many).at(-1)).toBe('1\u00a011 x9');
  });
});

describe('moves', () => {
  it('moves up and down among its siblings, with its sub-items', () => {
    expect(numbers(moved(AGENDA, 'two', 'up'))).toEqual([
      '1 two',
      '1.a two-a',
      '1.b two-b',
      '1.b.i two-b-i',
      '2 one',
      '3 three',
    ]);
    expect(moved(moved(AGENDA, 'two', 'up'), 'two', 'down')).toEqual(AGENDA);
  });

  it('indents under the item above and comes back out after it', () => {
    expect(numbers(moved(AGENDA, 'three', 'indent'))).toContain('2.c three');
    expect(numbers(moved(AGENDA, 'two-a', 'outdent'))).toEqual([
      '1 one',
      '2 two',
      '2.a two-b',
      '2.a.i two-b-i',
      '3 two-a',
      '4 three',
    ]);
  });

  it.each([
    ['one', 'up', 'at-edge'],
    ['three', 'down', 'at-edge'],
    ['one', 'indent', 'at-edge'],
    ['one', 'outdent', 'at-edge'],
    ['two', 'indent', 'too-deep'],
    ['gone', 'up', 'not-found'],
  ] as const)('impossible de déplacer «%s» vers «%s» : %s', (id, direction, code) => {
    expect(moveItem(AGENDA, id, direction)).toMatchObject({ done: false, refusal: { code } });
  });

  it('keeps a sound tree through any sequence of moves', () => {
    const step = fc.record({
      id: fc.constantFrom(...AGENDA.map((item) => item.id)),
      direction: fc.constantFrom(...DIRECTIONS),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let items: Placement[] = AGENDA;
        for (const { id, direction } of steps) {
          const outcome = moveItem(items, id, direction);
          if (outcome.done) items = apply(items, outcome.value);
        }
        const numbered = numberItems(items);
        expect(numbered.map((item) => item.id).sort()).toEqual(AGENDA.map((item) => item.id).sort());
        expect(Math.max(...numbered.map((item) => item.depth))).toBeLessThanOrEqual(MAX_DEPTH);
        for (const parentId of [null, ...items.map((item) => item.id)]) {
          const positions = items.filter((item) => item.parentId === parentId).map((item) => item.position);
          expect(positions.sort((a, b) => a - b)).toEqual(positions.map((_, index) => index));
        }
      }),
    );
  });
});

describe('placing', () => {
  const ids = AGENDA.map(({ id }) => id);

  it('puts an item at any place, and what stands under it goes along', () => {
    const outcome = placeItem(AGENDA, 'two-b', { parentId: null, position: 9 });
    expect(outcome.done && numbers(apply(AGENDA, outcome.value))).toEqual([
      '1 one',
      '2 two',
      '2.a two-a',
      '3 three',
      '4 two-b',
      '4.a two-b-i',
    ]);
    expect(placeItem(AGENDA, 'three', { parentId: 'two', position: 0 })).toMatchObject({ done: true });
  });

  it.each([
    ['gone', null, 'not-found'],
    ['one', 'gone', 'not-found'],
    ['two', 'two-b-i', 'under-itself'],
    ['two', 'two', 'under-itself'],
    ['two-b', 'one', 'done'],
    ['two', 'one', 'too-deep'],
  ])('%s sous %s : %s', (id, parentId, expected) => {
    const outcome = placeItem(AGENDA, id, { parentId, position: 0 });
    expect(outcome.done ? 'done' : outcome.refusal.code).toBe(expected);
  });

  it('lets go above, below or inside a line, in a sound tree', () => {
    const drop = fc.record({
      id: fc.constantFrom(...ids),
      target: fc.constantFrom(...ids),
      drop: fc.constantFrom(...DROPS),
    });
    fc.assert(
      fc.property(fc.array(drop, { maxLength: 20 }), (drops) => {
        let items: Placement[] = AGENDA;
        for (const { id, target, drop } of drops) {
          if (id === target) continue;
          const outcome = placeItem(items, id, dropPlace(items, id, target, drop));
          if (!outcome.done) continue;
          items = apply(items, outcome.value);
          const order = numberItems(items).filter(({ parentId }) =>
            drop === 'inside'
              ? parentId === target
              : parentId === items.find((item) => item.id === id)!.parentId,
          );
          const at = (wanted: string) => order.findIndex((item) => item.id === wanted);
          if (drop === 'inside') expect(at(id)).toBe(order.length - 1);
          else expect(at(target) - at(id)).toBe(drop === 'before' ? 1 : -1);
        }
        expect(numberItems(items)).toHaveLength(AGENDA.length);
      }),
    );
  });

  it('an item taken out comes back to its place', () => {
    for (const { id, parentId, position } of AGENDA) {
      const removed = removeItem(AGENDA, id);
      if (!removed.done) continue;
      const left = apply(AGENDA, removed.value).filter((item) => item.id !== id);
      const back = apply(left, makeRoom(left, { parentId, position }));
      expect(numbers([...back, { id, parentId, position }])).toEqual(numbers(AGENDA));
    }
  });
});

describe('adding and removing', () => {
  it('adds at the end of its level', () => {
    expect(placeNewItem(AGENDA, null)).toMatchObject({ value: { parentId: null, position: 3 } });
    expect(placeNewItem(AGENDA, 'two')).toMatchObject({ value: { parentId: 'two', position: 2 } });
  });

  it('impossible d’ajouter trop de points, trop profond, ou sous un point disparu', () => {
    const full = Array.from({ length: MAX_ITEMS }, (_, position) => ({
      id: `i${position}`,
      parentId: null,
      position,
    }));
    expect(placeNewItem(full, null)).toMatchObject({ refusal: { code: 'too-many' } });
    expect(placeNewItem(AGENDA, 'two-b-i')).toMatchObject({ refusal: { code: 'too-deep' } });
    expect(placeNewItem(AGENDA, 'gone')).toMatchObject({ refusal: { code: 'not-found' } });
  });

  it('closes the ranks after a removal', () => {
    const outcome = removeItem(AGENDA, 'one');
    expect(outcome).toEqual({
      done: true,
      value: [
        { id: 'two', parentId: null, position: 0 },
        { id: 'three', parentId: null, position: 1 },
      ],
    });
  });

  it('impossible de retirer un point qui a des sous-points, ou qui n’est plus là', () => {
    expect(removeItem(AGENDA, 'two')).toMatchObject({ refusal: { code: 'has-sub-items' } });
    expect(removeItem(AGENDA, 'gone')).toMatchObject({ refusal: { code: 'not-found' } });
  });
});
