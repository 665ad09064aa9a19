import type { Profile } from '#lib/associations/rules/settings/definition.ts';
import { daysAfter } from '#lib/kernel/days.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { OFFICES_WITHOUT_VOTE, type Composed, type CoOptation, type Office } from '../offices.ts';
import type { AlternationRule } from './alternation.ts';
import type { Life, Seat, Sitting } from './seats.ts';

/** A mandate as alerts see it. ISO days, both included. */
export interface HeldMandate extends Sitting {
  readonly organisation: string;
  readonly personId: string | null;
  /** "Alix Abrassart"; null when the seat is vacant. */
  readonly name: string | null;
  readonly replacesId: string | null;
  readonly coOptation: CoOptation | null;
  readonly exceptionReason: string | null;
}

/** A described seat, or that of a full member where all of them sit. */
export interface StandingSeat extends Seat {
  /** The one organisation for which it is reserved. */
  readonly organisation: string | null;
}

/** A body with all its seats and mandates, past and to come, and what its statutes ask. */
export interface StandingBody {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: BodyKind;
  readonly composed: Composed;
  readonly from: string | null;
  readonly to: string | null;
  readonly profile: Profile;
  readonly parity: { readonly value: number | null; readonly source: string; readonly toVerify: boolean };
  readonly alternation: AlternationRule;
  /** Whether what it asks for is also told by mail. */
  readonly mailed: boolean;
  readonly seats: readonly StandingSeat[];
  readonly mandates: readonly HeldMandate[];
  /** How long each organisation is a full member of the association. */
  readonly members: readonly Life[];
}

/** Whether a mandate makes a director of whoever holds it in a board: substitutes, observers and guests are none. */
export function isOfDirector({ office }: { readonly office: Office }): boolean {
  return !OFFICES_WITHOUT_VOTE.includes(office);
}

/**
 * Since when something that holds today has held in a body, without a day between: it can change with the composition,
 * and on the ISO days of `also`. Null when it always held.
 */
export function heldSince(
  { seats, mandates }: StandingBody,
  today: string,
  holds: (day: string) => boolean,
  also: readonly string[] = [],
): string | null {
  const changes = [...seats, ...mandates].flatMap(({ from, to }) => [
    ...(from === null ? [] : [from]),
    ...(to === null ? [] : [daysAfter(to, 1)]),
  ]);
  const past = [...new Set([...changes, ...also])].filter((day) => day <= today).toSorted();
  let since: string | null = null;
  for (const day of past.reverse()) {
    if (!holds(day)) return since;
    since = day;
  }
  return since;
}
