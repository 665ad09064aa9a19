import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { drain } from './drain.ts';

/** How many questions of a client wait for their answer at any moment: its connection is never idle. */
const AHEAD = 20;

/** Asks on one connection for as long as it lives; says when a first answer has come. */
function askWithoutEnd(port: number): { answered: Promise<void>; ended: Promise<void> } {
  const answered = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const socket = connect(port, '127.0.0.1');
  const ask = () => socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  for (let asked = 0; asked < AHEAD; asked += 1) ask();
  socket.on('data', (data: Buffer) => {
    answered.resolve();
    for (let more = data.toString().split('HTTP/1.1 200').length; more > 1; more -= 1) ask();
  });
  // Asking still when the server has closed.
  socket.on('error', () => undefined);
  socket.on('close', () => ended.resolve());
  return { answered: answered.promise, ended: ended.promise };
}

test('clients that never cease to ask are let go long before the limit', async () => {
  const waiting: ServerResponse[] = [];
  const server = createServer((_, response) => void waiting.push(response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  // One answer a turn.
  const answer = () => {
    waiting.shift()?.end('ok');
    if (server.listening || waiting.length > 0) setImmediate(answer);
  };
  answer();
  const cut = vi.spyOn(server, 'closeAllConnections');
  const clients = [1, 2, 3].map(() => askWithoutEnd(port));
  await Promise.all(clients.map(({ answered }) => answered));
  const endStreams = vi.fn();
  await drain(server, endStreams);
  expect(endStreams).toHaveBeenCalledOnce();
  expect(cut).not.toHaveBeenCalled();
  await Promise.all(clients.map(({ ended }) => ended));
});

test('what is being answered is answered to its end', async () => {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  const server = createServer((_, response) => {
    asked.resolve();
    void answer.promise.then(() => response.end('whole'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const page = fetch(`http://127.0.0.1:${port}`);
  await asked.promise;
  const drained = drain(server, () => undefined);
  answer.resolve();
  expect(await (await page).text()).toBe('whole');
  await drained;
});
