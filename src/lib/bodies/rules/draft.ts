import type { Category } from '#lib/associations/categories.ts';
import { dayInWords, daysAfter, dayWithin } from '#lib/kernel/days.ts';
import { capital, count } from '#lib/kernel/french.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import type { EndReason, Office } from '../offices.ts';
import type { Ending, RenewalOrganisation, RenewalPerson, SittingMandate } from './renewal.ts';

/** A described seat of the body. ISO days, both included; null where not known, or not over. */
export interface DraftSeat {
  readonly id: string;
  readonly sector: Sector;
  readonly category: Category | null;
  /** The one organisation for which it is reserved. */
  readonly organisation: { readonly id: string; readonly name: string } | null;
  readonly voting: boolean;
  readonly from: string | null;
  readonly to: string | null;
}

/** A place of a draft composition. */
export interface DraftPlace {
  readonly id: string;
  /** Who sat there; null where nobody did when the draft was begun. It may have ended meanwhile. */
  readonly former: SittingMandate | null;
  /** The former mandate goes on as it is: what is proposed does not count. */
  readonly kept: boolean;
  /** Null where the seats are not described. */
  readonly seat: DraftSeat | null;
  readonly sector: Sector;
  /** Null: nobody is to sit there. */
  readonly organisation: RenewalOrganisation | null;
  /** Null: vacant. */
  readonly person: RenewalPerson | null;
  readonly office: Office;
  readonly voting: boolean;
  readonly exceptionReason: string | null;
}

/** The draft of the composition of a body from a day on, beside what is recorded. */
export interface Draft {
  /** ISO day, the first of the new composition. */
  readonly on: string;
  readonly places: readonly DraftPlace[];
  /** The described seats of the body on that day, in their order; empty where none is described. */
  readonly seats: readonly DraftSeat[];
  /** The mandates in force on the eve. */
  readonly eve: readonly SittingMandate[];
  /** The mandates that are recorded already to begin on that day or later. */
  readonly coming: readonly SittingMandate[];
}

/** Who sits in a place from the first day on; null where nobody does. */
export interface Proposed {
  readonly place: DraftPlace;
  readonly organisation: RenewalOrganisation;
  readonly person: RenewalPerson | null;
  readonly sector: Sector;
  readonly office: Office;
  readonly voting: boolean;
  readonly exceptionReason: string | null;
  /** The ISO day on which it ends by itself. */
  readonly to: string | null;
}

/** What a place holds on the first day: the mandate that goes on, or the one proposed. */
export function proposedIn(place: DraftPlace): Proposed | null {
  const { former, kept, sector, organisation, person, office, voting, exceptionReason } = place;
  if (kept && former) return { ...former, place };
  if (organisation === null) return null;
  return { place, organisation, person, sector, office, voting, exceptionReason, to: null };
}

/** The composition that a draft gives on its first day. */
export function compositionOf({ places }: Pick<Draft, 'places'>): Proposed[] {
  return places.flatMap((place) => proposedIn(place) ?? []);
}

/** A mandate that the draft begins. */
export interface Beginning extends Omit<Proposed, 'to'> {
  readonly seatId: string | null;
  /** The mandate that it replaces, over by then. */
  readonly replacesId: string | null;
}

/** What a draft does on the day it is applied. */
export interface Changes {
  /** To end on the eve; those that end by themselves by then are left alone. */
  readonly ends: readonly { readonly mandate: SittingMandate; readonly reason: EndReason }[];
  readonly begins: readonly Beginning[];
  readonly keeps: readonly SittingMandate[];
}

/** Presidency first: the vice-presidency is checked beside it. */
const rank = ({ office }: { readonly office: Office }) =>
  office === 'chair' ? 0 : office === 'vice-chair' ? 1 : 2;

/**
 * What a draft changes: every mandate of the eve that no place keeps ends then, for the reason that `endings` gives, and
 * what is proposed begins. `replaced`: the mandates that another one replaces already.
 */
export function changesOf(
  draft: Draft,
  endings: readonly Ending<SittingMandate>[],
  replaced: ReadonlySet<string>,
): Changes {
  const eve = daysAfter(draft.on, -1);
  const keptIds = new Set(draft.places.flatMap(({ kept, former }) => (kept && former ? [former.id] : [])));
  const lost = new Set(endings.flatMap(({ why, mandate }) => (why === 'office-lost' ? [mandate.id] : [])));
  return {
    ends: draft.eve
      .filter(({ id, to }) => !keptIds.has(id) && to !== eve)
      .map((mandate) => ({ mandate, reason: lost.has(mandate.id) ? 'office-lost' : 'term' })),
    begins: compositionOf(draft)
      .filter(({ place }) => !place.kept)
      .map(({ to: _, ...proposed }) => {
        const { former, seat } = proposed.place;
        const replacesId = former !== null && !replaced.has(former.id) ? former.id : null;
        return { ...proposed, seatId: seat?.id ?? null, replacesId };
      })
      .toSorted((one, other) => rank(one) - rank(other)),
    keeps: draft.eve.filter(({ id }) => keptIds.has(id)),
  };
}

