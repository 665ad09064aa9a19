import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter } from '#lib/kernel/days.ts';
import {
  checkPlace,
  isInside,
  livesOn,
  openSeats,
  seatingOn,
  seatsByRight,
  seatsFor,
  sittingByRight,
  type Sitting,
} from './seats.ts';
import { overlap } from './terms.ts';

const DAY = '2022-11-21';
const seat = (id: string, more: Partial<Parameters<typeof checkPlace>[0]> = {}) => ({
  id,
  sector: 'public' as const,
  category: null,
  organisationId: null,
  voting: true,
  from: null,
  to: null,
  name: `Siège ${id}`,
  organisation: null,
  categoryName: '',
  ...more,
});
const sitting = (id: string, more: Partial<Sitting> = {}): Sitting => ({
  id,
  seatId: null,
  sector: 'public',
  organisationId: `of-${id}`,
  category: null,
  office: 'member',
  voting: true,
  vacant: false,
  from: '2021-06-24',
  to: null,
  ...more,
});

describe('livesOn and isInside', () => {
  it('count both ends, and know no end where none is given', () => {
    const life = { from: '2022-01-01', to: '2022-12-31' };
    expect(['2021-12-31', '2022-01-01', '2022-12-31', '2023-01-01'].map((day) => livesOn(life, day))).toEqual(
      [false, true, true, false],
    );
    expect(livesOn({ from: null, to: null }, DAY)).toBe(true);
    expect(isInside(life, life)).toBe(true);
    expect(isInside({ from: '2022-06-01', to: null }, life)).toBe(false);
    expect(isInside({ from: '2021-12-31', to: '2022-06-01' }, life)).toBe(false);
    expect(isInside({ from: '2022-06-01', to: null }, { from: null, to: null })).toBe(true);
  });
});

describe('seatingOn', () => {
  it('tells who holds a seat, who stands in, and since when a seat is vacant', () => {
    const { places, unseated } = seatingOn(
      [
        seat('held'),
        seat('left'),
        seat('named-nobody'),
        seat('never', { from: '2022-01-01' }),
        seat('past', { to: '2022-11-20' }),
        seat('unknown'),
      ],
      [
        sitting('a', { seatId: 'held' }),
        sitting('s', { seatId: 'held', office: 'substitute', voting: false }),
        sitting('b', { seatId: 'left', to: '2021-12-31' }),
        sitting('c', { seatId: 'left', from: '2022-01-01', to: '2022-09-07' }),
        sitting('d', { seatId: 'named-nobody', to: '2022-09-07' }),
        sitting('e', { seatId: 'named-nobody', from: '2022-09-08', vacant: true }),
        sitting('f', { seatId: 'left', from: '2023-01-01' }),
        sitting('g'),
        sitting('h', { seatId: 'past', to: '2022-11-20' }),
      ],
      DAY,
    );
    expect(
      places.map(({ seat, holder, substitutes, vacant, vacantSince }) => [
        seat.id,
        holder?.id ?? null,
        substitutes.map(({ id }) => id).join(),
        vacant,
        vacantSince,
      ]),
    ).toEqual([
      ['held', 'a', 's', false, null],
      ['left', null, '', true, '2022-09-08'],
      ['named-nobody', 'e', '', true, '2022-09-08'],
      ['never', null, '', true, '2022-01-01'],
      ['unknown', null, '', true, null],
    ]);
    expect(unseated.map(({ id }) => id)).toEqual(['g']);
  });

  const days = fc.integer({ min: 0, max: 60 }).map((days) => daysAfter('2022-10-01', days));
  const lives = fc.tuple(fc.option(days), fc.option(days)).map(([from, to]) => ({ from, to }));
  const seats = fc
    .array(lives, { maxLength: 6 })
    .map((all) => all.map((life, index) => seat(String(index), life)));
  const mandates = fc
    .array(
      fc.record({
        seatId: fc.option(fc.integer({ min: 0, max: 7 }).map(String)),
        office: fc.constantFrom('member' as const, 'substitute' as const, 'chair' as const),
        vacant: fc.boolean(),
        from: days,
        to: fc.option(days),
      }),
      { maxLength: 10 },
    )
    .map((all) => all.map((each, index) => sitting(`m${index}`, each)));

  it('finds each mandate of the day once, and each seat of the day once', () => {
    fc.assert(
      fc.property(seats, mandates, days, (all, sit, day) => {
        const { places, unseated } = seatingOn(all, sit, day);
        const found = [
          ...places.flatMap(({ holder, substitutes }) => [holder, ...substitutes]),
          ...unseated,
        ].filter((mandate) => mandate !== null);
        const there = sit.filter((mandate) => livesOn(mandate, day));
        expect(found.map(({ id }) => id).toSorted()).toEqual(there.map(({ id }) => id).toSorted());
        expect(places.map((place) => place.seat)).toEqual(all.filter((each) => livesOn(each, day)));
        const held = places.filter(({ vacant }) => !vacant).length;
        expect(held + places.filter(({ vacant }) => vacant).length).toBe(places.length);
        for (const { vacant, vacantSince } of places) {
          if (!vacant) expect(vacantSince).toBeNull();
          if (vacantSince !== null) expect(vacantSince <= day).toBe(true);
        }
      }),
    );
  });

  it('places mandates without ever putting two on a seat at once, nor one where it does not fit', () => {
    fc.assert(
      fc.property(seats, mandates, (all, sit) => {
        // As the database keeps them: one holder at a time, inside the life of the seat.
        const free = sit.map((mandate) => ({ ...mandate, seatId: null }));
        const placed = seatsFor(all, free);
        expect(new Set(placed.map(({ mandateId }) => mandateId)).size).toBe(placed.length);
        const on = placed.map(({ mandateId, seatId }) => ({
          mandate: free.find(({ id }) => id === mandateId)!,
          seat: all.find(({ id }) => id === seatId)!,
        }));
        for (const one of on) {
          expect(checkPlace(one.seat, one.mandate).done).toBe(true);
          for (const other of on)
            if (one !== other && one.seat === other.seat)
              expect(overlap(one.mandate, other.mandate)).toBe(false);
        }
      }),
    );
  });
});

