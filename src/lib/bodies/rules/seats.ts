import type { Category } from '#lib/associations/categories.ts';
import { dayInWords, daysAfter, dayWithin } from '#lib/kernel/days.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { SECTOR_WORDS, type Sector } from '#lib/kernel/sectors.ts';
import type { Office } from '../offices.ts';
import { overlap } from './terms.ts';

/** From when to when (ISO days, both included): `from` null as far back as anyone asks, `to` null until further notice. */
export interface Life {
  readonly from: string | null;
  readonly to: string | null;
}

/** A seat of a body. */
export interface Seat extends Life {
  readonly id: string;
  readonly sector: Sector;
  /** The kind of organisation that it asks for, if any. */
  readonly category: Category | null;
  /** The one organisation for which it is reserved, if any. */
  readonly organisationId: string | null;
  /** False for an invited seat, without vote. */
  readonly voting: boolean;
}

/** A mandate as its seat sees it. */
export interface Sitting {
  readonly id: string;
  readonly seatId: string | null;
  readonly sector: Sector;
  readonly organisationId: string;
  /** Of its organisation. */
  readonly category: Category | null;
  readonly office: Office;
  readonly voting: boolean;
  /** For an organisation that has named nobody. */
  readonly vacant: boolean;
  readonly from: string;
  readonly to: string | null;
}

/** A seat on a day. */
export interface Place<S, M> {
  readonly seat: S;
  /** The mandate that holds it, which may be that of an organisation that has named nobody. */
  readonly holder: M | null;
  /** Those who stand in for the holder. */
  readonly substitutes: readonly M[];
  readonly vacant: boolean;
  /** The first ISO day of the vacancy; null for a seat that is held, and where that day is not known. */
  readonly vacantSince: string | null;
}

/** Who sits where on a day. */
export interface Seating<S, M> {
  readonly places: readonly Place<S, M>[];
  /** The mandates of that day that have no seat. */
  readonly unseated: readonly M[];
}

/** Whether somebody or something that lives from `from` to `to` is there on an ISO day. */
export function livesOn({ from, to }: Life, day: string): boolean {
  return (from === null || from <= day) && (to === null || day <= to);
}

/** Whether a period lies inside a life. */
export function isInside(period: { readonly from: string; readonly to: string | null }, life: Life): boolean {
  const begun = life.from === null || life.from <= period.from;
  return begun && (life.to === null || (period.to !== null && period.to <= life.to));
}

/**
 * Which seats exist on an ISO day, who holds each, which are vacant and since when, and who sits without a seat. Each
 * mandate of that day is found once: the holder of one seat, a substitute beside it, or without seat.
 */
export function seatingOn<S extends Seat, M extends Sitting>(
  seats: readonly S[],
  mandates: readonly M[],
  day: string,
): Seating<S, M> {
  const bySeat = Map.groupBy(mandates, ({ seatId }) => seatId);
  const places = seats
    .filter((seat) => livesOn(seat, day))
    .map((seat): Place<S, M> => {
      const own = bySeat.get(seat.id) ?? [];
      const present = own.filter(({ from, to }) => dayWithin(day, from, to));
      const holders = present.filter(({ office }) => office !== 'substitute');
      // A member that sits by right may have named somebody beside a mandate that waits.
      const holder = holders.find((mandate) => !mandate.vacant) ?? holders[0] ?? null;
      const substitutes = present.filter(({ office }) => office === 'substitute');
      const vacant = holder === null || holder.vacant;
      return {
        seat,
        holder,
        substitutes,
        vacant,
        vacantSince: vacant ? vacancyBegan(seat, own, day) : null,
      };
    });
  const seated = new Set(
    places.flatMap(({ holder, substitutes }) => [...(holder ? [holder] : []), ...substitutes]),
  );
  const unseated = mandates.filter(
    (mandate) => dayWithin(day, mandate.from, mandate.to) && !seated.has(mandate),
  );
  return { places, unseated };
}

/** The day after the last one on which somebody held the seat; else the first day of the seat. */
function vacancyBegan(seat: Seat, own: readonly Sitting[], day: string): string | null {
  const ends = own.flatMap(({ office, vacant, to }) =>
    office !== 'substitute' && !vacant && to !== null && to < day ? [to] : [],
  );
  const last = ends.toSorted().at(-1);
  return last === undefined ? seat.from : daysAfter(last, 1);
}

/** An organisation as the assembly sees it. */
export interface Member {
  readonly organisationId: string;
  readonly sector: Sector;
  readonly category: Category | null;
  /** A full member now. */
  readonly partner: boolean;
  readonly memberSince: string | null;
  readonly memberUntil: string | null;
}

/** The seats of a body where every full member sits: one for each, as long as it is a member. */
export function seatsByRight<T extends Member>(members: readonly T[]): (T & Seat)[] {
  return members
    .filter(({ partner, memberUntil }) => partner || memberUntil !== null)
    .map((member) => ({
      ...member,
      id: member.organisationId,
      voting: true,
      from: member.memberSince,
      to: member.memberUntil,
    }));
}

