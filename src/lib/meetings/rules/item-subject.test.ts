import { expect, it } from 'vitest';
import { subjectProposed } from './item-subject.ts';

it.each([
  ['Approbation des comptes annuels 2022', 'accounts'],
  ['Comptes et budget', 'accounts'],
  ['Budget 2023', 'budget'],
  ['Lecture des comptes rendus', null],
  ['Budgétisation', null],
  ['Divers', null],
])('%s: %s', (title, subject) => expect(subjectProposed(title)).toBe(subject));
