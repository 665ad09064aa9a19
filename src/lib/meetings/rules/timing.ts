import { momentOf } from '#lib/kernel/days.ts';
import { count } from '#lib/kernel/french.ts';
import type { SittingEventKind } from '../vocabulary.ts';

/** How long an item has been before the meeting, against what was planned. */
export interface Timing {
  /** Whole minutes. */
  readonly elapsed: number;
  /** Minutes beyond what was planned; 0 within it, and where nothing was. */
  readonly over: number;
  /** "depuis 12 min sur 15 minutes prévues", "depuis 18 min, 3 de plus que prévu". */
  readonly sentence: string;
}

/** `seconds` since the item was called (below zero counts as none), `planned` in minutes. */
export function timingOf(seconds: number, planned: number | null): Timing {
  const elapsed = Math.floor(Math.max(0, seconds) / 60);
  const since = elapsed === 0 ? 'depuis moins d’une minute' : `depuis ${elapsed}\u00a0min`;
  if (planned === null) return { elapsed, over: 0, sentence: since };
  const over = Math.max(0, elapsed - planned);
  const sentence =
    over > 0
      ? `${since}, ${over} de plus que prévu`
      : `${since} sur ${count(planned, 'minute prévue', 'minutes prévues')}`;
  return { elapsed, over, sentence };
}

/**
 * Whole seconds that an item has been before the meeting, from ISO instants: since it was called, without the
 * suspensions, until now or the end of the sitting.
 */
export function secondsBefore(
  since: string,
  until: string,
  events: readonly { readonly kind: SittingEventKind; readonly at: string }[],
): number {
  const begun = momentOf(since);
  const end = momentOf(until);
  let paused = 0;
  let from: number | null = null;
  for (const { kind, at } of events) {
    const moment = momentOf(at);
    if (moment < begun) continue;
    if (kind === 'suspended') from = moment;
    if (kind === 'resumed' && from !== null) {
      paused += moment - from;
      from = null;
    }
  }
  if (from !== null) paused += Math.max(0, end - from);
  return Math.max(0, Math.floor((end - begun - paused) / 1000));
}