/** The mandates of a body where every full member sits, on the seat of their organisation; guests have none. */
export function sittingByRight<M extends Sitting>(mandates: readonly M[]): M[] {
  return mandates.map((mandate) => {
    const guest = mandate.office === 'invited' || mandate.office === 'observer';
    return { ...mandate, seatId: guest ? null : mandate.organisationId };
  });
}

/**
 * Whether a mandate may hold a seat, or stand beside its holder as a substitute. Refuses another sector, another
 * organisation or kind of organisation than the one it is for, a vote where it has none and the other way round, and a
 * mandate that begins before the seat or goes on after it.
 */
export function checkPlace(
  seat: Seat & { readonly name: string; readonly organisation: string | null; readonly categoryName: string },
  mandate: Omit<Sitting, 'id' | 'seatId' | 'vacant'>,
): Outcome<undefined> {
  const { name, from, to } = seat;
  const field = { field: 'seatId' };
  if (seat.sector !== mandate.sector)
    return refuse(
      'other-sector',
      `Le siège «\u00a0${name}\u00a0» n’est pas du ${SECTOR_WORDS[mandate.sector]}. Choisissez un siège de ce secteur.`,
      field,
    );
  if (seat.organisationId !== null && seat.organisationId !== mandate.organisationId)
    return refuse(
      'other-organisation',
      `Le siège «\u00a0${name}\u00a0» est réservé à ${seat.organisation}. Choisissez un autre siège.`,
      field,
    );
  if (seat.category !== null && seat.category !== mandate.category)
    return refuse(
      'other-category',
      `Le siège «\u00a0${name}\u00a0» demande cette catégorie\u00a0: ${seat.categoryName}. Choisissez un autre siège, ou corrigez la catégorie de l’organisation dans sa fiche.`,
      field,
    );
  if (mandate.office !== 'substitute' && seat.voting !== mandate.voting)
    return refuse(
      'other-vote',
      seat.voting
        ? `Le siège «\u00a0${name}\u00a0» a voix délibérative et ce mandat n’en a pas. Choisissez un siège invité.`
        : `Le siège «\u00a0${name}\u00a0» est sans voix délibérative et ce mandat en a une. Choisissez un autre siège.`,
      field,
    );
  if (isInside(mandate, seat)) return done();
  const begins = from === null ? '' : ` à partir du ${dayInWords(from)}`;
  const ends = to === null ? '' : ` jusqu’au ${dayInWords(to)}`;
  return refuse(
    'outside-seat',
    `Le siège «\u00a0${name}\u00a0» existe${begins}${ends}\u00a0: le mandat en sort. Corrigez les dates du siège ou celles du mandat.`,
    field,
  );
}

type NamedSeat = Parameters<typeof checkPlace>[0];

/**
 * The seats on which a mandate may be placed: those that it may hold and that no other mandate holds in its days; for a
 * substitute, those beside whose holder it may stand.
 */
export function openSeats<S extends NamedSeat>(
  seats: readonly S[],
  mandates: readonly Sitting[],
  mandate: Sitting,
): S[] {
  return seats.filter(
    (seat) =>
      checkPlace(seat, mandate).done &&
      (mandate.office === 'substitute' ||
        !mandates.some(
          (other) => other.seatId === seat.id && other.office !== 'substitute' && overlap(other, mandate),
        )),
  );
}

/** The narrower a seat, the fewer mandates fit on it: 2 reserved, 1 for a kind of organisation, 0 for anyone. */
function narrowness({ organisationId, category }: Seat): number {
  if (organisationId !== null) return 2;
  return category === null ? 0 : 1;
}

/**
 * Seats for the mandates that have none, the first begun first: the narrowest free seat that each may hold, if possible
 * where its organisation sat before. Substitutes are left aside. Answers the seat of each mandate that found one.
 */
export function seatsFor(
  seats: readonly NamedSeat[],
  mandates: readonly Sitting[],
): { readonly mandateId: string; readonly seatId: string }[] {
  const held = mandates.filter(({ seatId, office }) => seatId !== null && office !== 'substitute');
  const waiting = mandates.filter(({ seatId, office }) => seatId === null && office !== 'substitute');
  const found: { mandateId: string; seatId: string }[] = [];
  for (const mandate of waiting.toSorted((one, other) => (one.from < other.from ? -1 : 1))) {
    const free = openSeats(seats, held, mandate);
    const satThere = (seat: Seat) =>
      held.some(
        ({ seatId, organisationId }) => seatId === seat.id && organisationId === mandate.organisationId,
      )
        ? 1
        : 0;
    const [best] = free.toSorted(
      (one, other) => narrowness(other) - narrowness(one) || satThere(other) - satThere(one),
    );
    if (!best) continue;
    held.push({ ...mandate, seatId: best.id });
    found.push({ mandateId: mandate.id, seatId: best.id });
  }
  return found;
}
