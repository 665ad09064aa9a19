import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  attendanceTitle,
  called,
  capital,
  count,
  countsOf,
  joinList,
  of,
  ofName,
  officeTitle,
  thousands,
  typography,
  votePhrase,
  voteSentence,
  type Count,
  type Person,
} from './french.ts';

/** The sentences under test are written with plain spaces where a non-breaking one is expected: "~". */
const nb = (text: string) => text.replaceAll('~', '\u00a0');

const votes = (inFavour: number, against = 0, abstentions = 0, blank = 0, invalid = 0): Count => ({
  for: inFavour,
  against,
  abstentions,
  blank,
  invalid,
});

describe('numbers', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1.000'],
    [17480, '17.480'],
    [1234567, '1.234.567'],
  ])('%d is %s', (value, expected) => expect(thousands(value)).toBe(expected));

  it.each([
    [0, '0~présent'],
    [1, '1~présent'],
    [2, '2~présents'],
    [1200, '1.200~présents'],
  ])('counts %d', (value, expected) => expect(count(value, 'présent', 'présents')).toBe(nb(expected)));
});

describe('lists', () => {
  it.each([
    [[], ''],
    [['A'], 'A'],
    [['A', 'B'], 'A et B'],
    [['A', 'B', 'C'], 'A, B et C'],
  ])('%j: %s', (words, expected) => expect(joinList(words)).toBe(expected));

  it('opens a sentence', () => expect(capital('état des lieux')).toBe('État des lieux'));
});

describe('contractions', () => {
  it.each([
    ['organe d’administration', 'de l’organe d’administration'],
    ['assemblée générale', 'de l’assemblée générale'],
    ['comité de gestion', 'du comité de gestion'],
    ['commission des appels', 'de la commission des appels'],
    ['groupes de travail', 'des groupes de travail'],
    ['CA', 'du CA'],
    ['AG', 'de l’AG'],
    ['jury des micro-projets', 'du jury des micro-projets'],
    ['équipe de coordination', 'de l’équipe de coordination'],
    ['Plateforme logement', 'de Plateforme logement'],
  ])('%s: %s', (noun, expected) => expect(of(noun)).toBe(expected));

  it.each([
    ['Arlon', 'd’Arlon'],
    ['Étalle', 'd’Étalle'],
    ['Bastogne', 'de Bastogne'],
    ['Huy', 'de Huy'],
    ['Herbeumont', 'd’Herbeumont'],
    ['Yvoir', 'd’Yvoir'],
    ['Yaëlle', 'de Yaëlle'],
    ['Hélène Henrard', 'd’Hélène Henrard'],
    ['M. Bastien Bodelet', 'de M. Bastien Bodelet'],
  ])('%s: %s', (name, expected) => expect(ofName(name)).toBe(expected));
});

const alix: Person = { name: 'Alix Abrassart', civility: 'madame' };
const bastien: Person = { name: 'Bastien Bodelet', civility: 'monsieur' };
const camille: Person = { name: 'Camille Collignon', civility: null };

describe('people', () => {
  it.each([
    ['chair', 'madame', 'présidente'],
    ['chair', 'monsieur', 'président'],
    ['chair', null, 'présidence'],
    ['vice-chair', 'madame', 'vice-présidente'],
    ['treasurer', 'madame', 'trésorière'],
    ['treasurer', 'monsieur', 'trésorier'],
    ['invited', null, 'sur invitation'],
  ] as const)('%s, %s: %s', (office, civility, expected) => {
    expect(officeTitle(office, civility)).toBe(expected);
  });

  it.each([
    [alix, 'Madame~Alix Abrassart'],
    [bastien, 'M.~Bastien Bodelet'],
    [camille, 'Camille Collignon'],
  ])('%j is called %s', (person, expected) => expect(called(person)).toBe(nb(expected)));

  it.each([
    [['madame'], 'present', 'Présente'],
    [['monsieur'], 'excused', 'Excusé'],
    [[null], 'absent', 'Absence'],
    [['madame', 'madame'], 'absent', 'Absentes'],
    [['madame', 'monsieur'], 'present', 'Présents'],
    [['madame', null, 'monsieur'], 'present', 'Présents'],
    [['madame', null], 'excused', 'Excuses'],
  ] as const)('%j, %s: %s', (civilities, state, expected) => {
    expect(attendanceTitle(civilities, state)).toBe(expected);
  });
});

