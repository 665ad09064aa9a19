import { inflateSync } from 'node:zlib';

const HEADER = 12;
const ENTRY = 16;

/**
 * A font as the web ships it (WOFF 1) unpacked to the plain form (TrueType or OpenType). Any other file comes
 * back as it was. The PDF writer can read WOFF, but unpacks it anew for each document, ten times slower than
 * it draws. Format: https://www.w3.org/TR/WOFF/
 */
export function unpackFont(file: Buffer): Buffer {
  if (file.toString('latin1', 0, 4) !== 'wOFF') return file;
  const count = file.readUInt16BE(12);
  const power = Math.floor(Math.log2(count));
  const head = Buffer.alloc(HEADER + count * ENTRY);
  file.copy(head, 0, 4, 8);
  head.writeUInt16BE(count, 4);
  head.writeUInt16BE(16 * 2 ** power, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE(16 * (count - 2 ** power), 10);
  const tables: Buffer[] = [];
  let offset = head.length;
  for (let index = 0; index < count; index += 1) {
    const from = 44 + index * 20;
    const start = file.readUInt32BE(from + 4);
    const packedLength = file.readUInt32BE(from + 8);
    const length = file.readUInt32BE(from + 12);
    const packed = file.subarray(start, start + packedLength);
    const table = packedLength < length ? inflateSync(packed) : packed;
    const to = HEADER + index * ENTRY;
    file.copy(head, to, from, from + 4);
    file.copy(head, to + 4, from + 16, from + 20);
    head.writeUInt32BE(offset, to + 8);
    head.writeUInt32BE(length, to + 12);
    const padding = Buffer.alloc((4 - (length % 4)) % 4);
    tables.push(table, padding);
    offset += length + padding.length;
  }
  return Buffer.concat([head, ...tables]);
}
