import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enterpriseNumber, enterpriseNumberIn } from './enterprise-number.ts';

const digitsOf = (first: number) =>
  String(first).padStart(8, '0') + String(97 - (first % 97)).padStart(2, '0');
/** The first eight digits of a number. */
const first = fc.integer({ min: 0, max: 19_999_999 });

describe('enterpriseNumber', () => {
  it.each([
    '0123.456.749',
    '0123456749',
    'BE0123456749',
    'be 0123.456.749',
    'BE 0123 456 749',
    ' 0123\u00a0456\u202f749 ',
  ])('reads «%s»', (text) => {
    expect(enterpriseNumber(text)).toBe('0123.456.749');
  });

  it('reads a number that begins with 1, and a check of 97', () => {
    expect(enterpriseNumber(digitsOf(10_000_000))).toBe('1000.000.021');
    expect(enterpriseNumber('0000.009.797')).toBe('0000.009.797');
  });

  it.each([
    '',
    '0123.456.748',
    '123.456.749',
    '01234567490',
    '2123456749',
    'NL0123456749',
    '0123-456-749',
    'BEBE0123456749',
    'O123.456.749',
  ])('refuses «%s»', (text) => {
    expect(enterpriseNumber(text)).toBeNull();
  });

  it('reads every sound number, however written, and reads what it answers as itself', () => {
    fc.assert(
      fc.property(first, fc.constantFrom('', 'BE', 'be '), (eight, prefix) => {
        const read = enterpriseNumber(prefix + digitsOf(eight));
        expect(read).toMatch(/^[01]\d{3}\.\d{3}\.\d{3}$/);
        expect(read?.replaceAll('.', '')).toBe(digitsOf(eight));
        expect(enterpriseNumber(read!)).toBe(read);
      }),
    );
  });

  it('finds any one digit typed wrong', () => {
    fc.assert(
      fc.property(first, fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }), (eight, at, by) => {
        const digits = digitsOf(eight);
        const wrong = (Number(digits[at]) + by) % 10;
        expect(enterpriseNumber(digits.slice(0, at) + wrong + digits.slice(at + 1))).toBeNull();
      }),
    );
  });
});

describe('enterpriseNumberIn', () => {
  it.each([
    ['rue du Test 1, 6600 Bastogne\nBE 0123.456.749, RPM Liège', '0123.456.749'],
    ['Compte 0123.456.748\nEntreprise 0123 456 749', '0123.456.749'],
    ['IBAN BE68 5390 0754 7034', null],
    ['', null],
  ])('finds in «%s»: %s', (text, expected) => {
    expect(enterpriseNumberIn(text)).toBe(expected);
  });
});
