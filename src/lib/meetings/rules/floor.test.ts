import { expect, test } from 'vitest';
import { checkMayAsk, floorOf, type FloorFacts } from './floor.ts';

const THERE: FloorFacts = { state: 'open', itemId: 'item', attendance: 'present', conflictIn: null };

function codeOf(facts: Partial<FloorFacts>): string {
  const outcome = checkMayAsk({ ...THERE, ...facts });
  return outcome.done ? outcome.value : outcome.refusal.code;
}

test('whoever takes part, in the room or from afar, may ask to speak on the item before the meeting', () => {
  expect(codeOf({})).toBe('item');
  expect(codeOf({ attendance: 'remote' })).toBe('item');
});

test('nobody asks out of the sitting, before the first item, or from outside', () => {
  for (const state of [null, 'suspended', 'closed'] as const) expect(codeOf({ state })).toBe('floor-closed');
  expect(codeOf({ itemId: null })).toBe('no-item');
  for (const attendance of [null, 'left', 'excused', 'absent'] as const)
    expect(codeOf({ attendance })).toBe('not-there');
});

test('a conflict of interest takes one out of the debate, by law in a board alone (CSA 9:8)', () => {
  const refusal = (conflictIn: FloorFacts['conflictIn']) => checkMayAsk({ ...THERE, conflictIn });
  expect(refusal('board')).toMatchObject({ refusal: { code: 'conflict-of-interest', source: 'CSA 9:8' } });
  expect(refusal('general-assembly')).toMatchObject({ refusal: { code: 'conflict-of-interest' } });
  expect(refusal('general-assembly')).not.toHaveProperty('refusal.source', 'CSA 9:8');
});

test('the list keeps the order of asking, and tells who speaks from who waits', () => {
  const [spoke, speaks, first, second] = [
    { startedAt: '1', endedAt: '2' },
    { startedAt: '2', endedAt: null },
    { startedAt: null, endedAt: null },
    { startedAt: null, endedAt: null },
  ];
  expect(floorOf([spoke, speaks, first, second])).toEqual({
    speaking: speaks,
    waiting: [first, second],
    spoken: [spoke],
  });
  expect(floorOf([])).toEqual({ speaking: null, waiting: [], spoken: [] });
});
