import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  CARE_SOURCES,
  CARE_STEPS,
  careOf,
  careSentence,
  EFFECTS,
  likelyEffects,
  type Effect,
} from './after-care.ts';

const steps = (effects: readonly Effect[], decidedOn = '2026-06-18', socialRelay = false) =>
  careOf({ decidedOn, effects, socialRelay }, [], decidedOn).map(({ step, due }) => [step, due]);

describe('what follows a decision', () => {
  it('T78: accounts approved on Thursday 18 June 2026 are deposited until Monday 20 July', () => {
    expect(steps(['accounts'])).toEqual([['deposit', '2026-07-20']]);
  });

  it('T76: a member excluded on 3 February 2026 is written down until 11 February', () => {
    expect(steps(['members'], '2026-02-03')).toEqual([['members-register', '2026-02-11']]);
  });

  it('R-PUB-01: statutes are published within thirty days, and the administration of a relais social is told', () => {
    const common = [
      ['extract', '2026-07-20'],
      ['publication', '2026-07-20'],
      ['coordinated-statutes', '2026-07-20'],
    ];
    expect(steps(['statutes'])).toEqual(common);
    expect(steps(['statutes'], '2026-06-18', true)).toEqual([...common, ['administration', null]]);
  });

  it('R-UBO-01: delegates are told to the UBO register within the month', () => {
    expect(steps(['delegates'], '2026-01-30')).toContainEqual(['ubo', '2026-03-02']);
  });

  it('of directors are their mandates, whose own checklist asks for the rest', () => {
    expect(steps(['directors']).map(([step]) => step)).toEqual(['mandates']);
  });

  it('is asked once whatever asks for it, and nothing follows nothing', () => {
    expect(steps(['seat', 'auditor', 'name']).map(([step]) => step)).toEqual([
      'extract',
      'publication',
      'coordinated-statutes',
      'letterhead',
    ]);
    expect(steps(['none'])).toEqual([]);
  });

  it('is late the day after its last day, until it is done', () => {
    const of = (today: string, done: Parameters<typeof careOf>[1] = []) =>
      careOf({ decidedOn: '2026-06-18', effects: ['accounts'], socialRelay: false }, done, today)[0]!;
    expect(of('2026-07-20').late).toBe(false);
    expect(of('2026-07-21').late).toBe(true);
    const step = { step: 'deposit', doneOn: '2026-07-22', proof: '12', doneBy: 'An' } as const;
    expect(of('2026-08-01', [step])).toMatchObject({ late: false, done: step });
  });

  it('grows with what the decision does', () => {
    fc.assert(
      fc.property(fc.subarray([...EFFECTS]), fc.constantFrom(...EFFECTS), (effects, more) => {
        const before = steps(effects).map(([step]) => step);
        const after = steps([...effects, more]).map(([step]) => step);
        expect(before.every((step) => after.includes(step))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe('what a decision likely does', () => {
  it.each<[Parameters<typeof likelyEffects>[0], string, Effect[]]>([
    ['ordinary', 'L’AG approuve les comptes annuels 2025.', ['accounts']],
    ['ordinary', 'Le CA admet le CPAS de Virton comme membre.', ['members']],
    ['ordinary', 'L’AG nomme trois administratrices et le commissaire.', ['directors', 'auditor']],
    ['ordinary', 'Le siège social est transféré à Arlon.', ['seat']],
    ['ordinary', 'Le CA délègue la gestion journalière.', ['delegates']],
    ['ordinary', 'Les comptes rendus sont publiés sur le site.', []],
    ['ordinary', 'Le CA achète une imprimante.', []],
    ['statutes', 'La dénomination devient Relais.', ['statutes', 'name']],
    ['purpose', 'L’objet est élargi.', ['statutes']],
    ['exclusion', 'Exclure l’ASBL X.', ['members']],
    ['dissolution', 'Dissoudre et nommer un liquidateur.', ['dissolution']],
  ])('%s, %s', (kind, words, expected) => {
    expect(likelyEffects(kind, words)).toEqual(expected);
  });
});

it('each step has its source and its sentence', () => {
  for (const step of CARE_STEPS) {
    expect(CARE_SOURCES[step]).not.toBe('');
    expect(careSentence(step, 'AG-2026-1', '2026-06-18')).toContain('AG-2026-1 du 18\u00a0juin\u00a02026');
  }
});
