import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { organisationKey, personKey, personLikeness, rowNames } from './likeness.ts';

const claire = { givenName: 'Claire', familyName: 'Dubois-Petit', email: 'claire@example.be' };

describe('organisationKey', () => {
  it.each([
    ['C.P.A.S. de Bastogne', 'cpas de BASTOGNE'],
    ['Maison d’Étalle', "maison d'etalle ASBL"],
    ['Le Cœur ASBL', 'A.S.B.L. le coeur'],
    ['Solaix SRL', 'Solaix, srl'],
    ['Croix-Rouge', 'Croix Rouge'],
  ])('is the same for « %s » and « %s »', (one, other) => {
    expect(organisationKey(one)).toBe(organisationKey(other));
  });

  it.each([
    ['CPAS de Virton', 'Commune de Virton'],
    ['Maison 1', 'Maison 2'],
    ['ASBL', 'SRL'],
  ])('tells « %s » from « %s »', (one, other) => {
    expect(organisationKey(one)).not.toBe(organisationKey(other));
  });

  it('does not change what it made, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(organisationKey(organisationKey(name))).toBe(organisationKey(name));
      }),
    );
  });
});

describe('personKey', () => {
  it('is the same with the family name first, without accents and hyphens', () => {
    const key = personKey({ givenName: 'Anne-Marie', familyName: 'Étienne' });
    expect(personKey({ givenName: 'ETIENNE', familyName: 'anne marie' })).toBe(key);
    expect(personKey({ givenName: 'Anne', familyName: 'Étienne' })).not.toBe(key);
  });

  it('does not depend on what is called the given name', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (givenName, familyName) => {
        expect(personKey({ givenName, familyName })).toBe(
          personKey({ givenName: familyName, familyName: givenName }),
        );
      }),
    );
  });
});

describe('personLikeness', () => {
  it('says an address before a name, and nothing of two who share neither', () => {
    expect(personLikeness(claire, { ...claire, familyName: 'Autre' })).toBe('email');
    expect(personLikeness(claire, { ...claire, email: null })).toBe('name');
    expect(personLikeness({ ...claire, email: null }, { ...claire, email: null })).toBe('name');
    expect(personLikeness(claire, { givenName: 'Jean', familyName: 'Dubois', email: null })).toBeNull();
  });
});

describe('rowNames', () => {
  it.each([
    [['x', ' CLAIRE@example.be ']],
    [['Dubois Petit', 'CPAS', 'Claire']],
    [['CPAS', 'Dubois-Petit Claire']],
  ])('finds the person in %j', (row) => {
    expect(rowNames(row, claire)).toBe(true);
  });

  it.each([[['Claire', 'Dubois', 'Petit']], [['claire@example.be, jean@example.be']], [[]]])(
    'does not find them in %j',
    (row) => {
      expect(rowNames(row, claire)).toBe(false);
    },
  );

  it('does not take an empty cell for an unknown address', () => {
    expect(rowNames([''], { ...claire, email: null })).toBe(false);
  });
});
