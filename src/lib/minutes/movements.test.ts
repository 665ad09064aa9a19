import { describe, expect, it } from 'vitest';
import type { Civility, Person } from '#lib/kernel/french.ts';
import { conflictSentence, eventSentence, representedBy, type MinutesEvent } from './movements.ts';

const PEOPLE: Readonly<Record<string, Person>> = {
  woman: { name: 'Céline Cugnon', civility: 'madame' },
  man: { name: 'Bastien Bodelet', civility: 'monsieur' },
  someone: { name: 'élie Noël', civility: null },
};

/** What the minutes say, with plain spaces. */
const told = (more: Partial<MinutesEvent>) =>
  eventSentence({
    kind: 'arrival',
    at: '2022-11-21T13:20:00Z',
    number: null,
    person: null,
    remote: false,
    text: null,
    ...more,
  }).replaceAll('\u00a0', ' ');

describe('who comes and goes', () => {
  it.each([
    [
      'woman',
      'arrival',
      null,
      false,
      'Madame Céline Cugnon rejoint la séance à 14 h 20, avant le premier point.',
    ],
    [
      'woman',
      'arrival',
      '5.c',
      false,
      'Madame Céline Cugnon rejoint la séance à 14 h 20, pendant le point 5.c.',
    ],
    [
      'woman',
      'departure',
      '7',
      false,
      'Madame Céline Cugnon quitte la séance à 14 h 20, pendant le point 7.',
    ],
    [
      'woman',
      'departure',
      null,
      false,
      'Madame Céline Cugnon quitte la séance à 14 h 20, avant le premier point.',
    ],
    [
      'man',
      'arrival',
      '1',
      true,
      'M. Bastien Bodelet rejoint la séance à distance à 14 h 20, pendant le point 1.',
    ],
    [
      'man',
      'arrival',
      null,
      true,
      'M. Bastien Bodelet rejoint la séance à distance à 14 h 20, avant le premier point.',
    ],
    // Whoever leaves was there from afar or not: the place is not said again.
    ['man', 'departure', '1', true, 'M. Bastien Bodelet quitte la séance à 14 h 20, pendant le point 1.'],
    ['someone', 'arrival', '2', false, 'Élie Noël rejoint la séance à 14 h 20, pendant le point 2.'],
    ['someone', 'departure', '2', false, 'Élie Noël quitte la séance à 14 h 20, pendant le point 2.'],
  ] as const)('%s, %s, at %s, remote: %s', (who, kind, number, remote, sentence) => {
    expect(told({ kind, number, remote, person: PEOPLE[who]! })).toBe(sentence);
  });

  it('at full hours, in summer time and past midnight in Brussels', () => {
    expect(told({ kind: 'resumed', at: '2022-11-21T14:00:00Z' })).toBe('La séance reprend à 15 h.');
    expect(told({ kind: 'resumed', at: '2022-07-04T14:05:00Z' })).toBe('La séance reprend à 16 h 05.');
    expect(told({ kind: 'resumed', at: '2022-11-21T23:30:00Z' })).toBe('La séance reprend à 0 h 30.');
  });
});

describe('what happens to the sitting', () => {
  it.each([
    ['suspended', null, 'La séance est suspendue à 14 h 20.'],
    ['resumed', null, 'La séance reprend à 14 h 20.'],
    ['incident', 'Son coupé', 'Incident technique, à 14 h 20 : Son coupé.'],
    ['incident', 'Son coupé !', 'Incident technique, à 14 h 20 : Son coupé !'],
    ['incident', 'Son coupé…', 'Incident technique, à 14 h 20 : Son coupé…'],
  ] as const)('%s %s', (kind, text, sentence) => expect(told({ kind, text })).toBe(sentence));
});

describe('a conflict of interest', () => {
  it.each([
    ['woman', 'Madame Céline Cugnon', 'Elle ne prend part'],
    ['man', 'M. Bastien Bodelet', 'Il ne prend part'],
    ['someone', 'Élie Noël', 'Cette personne ne prend part'],
  ])('of a %s', (who, called, agreed) => {
    expect(conflictSentence(PEOPLE[who]!, 'dirige l’opérateur').replaceAll('\u00a0', ' ')).toBe(
      `${called} déclare un conflit d’intérêts (CSA 9:8) : dirige l’opérateur. ${agreed} ni au débat ni au vote sur ce point.`,
    );
  });

  it('cites the article on boards in the PV of a board alone', () => {
    expect(conflictSentence(PEOPLE.woman!, 'dirige l’opérateur', false)).not.toContain('CSA');
  });
});

describe('representation', () => {
  it.each<[Civility, string]>([
    ['madame', 'représentée par Camille Collignon'],
    ['monsieur', 'représenté par Camille Collignon'],
    [null, 'avec procuration à Camille Collignon'],
  ])('of %s', (civility, words) => {
    expect(representedBy({ name: 'X', civility }, 'Camille Collignon')).toBe(words);
  });
});
