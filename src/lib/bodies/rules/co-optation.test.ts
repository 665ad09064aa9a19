import { describe, expect, it } from 'vitest';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { checkCoOptation, checkSettlement } from './co-optation.ts';

const answer = (outcome: Outcome<undefined>) => (outcome.done ? 'done' : outcome.refusal.code);

describe('who is co-opted', () => {
  const mandate = { coOpted: true, bodyKind: 'board', voting: true, vacant: false } as const;
  const ADMITTED = { value: true, source: 'CSA 9:6' };
  const EXCLUDED = { value: false, source: 'statuts, art. 15' };
  it.each<[string, Partial<Parameters<typeof checkCoOptation>[0]>, string]>([
    ['a director, by the board', {}, 'done'],
    ['nobody who was elected', { coOpted: false, bodyKind: 'general-assembly', vacant: true }, 'done'],
    ['nobody elsewhere than in the board', { bodyKind: 'management-committee' }, 'not-co-opted'],
    ['nobody who sits without a vote', { voting: false }, 'not-co-opted'],
    ['not an empty seat', { vacant: true }, 'not-co-opted'],
  ])('%s', (_, more, expected) =>
    expect(answer(checkCoOptation({ ...mandate, ...more }, ADMITTED))).toBe(expected),
  );

  it('nobody where the statutes leave it to the assembly, and says which article', () => {
    expect(checkCoOptation(mandate, EXCLUDED)).toMatchObject({
      refusal: { code: 'co-optation-excluded', source: 'statuts, art. 15', field: 'coOpted' },
    });
    expect(checkCoOptation({ ...mandate, coOpted: false }, EXCLUDED).done).toBe(true);
  });

  it('says the article, and who may', () => {
    expect(checkCoOptation({ ...mandate, bodyKind: 'other' }, ADMITTED)).toMatchObject({
      refusal: {
        sentence: 'Seul l’organe d’administration peut coopter. Retirez la cooptation.',
        source: 'CSA 9:6',
        field: 'coOpted',
      },
    });
  });
});

describe('what the assembly says of it', () => {
  const mandate = { from: '2024-03-01', to: '2024-12-01', coOptation: 'pending' } as const;
  type Mandate = Parameters<typeof checkSettlement>[0];
  it.each<[string, Partial<Mandate>, string, string]>([
    ['on a day of the mandate', {}, '2024-06-20', 'done'],
    ['on its first day', {}, '2024-03-01', 'done'],
    ['on its last day', {}, '2024-12-01', 'done'],
    ['of a mandate without end', { to: null }, '2024-12-31', 'done'],
    ['not before', {}, '2024-02-29', 'assembly-outside-mandate'],
    ['not after', {}, '2024-12-02', 'assembly-outside-mandate'],
    ['not an assembly to come', { to: null }, '2025-01-02', 'assembly-to-come'],
    ['not of who was elected', { coOptation: null }, '2024-06-20', 'nothing-to-confirm'],
    ['not twice', { coOptation: 'confirmed' }, '2024-06-20', 'nothing-to-confirm'],
  ])('%s', (_, more, on, expected) =>
    expect(answer(checkSettlement({ ...mandate, ...more }, on, '2025-01-01'))).toBe(expected),
  );
});
