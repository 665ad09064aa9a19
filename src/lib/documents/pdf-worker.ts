import pdfmake from 'pdfmake';
import type { Document } from './blocks.ts';
import { FONTS, FONT_FOLDERS } from './pdf-fonts.ts';
import { layOut } from './pdf-layout.ts';
import { tagStructure } from './pdf-tags.ts';

pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => FONT_FOLDERS.some((folder) => path.startsWith(folder)));
pdfmake.setFonts(FONTS);
tagStructure();

/** Run in a worker thread, by name from pdf.ts: one document in, the bytes of its PDF out. */
export async function render(document: Document): Promise<Uint8Array> {
  return new Uint8Array(await pdfmake.createPdf(layOut(document)).getBuffer());
}
