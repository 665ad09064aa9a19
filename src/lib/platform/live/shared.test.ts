import { expect, test, vi } from 'vitest';
import { Shared } from './shared.ts';

const itself = (value: number) => value;

test('reads once for all who ask together, again after a while, and keeps no failure', async () => {
  vi.useFakeTimers();
  const shared = new Shared(500, itself);
  let readings = 0;
  const read = async () => (readings += 1);
  expect(
    await Promise.all([shared.get('a', 1, read), shared.get('a', 1, read), shared.get('b', 1, read)]),
  ).toEqual([1, 1, 2]);
  await vi.advanceTimersByTimeAsync(501);
  expect(await shared.get('a', 1, read)).toBe(3);
  const failing = () => Promise.reject(new Error('lost'));
  await expect(shared.get('c', 1, failing)).rejects.toThrow('lost');
  expect(await shared.get('c', 1, read)).toBe(4);
  vi.useRealTimers();
});

test('shows nobody what is older than what they know of, and reads one at a time', async () => {
  const shared = new Shared(500, itself);
  const begun: PromiseWithResolvers<number>[] = [];
  const read = () => {
    const reading = Promise.withResolvers<number>();
    begun.push(reading);
    return reading.promise;
  };
  const first = shared.get('a', 1, read);
  const newer = [shared.get('a', 2, read), shared.get('a', 3, read), shared.get('a', 1, read)];
  expect(begun).toHaveLength(1);
  begun[0]!.resolve(1);
  expect(await first).toBe(1);
  expect(await newer[2]).toBe(1);
  expect(begun).toHaveLength(2);
  begun[1]!.resolve(3);
  expect(await Promise.all(newer)).toEqual([3, 3, 1]);
  expect(await shared.get('a', 3, read)).toBe(3);
  expect(begun).toHaveLength(2);
});

test('whoever waits for a reading that fails reads for themselves', async () => {
  const shared = new Shared(500, itself);
  const lost = Promise.withResolvers<number>();
  const first = shared.get('a', 1, () => lost.promise);
  const second = shared.get('a', 1, () => Promise.resolve(1));
  lost.reject(new Error('lost'));
  await expect(first).rejects.toThrow('lost');
  expect(await second).toBe(1);
});
