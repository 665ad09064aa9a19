import { daysBetween } from '#lib/kernel/days.ts';
import { FOLLOWED_DAYS } from './aftercare.ts';
import { isOfDirector, type HeldMandate, type StandingBody } from './standing.ts';

/** How many days before its last one the end of a mandate is told: first, then again. */
export const ENDING_DAYS = { first: 90, again: 30 } as const;

/** first, again: a mandate ends within 90, within 30 days · ended: it did, and nobody follows. */
export type EndingStage = 'first' | 'again' | 'ended';

/** Mandates of one body with the same last ISO day, at the same stage. */
export interface Ending {
  readonly stage: EndingStage;
  readonly lastDay: string;
  readonly mandates: readonly (HeldMandate & { readonly name: string })[];
}

/** Whether a mandate comes after another one: on its seat, in its place, or for its organisation. */
function follows(next: HeldMandate, ended: HeldMandate, lastDay: string): boolean {
  if (next.replacesId === ended.id) return true;
  if (next.office === 'substitute' && ended.office !== 'substitute') return false;
  if (next.from <= lastDay) return false;
  return (
    next.organisationId === ended.organisationId || (next.seatId !== null && next.seatId === ended.seatId)
  );
}

function stageOf(body: StandingBody, mandate: HeldMandate, today: string): EndingStage | null {
  const { from, to, seatId } = mandate;
  if (to === null || from > today) return null;
  const left = daysBetween(today, to);
  // Before anything else: of the mandates of many years, few are near their end.
  if (left > ENDING_DAYS.first || left < -FOLLOWED_DAYS) return null;
  const followers = body.mandates.filter((next) => follows(next, mandate, to));
  if (left < 0) {
    // An empty seat is a vacancy, and a member without representative is told as one.
    const told = seatId !== null || body.composed === 'by-right' || followers.length > 0;
    return told || !isOfDirector(mandate) ? null : 'ended';
  }
  if (followers.some(({ name }) => name !== null)) return null;
  return left > ENDING_DAYS.again ? 'first' : 'again';
}

const isHeld = (mandate: HeldMandate): mandate is HeldMandate & { name: string } => mandate.name !== null;

/**
 * The mandates of a body that end soon after an ISO day, or ended before it, without somebody to follow; the first to
 * end first. Those that ended are told for a year, where neither a seat nor a member says that somebody is missing.
 */
export function endingsOf(body: StandingBody, today: string): Ending[] {
  const told = body.mandates.filter(isHeld).flatMap((mandate) => {
    const stage = stageOf(body, mandate, today);
    return stage === null ? [] : [{ mandate, stage, lastDay: mandate.to! }];
  });
  return [...Map.groupBy(told, ({ lastDay }) => lastDay).values()]
    .map((group) => ({
      stage: group[0]!.stage,
      lastDay: group[0]!.lastDay,
      mandates: group.map(({ mandate }) => mandate),
    }))
    .toSorted((one, other) => (one.lastDay < other.lastDay ? -1 : 1));
}

/** The same ending mandate has the same key at each stage, whoever else ends with it. */
export function endingKeys({ stage, lastDay, mandates }: Ending): string[] {
  return mandates.map(({ id }) => `mandate/${id}/${lastDay}/${stage}`);
}
