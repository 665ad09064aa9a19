import { expect, test } from 'vitest';
import { slices } from './slices.ts';

test.each([
  [0, []],
  [1, [1]],
  [1000, [1000]],
  [2001, [1000, 1000, 1]],
])('%i rows', (count, sizes) => {
  const rows = Array.from({ length: count }, (_, index) => index);
  const parts = [...slices(rows)];
  expect(parts.map(({ length }) => length)).toEqual(sizes);
  expect(parts.flat()).toEqual(rows);
});
