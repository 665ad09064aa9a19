import { describe, expect, it } from 'vitest';
import { countedAddress, deviceLabel, truncatedAddress } from './devices.ts';

describe('a device', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
      'Firefox sur Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      'Safari sur iPhone',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
      'Chrome sur Android',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0',
      'Edge sur Windows',
    ],
    ['curl/8.5', 'Navigateur inconnu'],
    [null, 'Navigateur inconnu'],
  ])('%s is called %s', (userAgent, label) => {
    expect(deviceLabel(userAgent)).toBe(label);
  });
});

describe('an address', () => {
  it.each([
    ['192.0.2.77', '192.0.2.0', '192.0.2.77'],
    ['::ffff:192.0.2.77', '192.0.2.0', '192.0.2.77'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::', '2001:db8:1:2'],
    ['2001:DB8::6', '2001:db8:0::', '2001:db8:0:0'],
    ['::1', '0:0:0::', '0:0:0:0'],
  ])('%s is kept as %s and counted as %s', (address, kept, counted) => {
    expect(truncatedAddress(address)).toBe(kept);
    expect(countedAddress(address)).toBe(counted);
  });
});
