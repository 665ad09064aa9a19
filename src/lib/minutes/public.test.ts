import { describe, expect, it } from 'vitest';
import { toHtml } from '#lib/documents/html-page.ts';
import { toText } from '#lib/documents/text.ts';
import { minutesDocument } from './document.ts';
import { publicMinutes } from './public.ts';
import { APPROVED, SITTING } from './snapshot.sample.ts';

const text = toText(publicMinutes(SITTING)).replaceAll('\u00a0', ' ');

describe('the public version of a PV', () => {
  it('names no person, and says nothing of their movements, their proxies and their conflicts', () => {
    for (const name of ['Abrassart,', 'Alix', 'Bodelet', 'Zune', 'Jadot', 'Teller', 'Anne'])
      expect(text).not.toContain(name);
    for (const words of ['quitte', 'procuration', 'sœur', 'malade', 'avis', 'présidence'])
      expect(text).not.toContain(words);
    expect(text).toContain('1. Désignation de [nom non publié]');
    expect(text).toContain('Le CA désigne [nom non publié], que [nom non publié] remplace.');
    // Half a name is not one that the PV knows.
    expect(text).toContain('Le CA remercie les Abrassart.');
    expect(text).toContain('Une personne ne prend part ni au débat ni au vote (conflit d’intérêts).');
  });

  it('says of what is behind closed doors its title only', () => {
    expect(text).toContain('2. Dossier du personnel\n\nPoint traité à huis clos.\n\n3. Divers');
    expect(text).not.toContain('Licenciement');
    expect(text).not.toContain('Personne visée');
  });

  it('says who was there in figures, and how each vote fell', () => {
    expect(text).toContain(
      'Secteur | Membres | Présents | Représentés\nSecteur public | 2 | 1 | 1\nSecteur associatif | 2 | 1 | 0',
    );
    expect(text).toContain('CPAS d’Arlon | Secteur public | 2 | 1 | 1');
    expect(text).toContain('Siège sans représentant : ProxiRélux. Quorum : atteint.');
    expect(text).toContain('Décision CA-2022-3');
    expect(text).toContain('La proposition est adoptée à l’unanimité.');
    expect(text).toContain('La séance est suspendue à 15 h 30.');
    expect(text).toContain('Ce point n’est pas traité.');
    expect(text).toContain('Séance levée à 16 h 30.');
  });

  it('counts conflicts, and leaves attendance out where nobody noted it', () => {
    const conflict = { person: { name: 'Y', civility: null }, nature: 'x' };
    const several = {
      ...SITTING,
      quorum: null,
      attendance: [],
      chair: null,
      secretary: null,
      sitting: null,
      startsAt: null,
      place: null,
      theme: 'Logement',
      notice: { sentOn: null, lateReasons: [], secondOf: null },
      items: [{ ...SITTING.items[0]!, conflicts: [conflict, conflict] }],
    };
    const said = toText(publicMinutes(several, APPROVED)).replaceAll('\u00a0', ' ');
    expect(said).toContain('2 personnes ne prennent part ni au débat ni au vote');
    expect(said).not.toContain('Membres');
    expect(said).not.toContain('PROJET');
    const alone = { ...several, items: [], vacant: ['A', 'B'], quorum: ['Q.'] };
    expect(toText(publicMinutes(alone)).replaceAll('\u00a0', ' ')).toContain(
      'Sièges sans représentant : A et B. Q.',
    );
  });

  it('says how many seats an election filled, and by nobody’s name', () => {
    const [first] = SITTING.items;
    const [decision] = first!.decisions;
    const verdict = {
      ...decision!.verdict,
      explanation: ['Premier tour\u00a0: Alix Absente, 5\u00a0voix.'],
      election: {
        sentence: 'Est élue\u00a0: Alix Absente.',
        plain: 'Élection\u00a0: 1\u00a0siège pourvu sur 1.',
      },
    };
    const elected = { ...SITTING, items: [{ ...first!, decisions: [{ ...decision!, verdict }] }] };
    const said = toText(publicMinutes(elected)).replaceAll('\u00a0', ' ');
    expect(said).toContain('Élection : 1 siège pourvu sur 1.');
    expect(said).not.toContain('Absente');
    // The PV itself names whom the body elected.
    expect(toText(minutesDocument(elected)).replaceAll('\u00a0', ' ')).toContain('Est élue : Alix Absente.');
  });

  it('is the same page each time', () => {
    expect(toHtml(publicMinutes(SITTING))).toBe(toHtml(publicMinutes(SITTING)));
  });
});
