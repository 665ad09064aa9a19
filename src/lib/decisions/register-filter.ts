import { DECISION_KINDS, type DecisionKind } from './vocabulary.ts';

/** What of the register is asked for, as its address says it. */
export interface RegisterFilter {
  /** Words to find; empty for all. */
  readonly text: string;
  /** Code of a body, "CA". */
  readonly body: string | null;
  readonly year: number | null;
  readonly kind: DecisionKind | null;
  readonly outcome: 'adopted' | 'not-adopted' | null;
}

/** Reads the filter of an address; what it does not understand, it leaves aside. */
export function readRegisterFilter(query: URLSearchParams): RegisterFilter & { readonly page: number } {
  const whole = (name: string) => {
    const value = Number(query.get(name));
    return Number.isSafeInteger(value) && value > 0 && value < 100_000 ? value : null;
  };
  const outcome = query.get('outcome');
  return {
    text: (query.get('text') ?? '').replaceAll('\0', '').slice(0, 200),
    body: query.get('body') || null,
    year: whole('year'),
    kind: DECISION_KINDS.find((kind) => kind === query.get('kind')) ?? null,
    outcome: outcome === 'adopted' || outcome === 'not-adopted' ? outcome : null,
    page: whole('page') ?? 1,
  };
}
