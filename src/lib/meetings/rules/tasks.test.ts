import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter } from '#lib/kernel/days.ts';
import { looksBackAtTasks, settledSince, stagesReached, whenDue } from './tasks.ts';

const DUE = '2023-03-03';

describe('the stages of a task', () => {
  it.each([
    ['2023-01-01', ['new']],
    ['2023-02-27', ['new']],
    ['2023-02-28', ['new', 'soon']],
    ['2023-03-03', ['new', 'soon', 'due']],
    ['2023-03-04', ['new', 'soon', 'due', 'late-1']],
    ['2023-03-10', ['new', 'soon', 'due', 'late-1']],
    ['2023-03-11', ['new', 'soon', 'due', 'late-1', 'late-2']],
    ['2024-03-03', ['new', 'soon', 'due', 'late-1', 'late-2', 'late-3', 'late-4']],
  ])('on %s are %j', (today, stages) => {
    expect(stagesReached(DUE, today)).toEqual(stages);
  });

  it('only ever grow, by one a day at most from the third day before on', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60, max: 60 }), (after) => {
        const before = stagesReached(DUE, daysAfter(DUE, after - 1));
        const then = stagesReached(DUE, daysAfter(DUE, after));
        expect(then.slice(0, before.length)).toEqual(before);
        expect(then.length - before.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 50 },
    );
  });
});

it.each([
  ['2023-03-01', 'pour le 3 mars 2023'],
  ['2023-03-03', 'à faire aujourd’hui'],
  ['2023-03-04', 'en retard de 1 jour, attendue le 3 mars 2023'],
  ['2023-03-13', 'en retard de 10 jours, attendue le 3 mars 2023'],
])('on %s a task is %s', (today, words) => {
  expect(whenDue(DUE, today).replaceAll('\u00a0', ' ')).toBe(words);
});

it.each([
  ['Suivi des décisions', true],
  ['  suivi', true],
  ['Suivi du PV du 3 mars', true],
  ['Suivi des tâches et des projets', true],
  ['Suivi psychologique des résidents', false],
  ['Budget', false],
])('%s looks back at tasks: %s', (title, expected) => {
  expect(looksBackAtTasks(title)).toBe(expected);
});

it('what was done is told since the previous meeting', () => {
  expect(settledSince('2023-01-10', '2023-02-08')).toBe('2023-01-10');
  expect(settledSince(null, '2023-04-01')).toBe('2023-01-01');
});
