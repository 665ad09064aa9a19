import { expect, test, vi } from 'vitest';
import { openEventStreams, type EventStream } from './streams.ts';

async function textOf({ body }: EventStream): Promise<string> {
  return new Response(body).text();
}

test('says when to try again, then each event with its identifier, until it ends', async () => {
  const closed = vi.fn();
  const stream = openEventStreams(1).open(closed)!;
  stream.send('revision', 7);
  stream.breathe();
  stream.end();
  stream.end();
  stream.send('revision', 8);
  expect(await textOf(stream)).toBe('retry: 2000\n\nevent: revision\nid: 7\ndata: 7\n\n:\n\n');
  expect(closed).toHaveBeenCalledOnce();
});

test('opens no more than it may, and another one when a browser has left', async () => {
  const streams = openEventStreams(1);
  const closed = vi.fn();
  const first = streams.open(closed)!;
  expect(streams.open(closed)).toBeNull();
  await first.body.cancel();
  expect(closed).toHaveBeenCalledOnce();
  expect(streams.open(closed)).not.toBeNull();
});

test('lets go of a browser that takes nothing any more', () => {
  const closed = vi.fn();
  const stream = openEventStreams(1).open(closed)!;
  for (let id = 1; id < 40; id += 1) stream.send('revision', id);
  expect(closed).toHaveBeenCalledOnce();
});

test('ends all of them at once, and opens none after', async () => {
  const streams = openEventStreams(5);
  const texts = [streams.open(vi.fn())!, streams.open(vi.fn())!].map(textOf);
  streams.endAll();
  expect(await Promise.all(texts)).toEqual(['retry: 2000\n\n', 'retry: 2000\n\n']);
  expect(streams.open(vi.fn())).toBeNull();
});
