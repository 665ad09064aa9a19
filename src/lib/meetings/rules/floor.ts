import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { takesPart, type AttendanceState, type SittingState } from '../vocabulary.ts';
import { conflictSource } from './conflicts.ts';

/** What decides whether someone may be put on the list of those who speak, now. */
export interface FloorFacts {
  /** Null: the sitting was never opened. */
  readonly state: SittingState | null;
  /** The item before the meeting. */
  readonly itemId: string | null;
  readonly attendance: AttendanceState | null;
  /** They declared a conflict of interest on this item, in a body of this kind; null: none. */
  readonly conflictIn: BodyKind | null;
}

const CLOSED: Readonly<Record<'none' | 'suspended' | 'closed', string>> = {
  none: 'Impossible de demander la parole\u00a0: la séance n’est pas encore ouverte.',
  suspended: 'Impossible de demander la parole\u00a0: la séance est suspendue. Attendez qu’elle reprenne.',
  closed: 'Impossible de demander la parole\u00a0: la séance est levée.',
};

/**
 * Whether someone may ask to speak on the item before the meeting. Answers that item. Refuses out of the sitting, before
 * the first item, for who is not there and, on an item on which they have a conflict of interest, for who left the debate.
 */
export function checkMayAsk({ state, itemId, attendance, conflictIn }: FloorFacts): Outcome<string> {
  if (state !== 'open') return refuse('floor-closed', CLOSED[state ?? 'none']);
  if (itemId === null)
    return refuse(
      'no-item',
      'Impossible de demander la parole\u00a0: aucun point n’est appelé. Attendez le premier.',
    );
  if (!takesPart(attendance))
    return refuse(
      'not-there',
      'Impossible de demander la parole\u00a0: cette personne n’est pas notée présente. Que le secrétariat note d’abord son arrivée.',
    );
  if (conflictIn !== null) {
    const source = conflictSource(conflictIn);
    return refuse(
      'conflict-of-interest',
      'Impossible de demander la parole sur ce point\u00a0: cette personne y a un conflit d’intérêts, et quitte le débat et le vote.',
      source === undefined ? {} : { source },
    );
  }
  return done(itemId);
}

/** Someone on the list: asked, then began, then ended. */
export interface Speaker {
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

/** The list of an item, each part in the order of asking: who speaks, who waits, who has spoken. */
export function floorOf<T extends Speaker>(
  speakers: readonly T[],
): { readonly speaking: T | null; readonly waiting: readonly T[]; readonly spoken: readonly T[] } {
  return {
    speaking: speakers.find(({ startedAt, endedAt }) => startedAt !== null && endedAt === null) ?? null,
    waiting: speakers.filter(({ startedAt }) => startedAt === null),
    spoken: speakers.filter(({ endedAt }) => endedAt !== null),
  };
}
