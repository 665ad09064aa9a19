import { expect, it } from 'vitest';
import { assemblyWindow, judgeWindow, missedWindow } from './assembly-window.ts';

it.each([
  ['2025-12-31', '2026-01-01', '2026-06-30'],
  ['2025-06-30', '2025-07-01', '2025-12-31'],
  ['2023-08-31', '2023-09-01', '2024-02-29'],
])('T79 : l’exercice clos le %s ouvre du %s au %s', (closedOn, from, until) => {
  expect(assemblyWindow(closedOn)).toEqual({ closedOn, from, until });
});

it.each([
  ['held', ['2026-06-18'], '2026-06-19'],
  ['planned', ['2026-06-30', '2026-07-02'], '2026-03-01'],
  ['planned', ['2026-06-18'], '2026-06-18'],
  ['waiting', ['2025-12-31', '2026-07-01'], '2026-06-30'],
  ['missed', [], '2026-07-01'],
])('%s : assemblées %j, vues le %s', (state, assemblies, today) => {
  const verdict = judgeWindow(assemblyWindow('2025-12-31'), assemblies, today);
  expect(verdict).toMatchObject({ state, source: 'CSA 3:47' });
  expect(verdict.sentence).toContain('31\u00a0décembre\u00a02025');
});

it.each([
  ['2026-06-30', '12-31', null],
  ['2026-01-01', '12-31', null],
  ['2026-07-01', '12-31', '2025-12-31'],
  ['2026-12-31', '12-31', '2025-12-31'],
  ['2026-03-15', '06-30', '2025-06-30'],
  ['2026-12-31', '06-30', null],
  ['2026-02-28', '08-31', null],
])('une AG ordinaire du %s, exercice clos le %s : trop tard pour %s', (heldOn, monthDay, closedOn) => {
  expect(missedWindow(heldOn, monthDay)?.closedOn ?? null).toBe(closedOn);
});
