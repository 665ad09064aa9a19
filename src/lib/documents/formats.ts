import type { Document } from './blocks.ts';
import { DOCX, toDocx } from './docx/docx.ts';
import type { Format } from './format-names.ts';
import { toHtml } from './html-page.ts';
import { renderPdf } from './pdf.ts';
import { toText } from './text.ts';

export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  pdf: 'application/pdf',
  docx: DOCX,
  html: 'text/html; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};

/** Writes a document in a format. The same document in the same format gives the same bytes. */
export async function writeDocument(document: Document, format: Format): Promise<Uint8Array<ArrayBuffer>> {
  switch (format) {
    case 'pdf':
      return renderPdf(document);
    case 'docx':
      return toDocx(document);
    case 'html':
      return new TextEncoder().encode(toHtml(document));
    case 'txt':
      return new TextEncoder().encode(toText(document));
  }
}
