import type { Profile } from '#lib/associations/rules/settings/definition.ts';
import type { Category } from '#lib/associations/categories.ts';
import { daysAfter, dayWithin } from '#lib/kernel/days.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import { OFFICES_WITHOUT_VOTE, type Composed, type CoOptation, type Office } from '../offices.ts';
import type { AlternationRule } from './alternation.ts';

/** A mandate as alerts see it. ISO days, both included. */
export interface HeldMandate {
  readonly id: string;
  readonly seatId: string | null;
  readonly organisationId: string;
  readonly organisation: string;
  /** Of its organisation. */
  readonly category: Category | null;
  readonly personId: string | null;
  /** "Alix Abrassart"; null when the seat is vacant. */
  readonly name: string | null;
  readonly sector: Sector;
  readonly office: Office;
  readonly voting: boolean;
  readonly from: string;
  readonly to: string | null;
  readonly replacesId: string | null;
  readonly coOptation: CoOptation | null;
  readonly exceptionReason: string | null;
}

/** A described seat. Its life in ISO days, both included; null where it is not known, or not over. */
export interface StandingSeat {
  readonly id: string;
  readonly sector: Sector;
  readonly category: Category | null;
  /** The one organisation for which it is reserved. */
  readonly organisation: string | null;
  readonly voting: boolean;
  readonly from: string | null;
  readonly to: string | null;
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
}

/** A full member organisation, from when to when (ISO days, both included). */
export interface FullMember {
  readonly id: string;
  readonly name: string;
  readonly since: string | null;
  readonly until: string | null;
}

/** Whether something lives on an ISO day: `from` null, as far back as anyone asks. */
export function livesOn(
  { from, to }: { readonly from: string | null; readonly to: string | null },
  day: string,
): boolean {
  return (from === null || from <= day) && (to === null || day <= to);
}

/** Whether a mandate makes a director of whoever holds it in a board: substitutes, observers and guests are none. */
export function isOfDirector({ office }: { readonly office: Office }): boolean {
  return !OFFICES_WITHOUT_VOTE.includes(office);
}

/** A seat of a day, held or vacant. */
export interface PlaceOfDay {
  readonly sector: Sector;
  readonly voting: boolean;
  /** Null where nobody said it. */
  readonly category: Category | null;
}

/** The seats of a body on an ISO day: those described, and the mandates outside them. Substitutes stand beside. */
export function placesOn(body: StandingBody, day: string): PlaceOfDay[] {
  const mandates = body.mandates.filter(({ from, to }) => dayWithin(day, from, to));
  const seated = new Map(
    mandates.filter(({ office }) => office !== 'substitute').map((mandate) => [mandate.seatId, mandate]),
  );
  const described = body.seats
    .filter((seat) => livesOn(seat, day))
    .map((seat) => ({ ...seat, category: seat.category ?? seated.get(seat.id)?.category ?? null }));
  const others = mandates.filter(({ seatId, office }) => seatId === null && office !== 'substitute');
  return [...described, ...others];
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