describe('votes', () => {
  it.each([
    [votes(8, 2, 1), 11, 'Par 8~voix~pour, 2~contre et une~abstention'],
    [votes(12, 1), 13, 'Par 12~voix~pour et une~contre'],
    [votes(1, 1, 2), 4, 'Par une~voix~pour, une~contre et 2~abstentions'],
    [votes(0, 5), 5, 'Par 5~voix~contre'],
    [votes(8, 2, 0, 2, 1), 13, 'Par 8~voix~pour, 2~contre, deux~bulletins~blancs et un~bulletin~nul'],
    [votes(1200, 2), 1202, 'Par 1.200~voix~pour et 2~contre'],
    [votes(16), 16, 'À l’unanimité'],
    [votes(1), 1, 'À l’unanimité'],
    [votes(15), 16, 'Par 15~voix~pour'],
    [votes(14, 0, 1), 16, 'Par 14~voix~pour et une~abstention'],
    [votes(15, 0, 1), 16, 'À l’unanimité des suffrages exprimés (15~voix~pour et une~abstention)'],
    [votes(15, 0, 0, 1), 16, 'À l’unanimité des suffrages exprimés (15~voix~pour et un~bulletin~blanc)'],
    [votes(0), 16, 'Aucune voix n’est exprimée'],
    [votes(0), 0, 'Aucune voix n’est exprimée'],
    [votes(0, 0, 3), 3, 'Aucune voix n’est exprimée (3~abstentions)'],
  ])('%j of %s', (counted, entitled, expected) => {
    expect(votePhrase(counted, entitled)).toBe(nb(expected));
  });

  it.each([
    [
      votes(8, 2, 1),
      'adopted',
      11,
      'La proposition est adoptée par 8~voix~pour, 2~contre et une~abstention.',
    ],
    [votes(16), 'adopted', 16, 'La proposition est adoptée à l’unanimité.'],
    [votes(2, 8), 'rejected', 10, 'La proposition n’est pas adoptée~: 2~voix~pour et 8~contre.'],
    [votes(3, 0, 9), 'rejected', 12, 'La proposition n’est pas adoptée~: 3~voix~pour et 9~abstentions.'],
    [votes(0), 'rejected', 12, 'La proposition n’est pas adoptée~: aucune voix n’est exprimée.'],
  ] as const)('%j %s', (counted, outcome, entitled, expected) => {
    expect(voteSentence(counted, outcome, entitled)).toBe(nb(expected));
  });

  const anyVotes = fc.record({
    for: fc.nat(2000),
    against: fc.nat(2000),
    abstentions: fc.nat(20),
    blank: fc.nat(20),
    invalid: fc.nat(20),
  });

  const countedVotes = (counted: Count) => Object.values(counted).reduce((sum, value) => sum + value, 0);

  it('never says unanimity when a vote is missing, against or withheld', () => {
    fc.assert(
      fc.property(anyVotes, fc.nat(2100), (counted, entitled) => {
        const phrase = votePhrase(counted, entitled);
        const everyone = counted.for > 0 && counted.for === entitled;
        const alone = counted.against + counted.abstentions + counted.blank + counted.invalid === 0;
        expect(phrase === 'À l’unanimité').toBe(everyone && alone);
        const cast = countedVotes(counted);
        if (counted.against > 0 || cast < entitled) expect(phrase).not.toContain('unanimité');
      }),
    );
  });

  it('says each count, in clean French', () => {
    const said: [keyof Count, string][] = [
      ['for', 'pour'],
      ['against', 'contre'],
      ['abstentions', 'abstention'],
      ['blank', 'blanc'],
      ['invalid', 'nul'],
    ];
    fc.assert(
      fc.property(anyVotes, fc.constantFrom('adopted' as const, 'rejected' as const), (counted, outcome) => {
        const counts = countsOf(counted);
        for (const [key, word] of said) {
          expect(counts.includes(word)).toBe(counted[key] > 0);
          if (counted[key] > 9) expect(counts).toContain(thousands(counted[key]));
        }
        const sentence = voteSentence(counted, outcome, countedVotes(counted));
        expect(sentence).toContain(counts);
        expect(sentence).not.toMatch(/[ \u00a0]{2}| [:;!?»]/);
        expect(typography(sentence)).toBe(sentence);
      }),
    );
  });
});

describe('typography', () => {
  it.each([
    ["l'organe d'administration", 'l’organe d’administration'],
    ['Ordre du jour : divers', 'Ordre du jour~: divers'],
    ['Vraiment? Oui!', 'Vraiment~? Oui~!'],
    ['Quoi ?!', 'Quoi~?!'],
    ['a;b ; c', 'a;b~; c'],
    ['dit "oui" puis « non »', 'dit «~oui~» puis «~non~»'],
    ['«oui»', '«~oui~»'],
    ['deux  espaces', 'deux espaces'],
    ['CSA 9:21 à 14:06', 'CSA 9:21 à 14:06'],
    ['voir https://x.be/a?b=1 !', 'voir https://x.be/a?b=1~!'],
    ["à o'neil@x.be", "à o'neil@x.be"],
    ['17.480,00 € et 12 %', '17.480,00~€ et 12~%'],
    ['à 14 h 06, art. 12, n° 3, M. Noé', 'à 14~h~06, art.~12, n°~3, M.~Noé'],
    ['un\ndeux', 'un\ndeux'],
    ['4\u202f000', '4~000'],
  ])('%s', (text, expected) => expect(typography(text)).toBe(nb(expected)));

  it('never leaves two spaces nor a plain one before double signs, and is stable', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom(
        ' ',
        '  ',
        '\u00a0',
        '\u202f',
        ':',
        ' ;',
        '!',
        '?',
        '«',
        '»',
        '"',
        "'",
        '\n',
        'mot',
        '12',
        'h',
        '€',
        'n°',
      ),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
        (text) => {
          const set = typography(text);
          expect(set).not.toMatch(/[ \u00a0]{2}/);
          expect(set).not.toMatch(/ [:;!?»]/);
          expect(typography(set)).toBe(set);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
