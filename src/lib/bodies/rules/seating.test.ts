import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter } from '#lib/kernel/days.ts';
import { SECTORS } from '#lib/kernel/sectors.ts';
import { seatFor, type DescribedSeat, type Sitter } from './seating.ts';

const seat = (id: string, more: Partial<DescribedSeat> = {}): DescribedSeat => ({
  id,
  sector: 'public',
  category: null,
  organisationId: null,
  voting: true,
  from: null,
  to: null,
  held: [],
  ...more,
});
const sitter = (more: Partial<Sitter> = {}): Sitter => ({
  office: 'member',
  voting: true,
  sector: 'public',
  organisationId: 'arlon',
  category: 'cpas',
  seatId: null,
  from: '2024-12-02',
  to: null,
  ...more,
});
const HELD = [{ from: '2021-01-01', to: null }];

function answer(who: Partial<Sitter>, seats: readonly DescribedSeat[]) {
  const outcome = seatFor(sitter(who), seats);
  return outcome.done ? outcome.value : outcome.refusal.code;
}
function sentence(who: Partial<Sitter>, seats: readonly DescribedSeat[]) {
  const outcome = seatFor(sitter(who), seats);
  return outcome.done ? '' : outcome.refusal.sentence;
}

describe('a seat by itself', () => {
  it.each<[string, Partial<Sitter>, DescribedSeat[], string | null]>([
    ['none where none is described', {}, [], null],
    ['none where the seats begin later', {}, [seat('a', { from: '2025-01-01' })], null],
    ['none where the seats are over', {}, [seat('a', { to: '2024-12-01' })], null],
    ['none for who sits without a vote', { office: 'observer', voting: false }, [seat('a')], null],
    ['the free one', {}, [seat('a', { held: HELD }), seat('b')], 'b'],
    ['the one of its sector', {}, [seat('a', { sector: 'associative' }), seat('b')], 'b'],
    ['the first of several that are alike', {}, [seat('a'), seat('b')], 'a'],
    ['the one kept for its organisation', {}, [seat('a', { organisationId: 'arlon' })], 'a'],
    ['the one of its kind', {}, [seat('a', { category: 'cpas' })], 'a'],
    ['a kept one, its kind not known', { category: null }, [seat('a', { category: 'hospital' })], 'a'],
    [
      'one that is free before it is held',
      { to: '2024-12-31' },
      [seat('a', { held: [{ from: '2025-01-01', to: null }] })],
      'a',
    ],
    ['one that lives as long', { to: '2030-12-01' }, [seat('a', { to: '2030-12-01' })], 'a'],
  ])('%s', (_, who, seats, expected) => expect(answer(who, seats)).toBe(expected));

  it.each<[string, Partial<Sitter>, DescribedSeat[], string]>([
    ['a substitute of nobody', { office: 'substitute', voting: false }, [seat('a')], 'seat-to-choose'],
    ['a sector without seat', {}, [seat('a', { sector: 'associative' })], 'no-such-seat'],
    ['a vote where every seat is without', {}, [seat('a', { voting: false })], 'no-such-seat'],
    ['seats that are all held', {}, [seat('a', { held: HELD })], 'seats-taken'],
    ['seats held later', {}, [seat('a', { held: [{ from: '2026-01-01', to: null }] })], 'seats-taken'],
    ['a seat that ends before', {}, [seat('a', { to: '2026-01-01' })], 'seats-taken'],
    [
      'a seat that ends before, an end foreseen',
      { to: '2027-01-01' },
      [seat('a', { to: '2026-01-01' })],
      'seats-taken',
    ],
    ['seats of other organisations', {}, [seat('a', { organisationId: 'virton' })], 'seats-reserved'],
    ['seats of another kind', {}, [seat('a', { category: 'hospital' })], 'seats-reserved'],
    ['two that differ', {}, [seat('a'), seat('b', { category: 'cpas' })], 'seat-to-choose'],
    ['two kept differently', {}, [seat('a'), seat('b', { organisationId: 'arlon' })], 'seat-to-choose'],
  ])('refuses %s', (_, who, seats, expected) => expect(answer(who, seats)).toBe(expected));

  it('says how many seats are held, and when', () => {
    const held = ['a', 'b'].map((id) => seat(id, { held: HELD }));
    expect(sentence({}, held)).toBe(
      'Les 2 sièges publics sont occupés le 2\u00a0décembre\u00a02024. Terminez d’abord un mandat, ou changez les dates.',
    );
    expect(sentence({}, held.slice(1))).toMatch(/^Le siège public est occupé le/);
    const later = [{ from: '2026-01-01', to: null }];
    expect(sentence({}, [seat('a', { held: later })])).toMatch(/^Le siège public n’est pas libre d’un bout/);
    expect(
      sentence(
        {},
        ['a', 'b'].map((id) => seat(id, { held: later })),
      ),
    ).toMatch(/^Les 2 sièges publics ne sont pas libres/);
    const kept = ['a', 'b'].map((id) => seat(id, { organisationId: 'virton' }));
    expect(sentence({}, kept)).toMatch(/^Les 2 sièges publics libres sont réservés/);
    expect(sentence({}, kept.slice(1))).toMatch(/^Le siège public libre est réservé/);
  });
});

describe('a chosen seat', () => {
  it.each<[string, Partial<Sitter>, Partial<DescribedSeat>, string]>([
    ['is taken, held or not: the database says', {}, { held: HELD }, 'a'],
    ['serves a substitute', { office: 'substitute', voting: false }, { held: HELD }, 'a'],
    ['is refused when it is not there', { seatId: 'b' }, {}, 'unknown-seat'],
    ['is refused to another sector', {}, { sector: 'government' }, 'seat-of-another-sector'],
    ['is refused to another organisation', {}, { organisationId: 'virton' }, 'seat-reserved'],
    ['is refused to a vote when it has none', {}, { voting: false }, 'seat-without-vote'],
  ])('%s', (_, who, more, expected) =>
    expect(answer({ seatId: 'a', ...who }, [seat('a', more)])).toBe(expected),
  );
});

const days = fc.integer({ min: 0, max: 60 }).map((count) => daysAfter('2024-01-01', count));
const span = fc.tuple(days, fc.option(days)).map(([one, other]) => ({
  from: other !== null && other < one ? other : one,
  to: other !== null && other < one ? one : other,
}));

it('never sits anybody on a seat of another sector, held, over or kept for others', () => {
  const anySeat = fc.record({
    sector: fc.constantFrom(...SECTORS),
    voting: fc.boolean(),
    category: fc.constantFrom(null, 'cpas', 'hospital'),
    organisationId: fc.constantFrom(null, 'arlon', 'virton'),
    held: fc.array(span, { maxLength: 2 }),
  });
  fc.assert(
    fc.property(
      fc.array(anySeat, { maxLength: 6 }),
      span,
      fc.constantFrom(...SECTORS),
      (seats, when, sector) => {
        const described = seats.map((each, index) => seat(String(index), each));
        const chosen = answer({ ...when, sector }, described);
        const found = described.find(({ id }) => id === chosen);
        if (!found) return;
        expect(found).toMatchObject({ sector, voting: true });
        expect([null, 'arlon']).toContain(found.organisationId);
        expect([null, 'cpas']).toContain(found.category);
        for (const held of found.held)
          expect(held.from > (when.to ?? '9999') || (held.to ?? '9999') < when.from).toBe(true);
      },
    ),
  );
});
