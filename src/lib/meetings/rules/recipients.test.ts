import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OFFICES } from '#lib/bodies/offices.ts';
import { BODY_KINDS } from '#lib/kernel/body-kinds.ts';
import { calleesOf, type Called } from './recipients.ts';

const seat = (mandateId: string, personId: string | null, more: Partial<Called> = {}): Called => ({
  mandateId,
  personId,
  office: 'member',
  voting: true,
  partner: true,
  ...more,
});

describe('R-CON-03: the assembly', () => {
  it('calls members, those who named nobody, guests, directors once, and the auditor', () => {
    const seats = [
      seat('m1', 'an'),
      seat('m2', null),
      seat('m3', null, { partner: false }),
      seat('m4', 'luc', { office: 'invited' }),
      seat('m5', 'zoé', { office: 'substitute', voting: false }),
    ];
    const directors = [
      seat('d1', 'an'),
      seat('d2', 'ben'),
      seat('d3', 'ben'),
      seat('d4', null),
      seat('d5', 'eve', { voting: false }),
    ];
    expect(calleesOf('general-assembly', seats, directors, true)).toEqual([
      { mandateId: 'm1', capacity: 'member' },
      { mandateId: 'm2', capacity: 'member' },
      { mandateId: 'm4', capacity: 'guest' },
      { mandateId: 'm5', capacity: 'member' },
      { mandateId: 'd2', capacity: 'director' },
      { mandateId: null, capacity: 'auditor' },
    ]);
  });
});

it('another body calls those who sit in it, and nobody else', () => {
  const seats = [seat('m1', 'an'), seat('m2', null), seat('m3', 'luc', { office: 'observer' })];
  expect(calleesOf('board', seats, [seat('d1', 'ben')], true)).toEqual([
    { mandateId: 'm1', capacity: 'member' },
    { mandateId: 'm3', capacity: 'guest' },
  ]);
});

it('no mandate is called twice, and no director who already sits', () => {
  const called = fc.array(
    fc.record({
      personId: fc.option(fc.constantFrom('a', 'b', 'c', 'd')),
      office: fc.constantFrom(...OFFICES),
      voting: fc.boolean(),
      partner: fc.boolean(),
    }),
    { maxLength: 8 },
  );
  const numbered = (prefix: string, rows: Omit<Called, 'mandateId'>[]) =>
    rows.map((row, index) => ({ ...row, mandateId: `${prefix}${index}` }));
  fc.assert(
    fc.property(fc.constantFrom(...BODY_KINDS), called, called, (kind, seats, directors) => {
      const all = [...numbered('m', seats), ...numbered('d', directors)];
      const callees = calleesOf(kind, numbered('m', seats), numbered('d', directors), false);
      expect(new Set(callees.map(({ mandateId }) => mandateId)).size).toBe(callees.length);
      const people = callees
        .filter(({ capacity }) => capacity === 'director')
        .map(({ mandateId }) => all.find((each) => each.mandateId === mandateId)!.personId);
      expect(new Set(people).size).toBe(people.length);
      expect(people.some((person) => seats.some(({ personId }) => personId === person))).toBe(false);
    }),
  );
});
