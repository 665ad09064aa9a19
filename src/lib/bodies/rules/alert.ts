import type { Formality } from './aftercare.ts';
import type { Term } from './terms.ts';

export type AlertKind =
  | 'ending'
  | 'vacancy'
  | 'parity'
  | 'co-optation'
  | 'presidency'
  | 'passage'
  | 'composition'
  | 'categories'
  | 'aftercare'
  | 'decision';

/** late: a legal day has passed · due: to mend now · coming: to prepare. */
export const SEVERITIES = ['late', 'due', 'coming'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Something that a body asks for. */
export interface Alert {
  readonly kind: AlertKind;
  readonly severity: Severity;
  readonly sentence: string;
  /** The ISO day before which, or since which. */
  readonly date: { readonly is: 'due' | 'since'; readonly day: string } | null;
  /** The rule, short enough for parentheses. */
  readonly source: string | null;
  readonly body: { readonly code: string; readonly name: string };
  /** The reference of the decision that asks for it, where one does. */
  readonly decision?: string;
  /** What it is about and at which stage: the same every day, and different when there is something new to say. */
  readonly keys: readonly string[];
}

/** What the alerts of an association rest on, besides each body. ISO days. */
export interface Surroundings {
  readonly today: string;
  readonly terms: readonly Term[];
  /** The days of the general assemblies, held or planned. */
  readonly assemblies: readonly string[];
  /** The steps ticked, by body. */
  readonly ticked: ReadonlyMap<string, readonly Formality[]>;
}

/** An alert, the body of which goes without saying. */
export type Told = Omit<Alert, 'body'>;

export function sinceDay(day: string | null): Alert['date'] {
  return day === null ? null : { is: 'since', day };
}

export function dueOn(day: string): Alert['date'] {
  return { is: 'due', day };
}
