import { describe, expect, it } from 'vitest';
import { PLAIN_STYLE } from '#lib/associations/rules/house-style.ts';
import { toText } from '#lib/documents/text.ts';
import { minutesDocument } from './document.ts';
import { extractDocument } from './extract.ts';
import { APPROVED, SITTING } from './snapshot.sample.ts';

const read = (...args: Parameters<typeof extractDocument>) => {
  const extract = extractDocument(...args);
  if (!extract.done) throw new Error(extract.refusal.sentence);
  return toText(extract.value).replaceAll('\u00a0', ' ');
};
const codeOf = (references: readonly string[]) => {
  const extract = extractDocument(SITTING, references);
  return extract.done ? null : extract.refusal.code;
};

describe('what was voted on several items at once', () => {
  const voted = (index: number, first: boolean) => ({
    ...SITTING.items[index]!,
    decisions: SITTING.items[index]!.decisions.slice(-1).map((decision) => ({
      ...decision,
      together: { numbers: ['1', '2'], first },
    })),
  });
  const linked = { ...SITTING, items: [voted(0, true), voted(1, false)] };

  it('says so once in the PV, where the count stands, and refers to it from the others', () => {
    const pv = toText(minutesDocument(linked)).replaceAll('\u00a0', ' ');
    expect(pv.match(/Les points 1 et 2 sont votés ensemble\./g)).toHaveLength(1);
    expect(pv.match(/Vote commun : le compte est au point 1\./g)).toHaveLength(1);
  });

  it('says all of it in an extract of any of them', () => {
    for (const reference of ['CA-2022-4', 'CA-2022-5'])
      expect(read(linked, [reference])).toContain('Les points 1 et 2 sont votés ensemble.');
  });
});

describe('an extract', () => {
  it('reads, whole, as expected', () => {
    expect(read(SITTING, ['CA-2022-4'])).toBe(`Relais d’essai ASBL
rue du Test 1, 6600 Bastogne
CA · 21.11.2022
séance ordinaire

Extrait conforme du procès-verbal

De l’organe d’administration. Séance ordinaire du lundi 21 novembre 2022, à 14 h. Lieu : Bastogne.

Quorum : atteint.

Ce procès-verbal n’est pas encore approuvé par l’instance.

1. Désignation de M. Bastien Bodelet

Décision CA-2022-4
Le CA remercie les Abrassart.
La proposition est adoptée à l’unanimité.
${SITTING.items[0]!.decisions[1]!.verdict.explanation.join('\n').replaceAll('\u00a0', ' ')}

Pour extrait conforme,
Alix Abrassart, La présidente
Isaline Jadot, La secrétaire

Extrait conforme du procès-verbal du 21 novembre 2022
`);
  });

  it('keeps the order of the agenda, whatever that of the choice, and what is behind closed doors when asked', () => {
    const text = read(SITTING, ['CA-2022-5', 'CA-2022-3'], APPROVED);
    expect(text.indexOf('CA-2022-3')).toBeLessThan(text.indexOf('CA-2022-5'));
    expect(text).toContain('2. Dossier du personnel\n\nDécision CA-2022-5');
    expect(text).not.toContain('CA-2022-4');
    expect(text).not.toContain('pas encore approuvé');
  });

  it('is signed as the house wants', () => {
    const style = {
      ...PLAIN_STYLE,
      certified: 'Certifié conforme à l’original.',
      signatories: [{ name: 'Isaline Jadot', office: 'Coordinatrice générale' }],
    };
    expect(read({ ...SITTING, style, quorum: null, startsAt: null, place: null }, ['CA-2022-3'])).toContain(
      '\nCertifié conforme à l’original,\nIsaline Jadot, Coordinatrice générale\n',
    );
  });

  it('is not made of nothing, nor of decisions of another meeting', () => {
    expect(codeOf([])).toBe('no-decision');
    expect(codeOf(['CA-2022-3', 'CA-2022-99'])).toBe('not-found');
  });
});
