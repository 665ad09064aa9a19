/** Rows of one statement: far below the 65,535 values that it takes, whatever its columns. */
const MOST_AT_ONCE = 1000;

/**
 * These rows, in their order, in parts that one statement holds; none when there are none. For rows that are as many as
 * the members or as the lines of a file.
 */
export function* slices<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += MOST_AT_ONCE) yield rows.slice(from, from + MOST_AT_ONCE);
}
