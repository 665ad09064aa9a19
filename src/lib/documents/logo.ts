import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { Logo } from './blocks.ts';

/** Bytes: it goes into each document. */
export const LONGEST_LOGO = 200_000;
/** Pixels of a side: twice what the sharpest print shows of it. */
const WIDEST = 2000;

/**
 * A picture for the head of documents, known by its content whatever its name claims. Refuses what is neither PNG nor JPEG,
 * what is too heavy for each document to carry it, and what has more pixels than paper shows.
 */
export function readLogo(bytes: Uint8Array): Outcome<Logo> {
  const no = (code: string, why: string) =>
    refuse(code, `Impossible de prendre ce logo\u00a0: ${why}`, { field: 'logo' });
  if (bytes.length > LONGEST_LOGO)
    return no('logo-too-heavy', `il pèse plus de ${LONGEST_LOGO / 1000}\u00a0ko. Réduisez l’image.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = pngSize(view) ?? jpegSize(view);
  if (size === null || size.width === 0 || size.height === 0)
    return no('logo-kind', 'ce n’est pas une image PNG ou JPEG lisible.');
  if (size.width > WIDEST || size.height > WIDEST)
    return no('logo-too-large', `un côté dépasse ${WIDEST}\u00a0pixels. Réduisez l’image.`);
  return done({ ...size, data: Buffer.from(bytes).toString('base64') });
}

type Size = Omit<Logo, 'data'>;

/** Signature, then the header, always first (PNG, 5.2 and 11.2.2). */
function pngSize(view: DataView): Size | null {
  if (view.byteLength < 33 || view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a)
    return null;
  if (view.getUint32(12) !== 0x49484452) return null;
  return { mediaType: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
}

/** The frame header (JPEG, B.2.2) among the segments that come before the picture itself. */
function jpegSize(view: DataView): Size | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 < view.byteLength && view.getUint8(at) === 0xff;) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame)
      return { mediaType: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}
