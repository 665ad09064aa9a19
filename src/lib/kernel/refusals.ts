/** Why something was refused, told to the person who asked. */
export interface Refusal {
  /** Stable, kebab-case: what tests and pages switch on. */
  readonly code: string;
  /** One or two clear French sentences: what happened, how to repair. */
  readonly sentence: string;
  /** The rule applied and its article, where there is one: "CSA 9:21", "Statuts, art. 17". */
  readonly source?: string;
  /** The field of the form concerned, where there is one. */
  readonly field?: string;
  /** What the screen needs to repair, for instance the newer text that a stale save met. Plain data. */
  readonly details?: unknown;
}

export interface Done<T> {
  readonly done: true;
  readonly value: T;
}

export interface Refused {
  readonly done: false;
  readonly refusal: Refusal;
}

/** What a command answers. Exceptions are bugs; a refusal is an ordinary answer. */
export type Outcome<T> = Done<T> | Refused;

export function done(): Done<undefined>;
export function done<T>(value: T): Done<T>;
export function done<T>(value?: T): Done<T | undefined> {
  return { done: true, value };
}

export function refuse(
  code: string,
  sentence: string,
  more: Omit<Refusal, 'code' | 'sentence'> = {},
): Refused {
  return { done: false, refusal: { code, sentence, ...more } };
}

/** The one answer for what does not exist and for what is not open to this person: neither is told apart. */
export function notFound(): Refused {
  return refuse('not-found', 'Cette page n’existe pas, ou elle ne vous est pas ouverte.');
}
