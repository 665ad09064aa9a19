import fc from 'fast-check';
import { expect, test } from 'vitest';
import { secondsBefore, timingOf } from './timing.ts';

test('says since when, and against what', () => {
  expect(timingOf(-4, null)).toEqual({ elapsed: 0, over: 0, sentence: 'depuis moins d’une minute' });
  expect(timingOf(725, null).sentence).toBe('depuis 12\u00a0min');
  expect(timingOf(725, 15).sentence).toBe('depuis 12\u00a0min sur 15\u00a0minutes prévues');
  expect(timingOf(20, 1).sentence).toBe('depuis moins d’une minute sur 1\u00a0minute prévue');
  expect(timingOf(1080, 15)).toEqual({
    elapsed: 18,
    over: 3,
    sentence: 'depuis 18\u00a0min, 3 de plus que prévu',
  });
});

test('is late by exactly what goes beyond the plan', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 1440 }), (seconds, planned) => {
      const { elapsed, over } = timingOf(seconds, planned);
      expect(over).toBe(elapsed > planned ? elapsed - planned : 0);
      expect(elapsed * 60).toBeLessThanOrEqual(seconds);
    }),
  );
});

test('counts no suspension, ended or not, and none of before', () => {
  const at = (minute: number) => `2022-11-21T14:${String(minute).padStart(2, '0')}:00Z`;
  const pauses = [
    { kind: 'suspended' as const, at: at(0) },
    { kind: 'resumed' as const, at: at(5) },
    { kind: 'item-begun' as const, at: at(10) },
    { kind: 'suspended' as const, at: at(20) },
    { kind: 'resumed' as const, at: at(30) },
  ];
  expect(secondsBefore(at(10), at(40), pauses)).toBe(20 * 60);
  expect(secondsBefore(at(10), at(40), pauses.slice(0, 4))).toBe(10 * 60);
  expect(secondsBefore(at(4), at(8), pauses.slice(0, 3))).toBe(4 * 60);
  expect(secondsBefore(at(10), at(9), [])).toBe(0);
});