describe('by right', () => {
  const member = (organisationId: string, more: object = {}) => ({
    organisationId,
    sector: 'public' as const,
    category: null,
    partner: true,
    memberSince: null,
    memberUntil: null,
    ...more,
  });

  it('gives each full member a seat, as long as it is one', () => {
    const seats = seatsByRight([
      member('always'),
      member('left', { partner: false, memberUntil: '2022-06-30' }),
      member('never', { partner: false }),
      member('new', { memberSince: '2022-02-24' }),
    ]);
    const on = (day: string) => seats.filter((each) => livesOn(each, day)).map(({ id }) => id);
    expect(on('2022-01-01')).toEqual(['always', 'left']);
    expect(on(DAY)).toEqual(['always', 'new']);
  });

  it('seats whoever represents a member, and leaves guests without seat', () => {
    const seats = seatsByRight([member('of-a'), member('of-b')]);
    const mandates = sittingByRight([
      sitting('a'),
      sitting('c', { organisationId: 'of-a', office: 'observer', voting: false }),
      sitting('d', { organisationId: 'of-a', office: 'invited', voting: false }),
      sitting('e', { organisationId: 'of-e' }),
    ]);
    const { places, unseated } = seatingOn(seats, mandates, DAY);
    expect(places.map(({ holder, vacant }) => [holder?.id, vacant])).toEqual([
      ['a', false],
      [undefined, true],
    ]);
    expect(unseated.map(({ id }) => id)).toEqual(['c', 'd', 'e']);
  });
});