/** What applying a draft would do, in full: "Le 1er décembre 2024, 11 mandats finissent. Le 2…, 10 commencent.". */
export function changesInWords({ ends, begins, keeps }: Changes, on: string): string {
  const mandates = (some: readonly unknown[]) => count(some.length, 'mandat', 'mandats');
  const verb = (some: readonly unknown[], one: string, several: string) => (some.length < 2 ? one : several);
  const ending = `Le ${dayInWords(daysAfter(on, -1))}, ${mandates(ends)} ${verb(ends, 'finit', 'finissent')}.`;
  const beginning = `Le ${dayInWords(on)}, ${mandates(begins)} ${verb(begins, 'commence', 'commencent')}.`;
  const keeping = `${capital(mandates(keeps))} ${verb(keeps, 'continue', 'continuent')} sans changement.`;
  return `${ending} ${beginning} ${keeping}`;
}

/** What becomes of a place: it goes on, the same person again, somebody else, an organisation without person, nobody. */
export function stateOf(place: DraftPlace): 'kept' | 'again' | 'new' | 'vacant' | 'empty' {
  const { former, kept, organisation, person } = place;
  if (kept) return 'kept';
  if (organisation === null) return 'empty';
  if (person === null) return 'vacant';
  return former?.person?.id === person.id ? 'again' : 'new';
}

/** A place as a draft begins with it. */
export type FirstPlace = Omit<DraftPlace, 'id' | 'exceptionReason'>;

/**
 * The places with which a draft begins, or those that it misses: each of the `open` seats in its order, then each of
 * these mandates of the eve that holds none of them. Who goes on is kept; the others are proposed again, but an ordinary
 * member where they were chair or vice-chair and the presidency passes. A seat that nobody held is vacant.
 */
export function firstPlaces(begun: {
  readonly eve: readonly SittingMandate[];
  readonly continuing: readonly SittingMandate[];
  readonly seats: readonly DraftSeat[];
  readonly open: readonly DraftSeat[];
  readonly presidencyPasses: boolean;
}): FirstPlace[] {
  const { eve, seats, open } = begun;
  const goesOn = new Set(begun.continuing.map(({ id }) => id));
  const placeOf = (former: SittingMandate, seat: DraftSeat | null): FirstPlace => {
    const kept = goesOn.has(former.id);
    const passes = begun.presidencyPasses && !kept && rank(former) < 2;
    const { sector, organisation, person, voting } = former;
    const office = passes ? 'member' : former.office;
    return { former, kept, seat, sector, organisation, person, voting, office };
  };
  const ofSeats = open.flatMap((seat): FirstPlace[] => {
    const holders = eve.filter(({ seatId }) => seatId === seat.id);
    if (holders.length > 0) return holders.map((holder) => placeOf(holder, seat));
    const { sector, voting } = seat;
    return [
      {
        former: null,
        kept: false,
        seat,
        sector,
        organisation: null,
        person: null,
        office: 'member',
        voting,
      },
    ];
  });
  const elsewhere = eve.filter(({ seatId }) => !open.some(({ id }) => id === seatId));
  return [
    ...ofSeats,
    ...elsewhere.map((former) => placeOf(former, seats.find(({ id }) => id === former.seatId) ?? null)),
  ];
}

/** The mandates of the eve and the seats that have no place in a draft: they came after it was begun. */
export function unplacedIn({ places, eve, seats }: Draft): {
  readonly mandates: readonly SittingMandate[];
  readonly seats: readonly DraftSeat[];
} {
  return {
    mandates: eve.filter(({ id }) => !places.some(({ former }) => former?.id === id)),
    seats: seats.filter(({ id }) => !places.some(({ seat }) => seat?.id === id)),
  };
}

/** Whether a mandate is in force on the eve of a draft. */
export function sitsOnEve({ on }: Pick<Draft, 'on'>, { from, to }: SittingMandate): boolean {
  return dayWithin(daysAfter(on, -1), from, to);
}
