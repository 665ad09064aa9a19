/** What one form of the page of elections sent and was refused for; null for any other form. */
export interface SentForm {
  readonly typed: Readonly<Record<string, string>>;
  /** Null: more lines were asked for, nothing is wrong. */
  readonly refusal: {
    readonly sentence: string;
    readonly field?: string | undefined;
    readonly details?: unknown;
  } | null;
}

/** The error of a field, where it is about this one. */
export function errorIn(sent: SentForm | null, field: string): string | undefined {
  return sent?.refusal?.field === field ? sent.refusal.sentence : undefined;
}