describe('checkPlace', () => {
  const at = (more: Parameters<typeof seat>[1], mandate: Partial<Sitting> = {}) => {
    const outcome = checkPlace(seat('1', more), sitting('a', mandate));
    return outcome.done ? 'done' : outcome.refusal.code;
  };

  it.each([
    ['any mandate of its sector', {}, {}, 'done'],
    ['another sector', { sector: 'associative' as const }, {}, 'other-sector'],
    ['the organisation for which it is reserved', { organisationId: 'of-a' }, {}, 'done'],
    ['another organisation', { organisationId: 'x', organisation: 'Solaix' }, {}, 'other-organisation'],
    ['the category that it asks for', { category: 'cpas' as const }, { category: 'cpas' as const }, 'done'],
    ['another category', { category: 'cpas' as const }, { category: 'hospital' as const }, 'other-category'],
    ['an unknown category', { category: 'cpas' as const }, {}, 'other-category'],
    ['a guest on a seat that votes', {}, { voting: false }, 'other-vote'],
    ['a vote on an invited seat', { voting: false }, {}, 'other-vote'],
    ['a guest on an invited seat', { voting: false }, { voting: false, office: 'invited' as const }, 'done'],
    ['a substitute beside a vote', {}, { voting: false, office: 'substitute' as const }, 'done'],
    ['a mandate before the seat', { from: '2022-01-01' }, {}, 'outside-seat'],
    ['a mandate after the seat', { to: '2022-01-01' }, {}, 'outside-seat'],
    ['a mandate inside the seat', { to: '2022-01-01' }, { to: '2021-12-31' }, 'done'],
  ])('%s', (_, more, mandate, code) => {
    expect(at(more, mandate)).toBe(code);
  });

  it('says from when to when the seat exists', () => {
    expect(checkPlace(seat('1', { from: '2022-01-01', to: '2022-06-30' }), sitting('a'))).toMatchObject({
      refusal: {
        field: 'seatId',
        sentence: expect.stringContaining(
          'existe à partir du 1er\u00a0janvier\u00a02022 jusqu’au 30\u00a0juin\u00a02022',
        ),
      },
    });
  });
});

describe('openSeats and seatsFor', () => {
  it('offer the seats that nobody holds in those days; to a substitute, any that fits', () => {
    const seats = [seat('1'), seat('2')];
    const mandates = [
      sitting('a', { seatId: '1', to: '2021-12-31' }),
      sitting('b', { seatId: '2' }),
      sitting('s', { seatId: '1', office: 'substitute', voting: false }),
    ];
    const open = (more: Partial<Sitting>) =>
      openSeats(seats, mandates, sitting('x', more)).map(({ id }) => id);
    expect(open({ from: '2022-01-01' })).toEqual(['1']);
    expect(open({})).toEqual([]);
    expect(open({ office: 'substitute', voting: false })).toEqual(['1', '2']);
  });

  it('take the narrowest seat first, so that the others keep theirs', () => {
    const seats = [
      seat('any'),
      seat('cpas', { category: 'cpas' }),
      seat('reserved', { organisationId: 'of-b', organisation: 'B' }),
    ];
    const placed = seatsFor(seats, [
      sitting('a', { category: 'cpas' }),
      sitting('b', { category: 'cpas' }),
      sitting('c'),
      sitting('d'),
    ]);
    expect(placed).toEqual([
      { mandateId: 'a', seatId: 'cpas' },
      { mandateId: 'b', seatId: 'reserved' },
      { mandateId: 'c', seatId: 'any' },
    ]);
  });

  it('leave a seat to whoever holds it already', () => {
    const holders = [
      sitting('a', { seatId: '1' }),
      sitting('s', { seatId: '1', office: 'substitute', voting: false }),
    ];
    expect(seatsFor([seat('1'), seat('2')], [...holders, sitting('b')])).toEqual([
      { mandateId: 'b', seatId: '2' },
    ]);
  });

  it('keep an organisation on the seat where it sat', () => {
    const placed = seatsFor(
      [seat('1'), seat('2')],
      [
        sitting('next', { organisationId: 'solaix', from: '2022-09-08', vacant: true }),
        sitting('other', { to: '2022-09-01' }),
        sitting('substitute', { office: 'substitute', voting: false }),
        sitting('first', { organisationId: 'solaix', to: '2022-09-07' }),
      ],
    );
    expect(placed).toEqual([
      { mandateId: 'other', seatId: '1' },
      { mandateId: 'first', seatId: '2' },
      { mandateId: 'next', seatId: '2' },
    ]);
  });
});
