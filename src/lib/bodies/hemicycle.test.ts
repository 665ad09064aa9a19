import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { SECTORS, type Sector } from '#lib/kernel/sectors.ts';
import { arrange, PITCH } from './hemicycle.ts';

/** So many seats of each sector, numbered in the order of the list. */
const seatsOf = (counts: Readonly<Record<Sector, number>>) =>
  SECTORS.flatMap((sector) =>
    Array.from({ length: counts[sector] }, (_, index) => ({ sector, name: `${sector} ${index}` })),
  );
const angleOf = ({ x, y }: { x: number; y: number }, { width, height }: { width: number; height: number }) =>
  Math.atan2(height - 20 - y, x - width / 2);

const counts = fc
  .record({
    public: fc.integer({ min: 0, max: 60 }),
    associative: fc.integer({ min: 0, max: 60 }),
    government: fc.integer({ min: 0, max: 4 }),
  })
  .filter((each) => {
    const total = each.public + each.associative + each.government;
    return total > 0 && total <= 60;
  });

describe('places of a hemicycle', () => {
  it('gives every seat one place inside the picture, none upon another', () => {
    fc.assert(
      fc.property(counts, (each) => {
        const seats = seatsOf(each);
        const { width, height, spots } = arrange(seats);
        expect(new Set(spots.map(({ seat }) => seat.name))).toEqual(new Set(seats.map(({ name }) => name)));
        expect(spots).toHaveLength(seats.length);
        spots.forEach(({ x, y }, index) => {
          expect(x).toBeGreaterThanOrEqual(20);
          expect(x).toBeLessThanOrEqual(width - 20);
          expect(y).toBeGreaterThanOrEqual(20);
          expect(y).toBeLessThanOrEqual(height - 20);
          for (const other of spots.slice(index + 1))
            // Coordinates are rounded to a tenth.
            expect(Math.hypot(x - other.x, y - other.y)).toBeGreaterThan(PITCH - 0.3);
        });
      }),
    );
  });

  it('keeps the public sector on the left, the Government between, the associative sector on the right', () => {
    fc.assert(
      fc.property(counts, (each) => {
        const picture = arrange(seatsOf(each));
        const angles = (sector: Sector) =>
          picture.spots.filter(({ seat }) => seat.sector === sector).map((spot) => angleOf(spot, picture));
        const least = (sector: Sector) => Math.min(...angles(sector), Math.PI);
        const most = (sector: Sector) => Math.max(...angles(sector), 0);
        // Two places of two arcs may stand at one angle; rounding moves it a little.
        expect(least('public')).toBeGreaterThan(most('associative') - 0.01);
        expect(least('public')).toBeGreaterThan(most('government') - 0.01);
        expect(least('government')).toBeGreaterThan(most('associative') - 0.01);
      }),
    );
  });

  it('mirrors two sectors of one size, the Government in the middle', () => {
    const { width, spots } = arrange(seatsOf({ public: 9, associative: 9, government: 1 }));
    expect(spots.find(({ seat }) => seat.sector === 'government')?.x).toBe(width / 2);
    const mirrored = spots.map(({ x, y }) => `${(width - x).toFixed(1)} ${y.toFixed(1)}`);
    expect(new Set(spots.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`))).toEqual(new Set(mirrored));
  });

  it('seats the first of each list at the two outer ends', () => {
    const { width, height, spots } = arrange(seatsOf({ public: 9, associative: 9, government: 1 }));
    const at = (name: string) => spots.find(({ seat }) => seat.name === name);
    expect(at('public 0')).toMatchObject({ x: 20, y: height - 20 });
    expect(at('associative 0')).toMatchObject({ x: width - 20, y: height - 20 });
  });

  it('shows a single seat in the middle, and nothing of an empty body', () => {
    const { width, spots } = arrange(seatsOf({ public: 1, associative: 0, government: 0 }));
    expect(spots.map(({ x }) => x)).toEqual([width / 2]);
    expect(arrange([]).spots).toEqual([]);
  });
});
