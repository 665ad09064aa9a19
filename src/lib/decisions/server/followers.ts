import type { Act } from '#lib/platform/commands.ts';
import type { Verdict } from '../rules/verdict.ts';

/** A decision that was just recorded or corrected, with the item on which it was taken. */
export interface KeptDecision {
  readonly decisionId: string;
  readonly itemId: string;
  readonly verdict: Verdict;
}

type Follower = (act: Act, associationId: string, kept: KeptDecision) => Promise<void>;

const followers = new Set<Follower>();

/** Lets a room above act on decisions, in the same transaction. Registered at the start, see `wireMinutes`. */
export function followDecisions(follower: Follower): void {
  followers.add(follower);
}

/** Tells the rooms above what was decided. */
export async function tellKept(act: Act, associationId: string, kept: KeptDecision): Promise<void> {
  for (const follower of followers) await follower(act, associationId, kept);
}
