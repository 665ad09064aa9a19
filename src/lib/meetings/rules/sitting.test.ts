import { describe, expect, it } from 'vitest';
import { checkConflicts } from './conflicts.ts';
import { checkInRoom } from './bureau.ts';
import { checkMovement, stateAfter, stateBefore } from './movements.ts';
import { presidingOf, type PossibleChair } from './presiding.ts';
import { checkNotClosed, checkStep, type SittingStep } from './sitting.ts';
import { proposedTreatments } from './treatment.ts';

const answer = (outcome: ReturnType<typeof checkStep>) =>
  outcome.done ? outcome.value : outcome.refusal.code;

describe('checkStep', () => {
  it.each<[SittingStep, string[]]>([
    ['open', ['needed', 'already', 'already', 'sitting-closed']],
    ['suspend', ['sitting-not-open', 'needed', 'already', 'sitting-closed']],
    ['resume', ['sitting-not-open', 'already', 'needed', 'sitting-closed']],
    ['close', ['sitting-not-open', 'needed', 'needed', 'already']],
    ['reopen', ['sitting-not-open', 'already', 'already', 'needed']],
    ['call', ['sitting-not-open', 'needed', 'sitting-suspended', 'sitting-closed']],
    ['note', ['sitting-not-open', 'needed', 'needed', 'sitting-closed']],
  ])('%s, of a sitting not open, open, suspended and closed', (step, answers) => {
    expect(
      [null, 'open', 'suspended', 'closed'].map((state) => answer(checkStep(state as never, step))),
    ).toEqual(answers);
  });

  it('after the end nothing changes', () => {
    expect([null, 'open', 'suspended', 'closed'].map((state) => checkNotClosed(state as never).done)).toEqual(
      [true, true, true, false],
    );
  });
});

describe('checkInRoom', () => {
  const officers = [
    { name: 'Alix Abrassart', state: 'remote' as const },
    { name: 'Noé Nicaise', state: 'present' as const },
  ];
  it('T36 : à l’AG, le bureau siège dans la salle ; ailleurs, il peut être à distance', () => {
    expect(checkInRoom('general-assembly', officers)).toMatchObject({
      refusal: {
        code: 'officer-remote',
        source: 'CSA 9:16/1 (à vérifier)',
        sentence: expect.stringContaining('Alix Abrassart') as string,
      },
    });
  });
  it('is content with officers in the room, and elsewhere with anyone', () => {
    expect(checkInRoom('general-assembly', officers.slice(1)).done).toBe(true);
    expect(checkInRoom('board', officers).done).toBe(true);
  });
});

describe('checkConflicts', () => {
  it.each([
    ['board', 6, 3, true],
    ['board', 5, 3, false],
    ['board', 0, 0, true],
    ['general-assembly', 5, 5, true],
  ] as const)('R-COI-03: %s, %i there, %i in conflict: may decide %s', (kind, there, inConflict, may) => {
    expect(checkConflicts(kind, { there, inConflict }).done).toBe(may);
  });
});

describe('movements', () => {
  const arrival = { kind: 'arrival', remote: false } as const;
  const departure = { kind: 'departure', remote: false } as const;
  it('lead from one state to another, once', () => {
    expect(checkMovement(null, arrival)).toMatchObject({ value: 'present' });
    expect(checkMovement('left', { ...arrival, remote: true })).toMatchObject({ value: 'remote' });
    expect(checkMovement('remote', arrival)).toMatchObject({ value: 'remote' });
    expect(checkMovement('present', departure)).toMatchObject({ value: 'left' });
    expect(checkMovement('left', departure)).toMatchObject({ value: 'left' });
    expect(checkMovement('excused', departure)).toMatchObject({ refusal: { code: 'not-there' } });
  });
  it('taken back, leave the person where they stood', () => {
    expect(stateAfter(null, departure)).toBe('present');
    expect(stateAfter(null, { ...departure, remote: true })).toBe('remote');
    expect(stateAfter(null, arrival)).toBeNull();
    expect(stateAfter(departure, arrival)).toBe('left');
  });
  it('say where someone stood before them, by the first of them', () => {
    expect(stateBefore('present', null)).toBe('present');
    expect(stateBefore(null, null)).toBeNull();
    expect(stateBefore('left', departure)).toBe('present');
    expect(stateBefore('present', { ...departure, remote: true })).toBe('remote');
    expect(stateBefore('present', arrival)).toBe('excused');
  });
});

describe('presidingOf', () => {
  const seat = (more: Partial<PossibleChair>): PossibleChair => ({
    mandateId: 'x',
    office: 'member',
    voting: true,
    from: '2021-01-01',
    state: 'present',
    ...more,
  });
  const fallback = (value: 'chosen' | 'oldest' | 'longest-serving') =>
    ({ value, source: 'statuts, art. 12', toVerify: false, isDefault: false }) as const;
  const chair = seat({ mandateId: 'chair', office: 'chair' });
  const vice = seat({ mandateId: 'vice', office: 'vice-chair' });
  const first = seat({ mandateId: 'first', from: '2019-01-01' });
  it.each([
    [[vice, chair], 'chosen', 'chair'],
    [[vice, { ...chair, state: 'excused' }], 'chosen', 'vice'],
    [[{ ...chair, state: null }], 'chosen', 'chair'],
    [[{ ...chair, voting: false }, first], 'chosen', null],
    [[seat({}), first], 'oldest', null],
    [[seat({}), first], 'longest-serving', 'first'],
    [[seat({}), seat({ mandateId: 'y' })], 'longest-serving', null],
  ] as const)('case %#', (seats, value, expected) => {
    const presiding = presidingOf(seats as readonly PossibleChair[], fallback(value));
    expect(presiding.mandateId).toBe(expected);
    expect(presiding.sentence).not.toBe('');
  });
});

it('proposedTreatments: an item is treated when something was done of it or of one under it', () => {
  const items = [
    { id: 'a', parentId: null },
    { id: 'b', parentId: 'a' },
    { id: 'c', parentId: null },
  ];
  expect(proposedTreatments(items, new Set(['b'])).map(({ treatment }) => treatment)).toEqual([
    'treated',
    'treated',
    'not-treated',
  ]);
});
