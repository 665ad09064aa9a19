import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Category } from '#lib/associations/categories.ts';
import type { Seat, Sitting } from './seats.ts';
import { lacksOn, parityOn, relayLack } from './warnings.ts';

const DAY = '2022-11-21';
let made = 0;

const seat = (id: string, more: Partial<Seat> = {}): Seat => ({
  id,
  sector: 'public',
  category: null,
  organisationId: null,
  voting: true,
  from: null,
  to: null,
  ...more,
});
const sitting = (more: Partial<Sitting> = {}): Sitting => {
  made += 1;
  return {
    id: `m${made}`,
    seatId: null,
    sector: 'public',
    organisationId: `o${made}`,
    category: null,
    office: 'member',
    voting: true,
    vacant: false,
    from: '2021-06-24',
    to: null,
    ...more,
  };
};
const board = (more: Partial<Parameters<typeof lacksOn>[0]>) =>
  lacksOn(
    {
      kind: 'board',
      profile: 'social-relay',
      members: Array.from({ length: 34 }, () => ({ from: null, to: null })),
      seats: [],
      mandates: [],
      ...more,
    },
    DAY,
  );
const codes = (more: Parameters<typeof board>[0]) => board(more).map(({ code }) => code);

const CATEGORIES: readonly Category[] = [
  ...Array.from({ length: 3 }, () => 'cpas' as const),
  ...Array.from({ length: 3 }, () => 'municipality' as const),
  ...(['hospital', 'housing', 'mental-health', 'social-integration', 'individual-support'] as const),
];
/** The twelve seats of the decree (T46). */
const LEAST: readonly Seat[] = [
  seat('government', { sector: 'government' }),
  ...CATEGORIES.map((category, index) => seat(`s${index}`, { category })),
];
const three = () => [0, 1, 2].map((index) => sitting({ seatId: `s${index}` }));

describe('the seats of the decree (RS-09)', () => {
  it('T46: the twelve suffice, held or vacant', () => {
    expect(codes({ seats: LEAST })).toEqual([]);
    expect(codes({ seats: LEAST, mandates: [...three(), sitting({ seatId: 's5', vacant: true })] })).toEqual(
      [],
    );
  });

  it('T48: two municipalities only', () => {
    const seats = LEAST.toSpliced(4, 1);
    const [lack] = board({ seats });
    expect(lack).toMatchObject({ code: 'relay-board', source: 'décret du 17 juillet 2003, art. 12' });
    expect(lack!.sentence).toContain('1\u00a0×\u00a0villes et communes');
    expect(codes({ seats: [...seats, seat('x', { category: 'other' })] })).toEqual(['relay-board']);
    // A guest has no seat of the decree; who votes without a described seat has one.
    expect(codes({ seats: [...seats, seat('x', { category: 'municipality', voting: false })] })).toEqual([
      'relay-board',
    ]);
    const outside = sitting({ category: 'municipality' });
    expect(codes({ seats, mandates: [...three(), outside] })).toEqual([]);
  });

  it('knows the category of a seat that asks for none by who holds it', () => {
    const seats = [...LEAST.toSpliced(4, 1), seat('open')];
    const held = (category: Category) => [...three(), sitting({ seatId: 'open', category })];
    expect(codes({ seats, mandates: held('municipality') })).toEqual([]);
    expect(codes({ seats, mandates: held('other') })).toEqual(['relay-board']);
  });

  it('cannot tell while as many categories are unknown as seats are missing', () => {
    const seats = [...LEAST.toSpliced(4, 1), seat('unknown')];
    const [lack] = board({ seats });
    expect(lack).toMatchObject({ code: 'relay-board-unknown' });
    expect(lack!.sentence).toContain('1\u00a0×\u00a0villes et communes');
    expect(codes({ seats: LEAST.toSpliced(4, 2).concat(seat('unknown')) })).toEqual(['relay-board']);
  });

  it('asks nothing of another association, of another body, nor of a board that is still empty', () => {
    expect(codes({ profile: 'common', seats: [seat('a')] })).toEqual([]);
    expect(codes({ kind: 'management-committee', seats: [seat('a')] })).toEqual([]);
    expect(codes({})).toEqual([]);
  });

  it('never says more than is missing: with the seats that it names, nothing lacks', () => {
    const some = fc.array(fc.constantFrom<Category | null>(...CATEGORIES, 'other', null), { maxLength: 14 });
    const least = [
      { sector: 'government' as const, category: null },
      ...CATEGORIES.map((category) => ({ sector: 'public' as const, category })),
    ];
    fc.assert(
      fc.property(some, (categories) => {
        const places = categories.map((category) => ({ sector: 'public' as const, category }));
        expect(relayLack([...places, ...least])).toBeNull();
        // The seat of the Government is missing from each of them.
        expect(relayLack(places)).not.toBeNull();
      }),
    );
  });
});

describe('the size of a board (CSA 9:5)', () => {
  const small = { profile: 'common' as const };

  it('counts directors: neither vacant seats nor guests nor substitutes', () => {
    const two = [
      sitting(),
      sitting({ voting: false }),
      sitting({ vacant: true }),
      sitting({ office: 'observer', voting: false }),
      sitting({ office: 'substitute', voting: false }),
      sitting({ to: '2022-11-20' }),
    ];
    expect(board({ ...small, mandates: two })).toMatchObject([{ code: 'board-size', source: 'CSA 9:5' }]);
    expect(codes({ ...small, mandates: [...two, sitting()] })).toEqual([]);
    const members = [
      { from: null, to: null },
      { from: '2022-11-22', to: null },
      { from: null, to: '2022-11-20' },
    ];
    expect(codes({ ...small, mandates: two, members })).toEqual([]);
  });

  it('waits for the first director, and is told once all have left', () => {
    expect(codes({ ...small, mandates: [sitting({ vacant: true })] })).toEqual([]);
    expect(codes({ ...small, mandates: [sitting({ from: '2022-11-22' })] })).toEqual([]);
    expect(codes({ ...small, mandates: [sitting({ to: '2022-11-20' })] })).toEqual(['board-size']);
  });
});

describe('parityOn', () => {
  const tolerance = { value: 0, source: 'statuts, art. 19', toVerify: false };
  const seats = [seat('a'), seat('b', { sector: 'associative' })];

  it('counts the described seats, held or not, and not besides who has none yet', () => {
    const mandates = [sitting({ seatId: 'a' }), sitting()];
    expect(parityOn(tolerance, { seats, mandates }, DAY)).toMatchObject({ met: true, difference: 0 });
    expect(parityOn(tolerance, { seats, mandates }, DAY)!.sentence).toContain('1\u00a0vacant');
  });

  it('counts mandates where no seat is described, substitutes aside; nothing where there is nothing', () => {
    const mandates = [sitting(), sitting({ office: 'substitute', voting: false })];
    expect(parityOn(tolerance, { seats: [], mandates }, DAY)).toMatchObject({ difference: 1 });
    expect(parityOn(tolerance, { seats: [], mandates: [] }, DAY)).toBeNull();
  });
});
