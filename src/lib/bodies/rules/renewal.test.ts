import { describe, expect, it } from 'vitest';
import { SECTORS, type Sector } from '#lib/kernel/sectors.ts';
import { mandate, rules, PRESENT, PAST, COMING } from './renewal.sample.ts';
import { demandsOf, endingsOf, momentOf } from './renewal.ts';

const SPACE = /\u00a0/gu;
const plain = (text: string) => text.replace(SPACE, ' ');

describe('the day of a renewal', () => {
  it.each([
    ['a new term', rules(), '2024-12-02', 'renewal', true],
    ['the day after the last term recorded', rules({ terms: [PAST] }), '2024-12-02', 'renewal', true],
    ['any other day', rules(), '2024-12-03', 'other', false],
    ['no alternation, with a term', rules({}, { mode: 'none' }), '2024-12-02', 'renewal', false],
    [
      'no alternation, after a term',
      rules({ terms: [PAST] }, { mode: 'none' }),
      '2024-12-02',
      'renewal',
      false,
    ],
    ['no alternation, half-way', rules({}, { mode: 'none' }), '2027-12-02', 'other', false],
    ['the middle of a term', rules({}, { mode: 'half-term' }), '2027-12-02', 'half-term', true],
    ['no term recorded', rules({ terms: [] }), '2024-12-02', 'other', false],
  ])('knows %s', (_, given, on, kind, passes) => {
    const moment = momentOf(given, on);
    expect([moment.kind, moment.passage !== null]).toEqual([kind, passes]);
  });
});

describe('what ends with a renewal', () => {
  const eve = [
    mandate('a', { office: 'chair' }),
    mandate('b', { office: 'vice-chair', sector: 'associative' }),
    mandate('c', { sector: 'public' }),
    mandate('d', { sector: 'associative' }),
    mandate('e', { sector: 'associative', to: '2024-12-01' }),
    mandate('f', { sector: 'government', office: 'observer', voting: false }),
    mandate('g', { sector: 'associative', to: '2023-06-30' }),
  ];
  const told = (given = rules(), on = '2024-12-02') => {
    const { ending, continuing } = endingsOf(momentOf(given, on), given.composed, eve);
    return {
      ending: ending.map(({ mandate: { id }, why, sentence }) => [id, why, plain(sentence)]),
      continuing: continuing.map(({ id }) => id),
    };
  };

  it('RSLux 2024: the presidency passes, public offices are lost, the others go on', () => {
    expect(told()).toEqual({
      ending: [
        [
          'a',
          'office-lost',
          'La charge politique de ce mandat public finit avec la mandature, et la présidence passe au secteur associatif.',
        ],
        ['b', 'presidency', 'La vice-présidence passe au secteur public.'],
        ['c', 'office-lost', 'La charge politique de ce mandat public finit avec la mandature.'],
        ['e', 'last-day', 'Ce mandat finit de lui-même le 1er décembre 2024.'],
        ['g', 'last-day', 'Ce mandat finit de lui-même le 30 juin 2023.'],
      ],
      continuing: ['d', 'f'],
    });
  });

  it('in a body composed by right, only the offices end', () => {
    expect(told(rules({ composed: 'by-right' })).ending.map(([id, why]) => [id, why])).toEqual([
      ['a', 'presidency'],
      ['b', 'presidency'],
      ['e', 'last-day'],
      ['g', 'last-day'],
    ]);
  });

  it('in the middle of a term, the presidency alone', () => {
    const { ending } = told(rules({}, { mode: 'half-term' }), '2027-12-02');
    expect(ending.map(([id, why]) => [id, why])).toEqual([
      ['a', 'presidency'],
      ['b', 'presidency'],
      ['e', 'last-day'],
      ['g', 'last-day'],
    ]);
  });

  it('a presidency that stays with one sector is renewed, not passed on', () => {
    const { ending } = told(rules({}, { mode: 'fixed' }));
    expect(ending[0]?.[2]).toContain('et la présidence se renouvelle.');
    expect(ending[1]?.[2]).toBe('La vice-présidence se renouvelle.');
  });

  it('any other day, only what has a last day', () => {
    expect(told(rules(), '2025-03-01').continuing).toEqual(['a', 'b', 'c', 'd', 'f']);
  });
});

describe('what the next composition has to be', () => {
  const seats = (publics: number, associatives: number) =>
    SECTORS.flatMap((sector: Sector) =>
      Array.from({ length: { public: publics, associative: associatives, government: 1 }[sector] }, () => ({
        sector,
        voting: true,
      })),
    );
  const demands = (given = rules(), on = '2024-12-02', body = seats(9, 9)) =>
    demandsOf(momentOf(given, on), given, body).map(({ sentence, source }) => [plain(sentence), source]);

  it('RSLux 2024: presidency, parity, decree and law, each with its source', () => {
    expect(demands(rules({ relayBoard: true }))).toEqual([
      [
        'Le 2 décembre 2024, la présidence passe au secteur associatif et la vice-présidence au secteur public. Sans candidat de ce secteur, n’élisez personne : la vice-présidence assure l’intérim.',
        'rapport d’activité 2022',
      ],
      [
        'Autant de sièges publics que de sièges associatifs, hors Gouvernement : 9 publics et 9 associatifs la veille.',
        'statuts, art. 19',
      ],
      [
        'Au moins : 1 × Gouvernement, 3 × CPAS, 3 × villes et communes, 1 × hôpital, 1 × structure d’hébergement agréée, 1 × service de santé mentale, 1 × service d’insertion sociale agréé, 1 × association d’accompagnement social individuel.',
        'décret du 17 juillet 2003, art. 12',
      ],
      ['Au moins 3 administrateurs.', 'CSA 9:5'],
      ['L’assemblée générale nomme les administrateurs.', 'CSA 9:12'],
    ]);
  });

  it('says an exception that is admitted, a tolerance, a rule to verify, and two directors of a small association', () => {
    const given = rules(
      { parityTolerance: { value: 1, source: 'statuts', toVerify: true }, members: 2 },
      { exceptions: 'recorded', toVerify: true },
    );
    const said = demands(given, '2025-03-01', seats(2, 1));
    expect(said[0]?.[0]).toContain('la présidence revient au secteur associatif');
    expect(said[0]?.[0]).toContain('n’est admise que par exception, avec sa raison.');
    expect(said[0]?.[1]).toBe('rapport d’activité 2022, à vérifier avec vos statuts');
    expect(said[1]).toEqual([
      'Au plus 1 siège d’écart entre public et associatif, hors Gouvernement : 2 publics et 1 associatif la veille.',
      'statuts, à vérifier avec vos statuts',
    ]);
    expect(said[2]?.[0]).toBe('Au moins 2 administrateurs.');
  });

  it('says that no recorded term tells whose turn it is', () => {
    expect(demands(rules({ terms: [] }))[0]?.[0]).toBe(
      'Aucune mandature enregistrée ne dit à quel secteur revient la présidence le 2 décembre 2024.',
    );
  });

  it('of a body by right, asks only for its offices', () => {
    const said = demands(
      rules({ composed: 'by-right', kind: 'general-assembly', terms: [PAST, PRESENT, COMING] }),
    );
    expect(said).toHaveLength(2);
    expect(said[0]?.[0]).toContain('se compose de plein droit');
    expect(said[1]?.[0]).toContain('la présidence passe au secteur associatif');
  });

  it('of a body of which nobody asks anything, asks nothing', () => {
    const given = rules(
      { kind: 'working-group', parityTolerance: { value: null, source: '', toVerify: false } },
      { mode: 'none' },
    );
    expect(demands(given)).toEqual([]);
  });
});
