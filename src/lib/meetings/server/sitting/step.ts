import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import { checkStep, type SittingStep } from '../../rules/sitting.ts';
import { meetingToPrepare, type Meeting } from '../load.ts';
import { sittings } from './tables.ts';

export interface SittingToChange {
  readonly meeting: Meeting;
  /** Null only when it is about to be opened. */
  readonly sitting: typeof sittings.$inferSelect | null;
  /** Pressed twice: nothing has to change. */
  readonly already: boolean;
}

/**
 * Loads a meeting with its sitting to do this to it, and authorises the actor. The row of the meeting is locked, so that
 * two secretaries follow each other. Refuses what comes too early or too late.
 */
export async function sittingTo(
  step: SittingStep,
  tx: Tx,
  actor: Actor,
  today: string,
  meetingId: string,
): Promise<Outcome<SittingToChange>> {
  const loaded = await meetingToPrepare(tx, actor, today, meetingId);
  if (!loaded.done) return loaded;
  const [sitting] = await tx.select().from(sittings).where(eq(sittings.meetingId, meetingId));
  const checked = checkStep(sitting?.state ?? null, step);
  if (!checked.done) return checked;
  return done({ meeting: loaded.value, sitting: sitting ?? null, already: checked.value === 'already' });
}
