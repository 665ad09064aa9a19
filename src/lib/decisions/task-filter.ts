import { isIdentifier } from '#lib/kernel/identifiers.ts';

export const TASK_VIEWS = ['open', 'late', 'done', 'cancelled', 'all'] as const;
export type TaskStateAsked = (typeof TASK_VIEWS)[number];

/** What of the tasks is asked for, as an address says it. */
export interface TaskFilter {
  readonly state: TaskStateAsked;
  /** Only those of whoever asks. */
  readonly mine: boolean;
  /** Code of a body, "CA". */
  readonly body: string | null;
  /** Identifier of a person. */
  readonly person: string | null;
}

/** Reads the filter of an address; what it does not understand, it leaves aside. */
export function readTaskFilter(query: URLSearchParams): TaskFilter & { readonly page: number } {
  const page = Number(query.get('page'));
  const person = query.get('person') ?? '';
  return {
    state: TASK_VIEWS.find((state) => state === query.get('state')) ?? 'open',
    mine: query.get('mine') === 'yes',
    body: query.get('body')?.replaceAll('\0', '') || null,
    person: isIdentifier(person) ? person : null,
    page: Number.isSafeInteger(page) && page > 0 && page < 100_000 ? page : 1,
  };
}
