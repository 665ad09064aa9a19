import { SECTORS, type Sector } from '#lib/kernel/sectors.ts';

/** The centre of a seat, in units of the picture: x to the right, y downwards. */
export interface Spot<T> {
  readonly seat: T;
  readonly x: number;
  readonly y: number;
}

export interface Hemicycle<T> {
  readonly width: number;
  readonly height: number;
  readonly spots: readonly Spot<T>[];
}

/** Least distance between the centres of two seats. */
export const PITCH = 40;
const BETWEEN_ARCS = 46;
const FIRST_RADIUS = 48;
/** Room for half a seat, its outline included. */
const EDGE = 20;
/** With how many seats a further arc begins. */
const ARC_BEGINS = [10, 25, 43];

/**
 * Sets seats in half circles: the public sector on the left, the associative on the right, the Government between them.
 * In a sector the order of the list is kept, from the outer end of its side inwards, so that offices sit at the ends.
 */
export function arrange<T extends { readonly sector: Sector }>(seats: readonly T[]): Hemicycle<T> {
  const [left, right, middle] = SECTORS.map((sector) => seats.filter((seat) => seat.sector === sector));
  const ordered = [...left!, ...middle!, ...right!.toReversed()];
  const { arcs, outer } = arcsOf(ordered.length);
  const width = 2 * (outer + EDGE);
  const spots = arcs
    .flatMap(({ radius, places }) => anglesOf(places).map((angle) => ({ radius, angle })))
    .toSorted((a, b) => b.angle - a.angle || outwards(a.angle) * (a.radius - b.radius))
    .map(({ radius, angle }, index) => ({
      seat: ordered[index]!,
      x: tenth(width / 2 + radius * Math.cos(angle)),
      y: tenth(outer + EDGE - radius * Math.sin(angle)),
    }));
  return { width: tenth(width), height: tenth(outer + 2 * EDGE), spots };
}

/** At the left end the outer arc comes first, at the right end last. */
function outwards(angle: number): number {
  return angle > Math.PI / 2 ? -1 : 1;
}

interface Arc {
  readonly radius: number;
  readonly places: number;
}

/** The tightest arcs that leave every seat its room. */
function arcsOf(seats: number): { arcs: Arc[]; outer: number } {
  const rows = 1 + ARC_BEGINS.filter((beginning) => seats >= beginning).length;
  for (let first = FIRST_RADIUS; ; first += 2) {
    const radii = Array.from({ length: rows }, (_, row) => first + row * BETWEEN_ARCS);
    const arcs = share(seats, radii);
    if (arcs.every(hasRoom)) return { arcs, outer: radii.at(-1)! };
  }
}

/** Shares seats among arcs by their length, what remains going to the outer ones. */
function share(seats: number, radii: readonly number[]): Arc[] {
  const total = radii.reduce((sum, radius) => sum + radius, 0);
  const places = radii.map((radius) => Math.floor((seats * radius) / total));
  let left = seats - places.reduce((sum, count) => sum + count, 0);
  for (let row = radii.length - 1; left > 0; row -= 1, left -= 1) places[row]! += 1;
  return radii.map((radius, row) => ({ radius, places: places[row]! }));
}

/** Whether neighbours on the arc stand at least a pitch apart, measured straight. */
function hasRoom({ radius, places }: Arc): boolean {
  return places < 2 || 2 * radius * Math.sin(Math.PI / (2 * (places - 1))) >= PITCH;
}

/** Angles in radians, from the left end to the right one; a single seat stands in the middle. */
function anglesOf(places: number): number[] {
  if (places === 1) return [Math.PI / 2];
  return Array.from({ length: places }, (_, place) => Math.PI * (1 - place / (places - 1)));
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
