import { describe, expect, it } from 'vitest';
import { LONGEST_LOGO, readLogo } from './logo.ts';
import { DOT } from './logo.sample.ts';

const png = Uint8Array.from(Buffer.from(DOT.data, 'base64'));
const codeOf = (bytes: Uint8Array) => {
  const read = readLogo(bytes);
  return read.done ? null : read.refusal.code;
};
/** A JPEG as far as its frame header: an application segment, a table, then the frame. */
const jpeg = (width: number, height: number) =>
  Uint8Array.from([
    ...[0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2],
    ...[0xff, 0xc4, 0, 4, 1, 2],
    ...[0xff, 0xc2, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0],
  ]);
const sized = (width: number) => {
  const bytes = Uint8Array.from(png);
  new DataView(bytes.buffer).setUint32(16, width);
  return bytes;
};

describe('a logo', () => {
  it('is known by its content', () => {
    expect(readLogo(png)).toEqual({ done: true, value: DOT });
    expect(readLogo(jpeg(640, 300))).toMatchObject({
      done: true,
      value: { mediaType: 'image/jpeg', width: 640, height: 300 },
    });
    // A slice of something longer is read as itself.
    expect(readLogo(new Uint8Array([0, ...png]).subarray(1))).toMatchObject({ done: true });
  });

  it.each([
    ['nothing', new Uint8Array(), 'logo-kind'],
    ['a page', new TextEncoder().encode('<svg onload="x">'.padEnd(60)), 'logo-kind'],
    ['a signature alone', png.subarray(0, 20), 'logo-kind'],
    ['a PNG without header', Uint8Array.from(png, (byte, at) => (at === 12 ? 0 : byte)), 'logo-kind'],
    ['a PNG without width', sized(0), 'logo-kind'],
    ['a JPEG cut short', jpeg(8, 8).subarray(0, 14), 'logo-kind'],
    ['a JPEG that goes astray', Uint8Array.from([0xff, 0xd8, 0, ...Array<number>(20).fill(1)]), 'logo-kind'],
    ['too many pixels', sized(2001), 'logo-too-large'],
    ['too many lines', jpeg(10, 2001), 'logo-too-large'],
    ['too many bytes', new Uint8Array(LONGEST_LOGO + 1), 'logo-too-heavy'],
  ])('is not %s', (_, bytes, code) => expect(codeOf(bytes)).toBe(code));
});
