import { expect, test } from 'vitest';
import { foreignOrigin, ownHost } from './own-address.ts';

const ADDRESS = 'https://gouvernance.exemple.be';
const proxied = { publicAddress: ADDRESS, behindProxy: true };
const direct = { publicAddress: 'http://127.0.0.1:3000', behindProxy: false };

test('behind a proxy, the host is that of the public address, whatever the proxy passes on', () => {
  for (const host of ['127.0.0.1:3000', 'gouvernance.exemple.be', undefined])
    expect(ownHost({ host }, proxied)).toBe('gouvernance.exemple.be');
  expect(ownHost({ host: 'localhost:3000' }, direct)).toBe('localhost:3000');
  expect(ownHost({}, direct)).toBe('127.0.0.1:3000');
});

test.each([
  ['POST', { origin: ADDRESS, host: '127.0.0.1:3000' }, proxied, true],
  ['POST', { origin: 'http://gouvernance.exemple.be' }, proxied, false],
  ['POST', { origin: 'null', host: 'gouvernance.exemple.be' }, proxied, false],
  ['POST', { origin: 'https://ailleurs.example', host: 'ailleurs.example' }, proxied, false],
  ['GET', { origin: 'https://ailleurs.example' }, proxied, true],
  ['DELETE', { origin: 'https://ailleurs.example' }, proxied, false],
  // Without the header it is for the application to say: calendars send none, forms always do.
  ['POST', { host: 'localhost:3000' }, direct, true],
  ['POST', { origin: 'http://localhost:3000', host: 'localhost:3000' }, direct, true],
  ['POST', { origin: 'http://localhost:3000', host: '127.0.0.1:3000' }, direct, false],
] as const)('%s with %j is taken or refused in words', (method, headers, place, taken) => {
  const sentence = foreignOrigin(method, headers, place);
  if (taken) expect(sentence).toBeNull();
  else expect(sentence).toContain(`Ouvrez la page par ${place.publicAddress}`);
});
