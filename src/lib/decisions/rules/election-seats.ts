import type { Sector } from '#lib/kernel/sectors.ts';
import { SECTORS, SECTOR_WORDS } from '#lib/kernel/sectors.ts';

/** How many seats are kept for each sector, and how many anyone may take (`any`). */
export type Places = Readonly<Record<Sector | 'any', number>>;

/** The most of each sector that keeps the parity of the body, once every seat is taken. */
export interface ParityCaps {
  readonly public: number;
  readonly associative: number;
}

/** What limits who may be elected besides the votes; frozen when the election opens. */
export interface Constraints {
  readonly places: Places;
  /** Null where parity is not asked of this election. */
  readonly caps: ParityCaps | null;
  /** No organisation sits twice, those in `seated` (identifiers) included. */
  readonly onePerOrganisation: boolean;
  readonly seated: readonly string[];
}

/** Who may sit, as the constraints see them. */
export interface Sitter {
  readonly organisationId: string;
  readonly organisation: string;
  readonly sector: Sector;
}

/** What is left at one moment of an election. */
export interface Seating extends Constraints {
  /** Those of each sector who were elected in it. */
  readonly taken: Readonly<Record<Sector, number>>;
}

/** What is left before anyone is elected. */
export function seatingOf(constraints: Constraints): Seating {
  return { ...constraints, taken: { public: 0, associative: 0, government: 0 } };
}

export function placesIn(places: Places): number {
  return SECTORS.reduce((sum, sector) => sum + places[sector], places.any);
}

/** Why someone cannot take any of the seats that are left, as the end of a sentence; null: they can. */
export function obstacleTo(
  { organisationId, organisation, sector }: Sitter,
  seating: Seating,
): string | null {
  const { places, caps, onePerOrganisation, seated, taken } = seating;
  if (placesIn(places) === 0) return 'tous les sièges sont pourvus';
  if (onePerOrganisation && seated.includes(organisationId)) return `${organisation} a déjà un siège`;
  if (places[sector] + places.any === 0) return `il ne reste pas de siège pour le ${SECTOR_WORDS[sector]}`;
  if (caps !== null && sector !== 'government' && taken[sector] >= caps[sector])
    return `la parité ne laisse pas d’autre siège au ${SECTOR_WORDS[sector]}`;
  return null;
}

/** What is left once someone sat, on a seat of their sector first; they have no obstacle. */
function seat({ organisationId, sector }: Sitter, seating: Seating): Seating {
  const { places, seated, taken } = seating;
  const kind = places[sector] > 0 ? sector : 'any';
  return {
    ...seating,
    places: { ...places, [kind]: places[kind] - 1 },
    seated: [...seated, organisationId],
    taken: { ...taken, [sector]: taken[sector] + 1 },
  };
}

/** Seats each in this order, those who can; answers what is left, and who could not. */
export function seatAll<S extends Sitter>(sitters: readonly S[], before: Seating) {
  let seating = before;
  const elected: S[] = [];
  const without: { readonly sitter: S; readonly obstacle: string }[] = [];
  for (const sitter of sitters) {
    const obstacle = obstacleTo(sitter, seating);
    if (obstacle !== null) without.push({ sitter, obstacle });
    else {
      seating = seat(sitter, seating);
      elected.push(sitter);
    }
  }
  return { seating, elected, without };
}

/**
 * Those among people with as many votes, each of whom could sit, who stand in each other's way: empty when all of them can
 * sit. Whoever finds a seat of their sector, whatever becomes of the others, is not among them.
 */
export function contendersOf<S extends Sitter>(sitters: readonly S[], seating: Seating): S[] {
  if (seatAll(sitters, seating).without.length === 0) return [];
  const { places, caps, onePerOrganisation } = seating;
  return sitters.filter(({ organisationId, sector }) => {
    const others = sitters.filter((other) => other.sector === sector);
    const alone =
      !onePerOrganisation || sitters.filter((other) => other.organisationId === organisationId).length === 1;
    const asking = onePerOrganisation
      ? new Set(others.map((other) => other.organisationId)).size
      : others.length;
    // Under parity, every seat is for anyone: none of them is kept for a sector.
    return caps !== null || !alone || asking > places[sector];
  });
}

/**
 * The most of each sector that `seats` more people may come from, for the gap between the two to stay within `tolerance`
 * beside those who sit already. Null when no choice keeps it. Source: RS-09, `parity-tolerance` of the statutes.
 */
export function parityCaps(
  seats: number,
  tolerance: number,
  sitting: { readonly public: number; readonly associative: number },
): ParityCaps | null {
  const gap = sitting.public - sitting.associative;
  const most = (own: number) => Math.max(0, Math.min(seats, Math.floor((seats + tolerance + own) / 2)));
  const caps = { public: most(-gap), associative: most(gap) };
  const filled = caps.public + caps.associative >= seats;
  return filled && Math.abs(gap) <= seats + tolerance ? caps : null;
}
