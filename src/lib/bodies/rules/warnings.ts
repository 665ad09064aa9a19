import type { Category } from '#lib/associations/categories.ts';
import type { Profile, Sourced } from '#lib/associations/rules/settings/definition.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { dayWithin } from '#lib/kernel/days.ts';
import { count } from '#lib/kernel/french.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import { checkBoardSize, checkRelayBoard, missingRelaySeats, parityAsked, type RelaySeat } from '../rules.ts';
import { livesOn, seatingOn, type Life, type Seat, type Sitting } from './seats.ts';
import { isOfDirector } from './standing.ts';

/** Something that the law or the decree asks of a board and that it lacks: told, never in the way. */
export interface Lack {
  readonly code: 'relay-board' | 'relay-board-unknown' | 'board-size';
  readonly sentence: string;
  readonly source: string;
}

/** A board too small for the association (CSA 9:5); null when it is not. `members`: its full members. */
export function sizeLack(members: number, directors: number): Lack | null {
  const size = checkBoardSize(members, directors);
  return size.done
    ? null
    : { code: 'board-size', sentence: size.refusal.sentence, source: size.refusal.source! };
}

/**
 * What the board of a relais social lacks of the seats of the decree (RS-09); null for nothing. A vacant seat is still a
 * seat. Where as many categories are unknown as seats are missing, nobody can tell: it says so. `places`: those that vote,
 * with the category that the seat asks for, else that of the organisation which holds it; null where neither says.
 */
export function relayLack(
  places: readonly { readonly sector: Sector; readonly category: Category | null }[],
): Lack | null {
  const counts: Partial<Record<RelaySeat, number>> = {};
  let unknown = 0;
  for (const { sector, category } of places) {
    const seat = sector === 'government' ? 'government' : category;
    if (seat === null) unknown += 1;
    else if (seat !== 'other') counts[seat] = (counts[seat] ?? 0) + 1;
  }
  const outcome = checkRelayBoard(counts);
  if (outcome.done) return null;
  const { sentence } = outcome.refusal;
  const source = outcome.refusal.source!;
  const missing = missingRelaySeats(counts);
  const lacking = missing.reduce((sum, each) => sum + each.lacking, 0);
  if (unknown < lacking) return { code: 'relay-board', sentence, source };
  const list = missing.map((each) => `${each.lacking}\u00a0×\u00a0${each.name}`).join(', ');
  return {
    code: 'relay-board-unknown',
    sentence: `La catégorie de ${count(unknown, 'siège', 'sièges')} n’est pas connue. Parmi eux, il faut trouver\u00a0: ${list}. Complétez les fiches des organisations.`,
    source,
  };
}

/** The seats and the mandates of a body, of any time. */
interface Composed {
  readonly seats: readonly Seat[];
  readonly mandates: readonly Sitting[];
}

/**
 * The parity of a body on an ISO day, counted in its seats, held or not; where it has none, in its mandates. Null where
 * its statutes ask for none, and where there is nothing to count.
 */
export function parityOn(tolerance: Sourced<number | null>, { seats, mandates }: Composed, day: string) {
  const { places, unseated } = seatingOn(seats, mandates, day);
  const counted =
    places.length > 0
      ? places.map(({ seat, vacant }) => ({ sector: seat.sector, voting: seat.voting, vacant }))
      : unseated.filter(({ office }) => office !== 'substitute');
  return parityAsked(tolerance, counted);
}

/**
 * What a board lacks on an ISO day. `members`: how long each organisation is a full member. A board that no director
 * ever joined is not too small yet, and one without seat nor mandate lacks no seat.
 */
export function lacksOn(
  body: Composed & { readonly kind: BodyKind; readonly profile: Profile; readonly members: readonly Life[] },
  day: string,
): Lack[] {
  if (body.kind !== 'board') return [];
  const directors = body.mandates.filter((mandate) => !mandate.vacant && isOfDirector(mandate));
  const begun = directors.some(({ from }) => from <= day);
  const size =
    begun &&
    sizeLack(
      body.members.filter((member) => livesOn(member, day)).length,
      directors.filter(({ from, to }) => dayWithin(day, from, to)).length,
    );
  const { places, unseated } = seatingOn(body.seats, body.mandates, day);
  const votes = [
    ...places.map(({ seat, holder }) => ({ ...seat, category: seat.category ?? holder?.category ?? null })),
    ...unseated,
  ].filter(({ voting }) => voting);
  const seats = body.profile === 'social-relay' && votes.length > 0 && relayLack(votes);
  return [size, seats].filter((lack) => lack !== false && lack !== null);
}
