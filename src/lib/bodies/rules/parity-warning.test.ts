import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refuse } from '#lib/kernel/refusals.ts';
import { parityOf } from '../rules.ts';
import { acceptGap, gapIn } from './parity-warning.ts';

const parity = (publicSeats: number, associative: number, tolerance = 0) => ({
  ...parityOf({ public: publicSeats, associative, government: 1 }, tolerance),
  source: 'statuts, art. 12',
});
const answer = (...[before, after, accepted]: Parameters<typeof acceptGap>) => {
  const outcome = acceptGap(before, after, accepted);
  return outcome.done ? outcome.value : outcome.refusal.code;
};

describe('a mandate and the parity', () => {
  it.each<[string, ...Parameters<typeof acceptGap>, string | null]>([
    ['says nothing where none is asked', parity(9, 9), null, 0, null],
    ['says nothing when it is met', parity(9, 8), parity(9, 9), 0, null],
    ['says nothing within the tolerance', parity(9, 9, 1), parity(10, 9, 1), 0, null],
    ['says nothing of a gap that closes', parity(12, 9), parity(12, 10), 0, null],
    ['says nothing of a gap that stays', parity(12, 9), parity(12, 9), 0, null],
    ['asks when it breaks', parity(9, 9), parity(10, 9), 0, 'parity-broken'],
    ['asks when the gap widens', parity(10, 9), parity(11, 9), 0, 'parity-broken'],
    ['asks again for a wider gap than the one accepted', parity(9, 9), parity(11, 9), 1, 'parity-broken'],
    ['asks of the first who sits', null, parity(1, 0), 0, 'parity-broken'],
  ])('%s', (_, before, after, accepted, expected) => expect(answer(before, after, accepted)).toBe(expected));

  it('says by how much, from where, and asks to confirm', () => {
    expect(acceptGap(parity(9, 9), parity(10, 9), 0)).toMatchObject({
      refusal: {
        sentence:
          'Public\u00a0: 10, associatif\u00a0: 9, écart 1 (admis\u00a0: 0)\u00a0: parité rompue. Si c’est bien ce qui a été décidé, confirmez\u00a0: le journal gardera que vous l’avez vu.',
        source: 'statuts, art. 12',
        field: 'acceptedGap',
      },
    });
    expect(answer(parity(9, 9), parity(10, 9), 1)).toBe(parity(10, 9).sentence);
  });

  it('forbids nothing: what was refused is done once the gap that it tells is accepted', () => {
    const seats = fc.nat({ max: 12 });
    fc.assert(
      fc.property(seats, seats, seats, seats, fc.nat({ max: 3 }), (p1, a1, p2, a2, tolerance) => {
        const before = parity(p1, a1, tolerance);
        const after = parity(p2, a2, tolerance);
        const first = acceptGap(before, after, 0);
        if (first.done) return;
        expect(acceptGap(before, after, gapIn(first.refusal)!).done).toBe(true);
      }),
    );
  });

  it('finds no gap in another refusal', () => {
    const other = refuse('office-held', 'Occupée.');
    expect(gapIn(other.refusal)).toBeNull();
  });
});
