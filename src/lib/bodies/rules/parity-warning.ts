import { done, refuse, type Outcome, type Refusal } from '#lib/kernel/refusals.ts';
import type { Parity } from '../rules.ts';

/** Whether a change makes the gap between the sectors wider than it was, and than the statutes admit. */
export function widensGap(before: Pick<Parity, 'difference'> | null, after: Parity): boolean {
  return !after.met && after.difference > (before?.difference ?? 0);
}

/**
 * What a change of a body does to the parity that its statutes ask, as it was and as it becomes on the same day (null:
 * none is asked, or nobody sits). A gap made wider than it was, beyond the tolerance, asks to be accepted, never more:
 * appointing is the assembly's affair. Answers the sentence of a gap that was accepted (`accepted`: the widest gap that
 * whoever decides was told of), null when there is nothing to say.
 */
export function acceptGap(
  before: Pick<Parity, 'difference'> | null,
  after: (Parity & { readonly source: string }) | null,
  accepted: number,
): Outcome<string | null> {
  if (after === null || !widensGap(before, after)) return done(null);
  if (after.difference <= accepted) return done(after.sentence);
  return refuse(
    'parity-broken',
    `${after.sentence} Si c’est bien ce qui a été décidé, confirmez\u00a0: le journal gardera que vous l’avez vu.`,
    { field: 'acceptedGap', source: after.source, details: { gap: after.difference } },
  );
}

/** The gap that a refusal of `acceptGap` asks to accept; null for any other refusal. */
export function gapIn({ code, details }: Refusal): number | null {
  return code === 'parity-broken' ? (details as { gap: number }).gap : null;
}
