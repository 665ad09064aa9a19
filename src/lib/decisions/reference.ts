/** "CA-2022-3": how a decision is cited, for ever. */
export function decisionReference(entry: {
  readonly code: string;
  readonly year: number;
  readonly number: number;
}): string {
  return `${entry.code}-${entry.year}-${entry.number}`;
}
