import { expect, test } from 'vitest';
import { pagesOf, pageWithin } from './pages.ts';

test.each([
  [0, 1],
  [1, 1],
  [50, 1],
  [51, 2],
])('%i lines by fifty: %i pages', (total, pages) => expect(pagesOf(total, 50)).toBe(pages));

test.each([
  [1, 0, 1],
  [3, 0, 1],
  [2, 51, 2],
  [9, 51, 2],
])('page %i of %i lines by fifty is page %i', (asked, total, shown) =>
  expect(pageWithin(asked, total, 50)).toBe(shown),
);
