import { describe, expect, it } from 'vitest';
import { historyInWords, type MandateEntry } from './history.ts';

const AT = '2024-06-20T10:00:00Z';
const entry = (act: string, before: object | null, after: object | null): MandateEntry => ({
  act,
  at: AT,
  by: 'An Peeters',
  before: before as MandateEntry['before'],
  after: after as MandateEntry['after'],
});
const NAMES = {
  p1: 'Alix Abrassart',
  o1: 'C.P.A.S. de Arlon',
  s1: 'Siège public\u00a03',
  d1: 'Assemblée générale',
};
const tell = (...entries: MandateEntry[]) => historyInWords(entries, NAMES);
const lines = (line: ReturnType<typeof tell>[number]) =>
  line.changes.map(({ label, before, after }) => [label, before, after]);

describe('the history of a mandate', () => {
  it('tells a beginning by what was said of it, and nothing of what was not', () => {
    const begun = {
      bodyId: 'b1',
      personId: 'p1',
      organisationId: 'o1',
      sector: 'public',
      office: 'chair',
      voting: true,
      fromDay: '2024-12-02',
      toDay: null,
      seatId: 's1',
      appointingDecisionId: 'd1',
      appointment: null,
      replacesId: null,
      coOptation: 'pending',
      exceptionReason: null,
      acceptedGap: 'écart 1',
    };
    const [line] = tell(entry('mandate.begun', null, begun));
    expect(line).toMatchObject({
      title: 'Mandat ajouté',
      at: AT,
      by: 'An Peeters',
      reason: null,
      gap: 'écart 1',
    });
    expect(lines(line!)).toEqual([
      ['Personne', null, 'Alix Abrassart'],
      ['Organisation représentée', null, 'C.P.A.S. de Arlon'],
      ['Secteur', null, 'secteur public'],
      ['Fonction', null, 'Présidence'],
      ['Voix délibérative', null, 'oui'],
      ['Siège', null, 'Siège public\u00a03'],
      ['Premier jour', null, '2\u00a0décembre\u00a02024'],
      ['Cooptation', null, 'en attente de l’assemblée'],
      ['Décision', null, 'Assemblée générale'],
    ]);
  });

  it('tells a mandate that leaves its seat', () => {
    const [line] = tell(entry('mandate.seated', { seatId: 's1' }, { seatId: null }));
    expect(line).toMatchObject({ title: 'Siège changé', reason: null });
    expect(lines(line!)).toEqual([['Siège', 'Siège public\u00a03', 'aucun']]);
  });

  it('tells an end, and a co-optation that was refused', () => {
    const [ended, settled] = tell(
      entry(
        'mandate.ended',
        { toDay: null, endReason: null, endNote: null },
        { toDay: '2025-03-31', endReason: 'resignation', endNote: 'Courrier' },
      ),
      entry('co-optation.settled', { coOptation: 'pending' }, { coOptation: 'refused', on: '2025-06-24' }),
    );
    expect(lines(ended!)).toEqual([
      ['Dernier jour', 'sans date', '31\u00a0mars\u00a02025'],
      ['Raison de la fin', 'rien', 'Démission'],
      ['Précision', 'rien', 'Courrier'],
    ]);
    expect(lines(settled!)).toEqual([
      ['Assemblée du', null, '24\u00a0juin\u00a02025'],
      ['Cooptation', 'en attente de l’assemblée', 'non confirmée par l’assemblée'],
    ]);
  });

  it('tells a correction with its reason, and what is not there any more', () => {
    const [line] = tell(
      entry(
        'mandate.corrected',
        {
          personId: null,
          voting: false,
          seatId: 's9',
          replacesId: 'm1',
          endReason: 'term',
          coOptation: null,
        },
        {
          personId: 'p1',
          voting: true,
          seatId: null,
          replacesId: null,
          endReason: null,
          coOptation: 'confirmed',
          reason: 'Mal lu',
        },
      ),
    );
    expect(line!.reason).toBe('Mal lu');
    expect(lines(line!)).toEqual([
      ['Personne', 'siège vacant', 'Alix Abrassart'],
      ['Voix délibérative', 'non', 'oui'],
      ['Siège', 'ce qui n’existe plus', 'aucun'],
      ['Cooptation', 'non', 'confirmée par l’assemblée'],
      ['Remplace', 'ce qui n’existe plus', 'personne'],
      ['Raison de la fin', 'Fin du terme', 'rien'],
    ]);
  });
});
