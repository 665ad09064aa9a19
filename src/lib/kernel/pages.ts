/** How many pages of `size` lines a list of `total` has: one at least, which may be empty. */
export function pagesOf(total: number, size: number): number {
  return Math.max(1, Math.ceil(total / size));
}

/** The page that was asked for, or the last one where the list ends before it. */
export function pageWithin(asked: number, total: number, size: number): number {
  return Math.min(asked, pagesOf(total, size));
}
