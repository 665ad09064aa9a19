/** What of the public decisions is asked for, as an address says it. */
export interface PublicFilter {
  readonly text: string;
  /** Code of a body, "CA". */
  readonly body: string | null;
  readonly year: number | null;
}

/** Reads the filter of an address; what it does not understand, it leaves aside. */
export function readPublicFilter(query: URLSearchParams): PublicFilter & { readonly page: number } {
  const whole = (name: string) => {
    const value = Number(query.get(name));
    return Number.isSafeInteger(value) && value > 0 && value < 100_000 ? value : null;
  };
  const word = (name: string) => (query.get(name) ?? '').replaceAll('\0', '').slice(0, 200);
  return {
    text: word('text'),
    body: word('body') || null,
    year: whole('year'),
    page: whole('page') ?? 1,
  };
}
