import type { Outcome } from '#lib/kernel/refusals.ts';

/** The story goes through the same commands as people do: what they refuse cannot be shown. */
export function must<T>(outcome: Outcome<T>): T {
  if (outcome.done) return outcome.value;
  throw new Error(`The demonstration breaks a rule: ${outcome.refusal.sentence}`);
}
