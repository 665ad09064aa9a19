import { expect, test, vi } from 'vitest';
import { Shared } from './shared.ts';

test('reads once for all who ask together, again after a while, and keeps no failure', async () => {
  vi.useFakeTimers();
  const shared = new Shared<number>(500);
  let readings = 0;
  const read = async () => (readings += 1);
  expect(await Promise.all([shared.get('a', read), shared.get('a', read), shared.get('b', read)])).toEqual([
    1, 1, 2,
  ]);
  await vi.advanceTimersByTimeAsync(501);
  expect(await shared.get('a', read)).toBe(3);
  const failing = () => Promise.reject(new Error('lost'));
  await expect(shared.get('c', failing)).rejects.toThrow('lost');
  expect(await shared.get('c', read)).toBe(4);
  vi.useRealTimers();
});
