import { readFileSync } from 'node:fs';
import pdfmake from 'pdfmake';
import type { Document } from './blocks.ts';
import { fontFiles } from './pdf-fonts.ts';
import { layOut, layOutStamps } from './pdf-layout.ts';
import { tagStructure } from './pdf-tags.ts';
import { unpackFont } from './woff.ts';

/** pdfmake keeps files in memory under their path; its types leave this out. */
interface MemoryFiles {
  readonly virtualfs: { writeFileSync(path: string, content: Buffer): void };
}

// A document reads neither the web nor the disk: the fonts are in memory before the first one.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy(() => false);
const fonts = fontFiles();
pdfmake.setFonts(fonts);
for (const path of Object.values(fonts).flatMap((styles) => Object.values(styles))) {
  (pdfmake as unknown as MemoryFiles).virtualfs.writeFileSync(path, unpackFont(readFileSync(path)));
}
tagStructure();

/** Run in a worker thread, by name from pdf.ts: one document in, the bytes of its PDF out. */
export async function render(document: Document): Promise<Uint8Array> {
  return new Uint8Array(await pdfmake.createPdf(layOut(document)).getBuffer());
}

/** The numbers of the pages of a pack: see `layOutStamps`. */
export async function renderStamps(prefixes: readonly string[]): Promise<Uint8Array> {
  return new Uint8Array(await pdfmake.createPdf(layOutStamps(prefixes)).getBuffer());
}
