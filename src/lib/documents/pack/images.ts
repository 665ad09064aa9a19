import { degrees, PageSizes, type PDFDocument, type PDFPage } from '@cantoo/pdf-lib';

/** In points, around an image on its page. */
const MARGIN = 42;
/** Points of a pixel: an image is never drawn larger than on a screen. */
const LARGEST = 0.75;

/** Pixels of an image, as its header says; 0 when nothing says it. */
export function pixelsOf(kind: 'png' | 'jpeg', bytes: Buffer): number {
  // A JPEG stays packed: it is shown by whoever reads the pack.
  return kind === 'png' && bytes.length > 24 ? bytes.readUInt32BE(16) * bytes.readUInt32BE(20) : 0;
}

/** Adds a page that shows an image, upright or lying as the image does. Throws for an image that cannot be read. */
export async function addImage(pack: PDFDocument, kind: 'png' | 'jpeg', bytes: Buffer): Promise<PDFPage> {
  // Its lines may be taken over without being unpacked: that they go on to the end must be seen here.
  if (kind === 'png' && !bytes.includes('IEND')) throw new Error('The image stops short.');
  const image = kind === 'png' ? await pack.embedPng(bytes) : await pack.embedJpg(bytes);
  await image.embed();
  const turned = kind === 'jpeg' ? turnOf(bytes) : 0;
  const sideways = turned % 180 !== 0;
  const [shownWidth, shownHeight] = sideways ? [image.height, image.width] : [image.width, image.height];
  const [short, long] = PageSizes.A4;
  const [pageWidth, pageHeight] = shownWidth > shownHeight ? [long, short] : [short, long];
  const page = pack.addPage([pageWidth, pageHeight]);
  const scale = Math.min(
    LARGEST,
    (pageWidth - 2 * MARGIN) / shownWidth,
    (pageHeight - 2 * MARGIN) / shownHeight,
  );
  const [width, height] = [image.width * scale, image.height * scale];
  const left = (pageWidth - shownWidth * scale) / 2;
  const bottom = (pageHeight - shownHeight * scale) / 2;
  // An image is turned around its lower left corner: that corner goes where the turned image begins.
  const corner = {
    0: { x: left, y: bottom },
    90: { x: left, y: bottom + shownHeight * scale },
    180: { x: left + shownWidth * scale, y: bottom + shownHeight * scale },
    270: { x: left + shownWidth * scale, y: bottom },
  }[turned];
  page.drawImage(image, { ...corner, width, height, rotate: degrees(-turned) });
  return page;
}

/** Degrees, clockwise, by which a camera asks its picture to be turned (Exif, orientation). */
function turnOf(jpeg: Buffer): 0 | 90 | 180 | 270 {
  for (let at = 2; at + 4 <= jpeg.length && jpeg[at] === 0xff; at += 2 + jpeg.readUInt16BE(at + 2)) {
    if (jpeg[at + 1] !== 0xe1 || jpeg.toString('latin1', at + 4, at + 8) !== 'Exif') continue;
    return orientationIn(jpeg.subarray(at + 10, at + 2 + jpeg.readUInt16BE(at + 2)));
  }
  return 0;
}

function orientationIn(tiff: Buffer): 0 | 90 | 180 | 270 {
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const read16 = (at: number) =>
    at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const first = tiff.length < 8 ? 0 : little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const count = read16(first);
  for (let entry = 0; entry < count; entry += 1) {
    const at = first + 2 + entry * 12;
    if (read16(at) === 0x0112) return ({ 3: 180, 6: 90, 8: 270 } as const)[read16(at + 8)] ?? 0;
  }
  return 0;
}
