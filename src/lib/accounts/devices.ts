const BROWSERS: readonly [RegExp, string][] = [
  [/Edg/, 'Edge'],
  [/OPR|Opera/, 'Opera'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS|Chromium/, 'Chrome'],
  [/Safari/, 'Safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Macintosh/, 'Mac'],
  [/CrOS/, 'Chromebook'],
  [/Linux/, 'Linux'],
];

/** "Firefox sur Windows", from the user agent that a browser sends (or nothing, or anything). */
export function deviceLabel(userAgent: string | null): string {
  const known = (list: readonly [RegExp, string][]) =>
    list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  const browser = known(BROWSERS) ?? 'Navigateur inconnu';
  const system = known(SYSTEMS);
  return system ? `${browser} sur ${system}` : browser;
}

/** The network of an address, not the machine: "192.0.2.0", "2001:db8:1::". */
export function truncatedAddress(address: string): string {
  const inside = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (/^\d+\.\d+\.\d+\.\d+$/.test(inside)) return inside.replace(/\d+$/, '0');
  return `${groups(inside).slice(0, 3).join(':')}::`;
}

/** What limits count together: an IPv4 address, or the 64 bits of IPv6 that one subscriber draws from freely. */
export function countedAddress(address: string): string {
  const inside = address.replace(/^::ffff:(?=\d+\.)/i, '');
  return inside.includes(':') ? groups(inside).slice(0, 4).join(':') : inside;
}

function groups(address: string): string[] {
  const [head = '', tail = ''] = address.toLowerCase().split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  return [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
}
