import { readFile, writeFile } from 'node:fs/promises';
import type { MessagePort } from 'node:worker_threads';
import { EncryptedPDFError, PDFDocument, PDFName, type PDFPage } from '@cantoo/pdf-lib';
import type { Document } from '../blocks.ts';
import { render, renderStamps } from '../pdf-worker.ts';
import { addImage, pixelsOf } from './images.ts';
import { quieten, resolveLinks } from './links.ts';
import { writeBookmarks } from './outline.ts';
import type { Assembly, Fault, Part } from './parts.ts';
import { stampPage } from './stamps.ts';

/** Beyond this, unpacking a picture asks for more memory than a server gives. */
const MOST_PIXELS = 60_000_000;

/** What cannot be opened without a password is refused; what merely forbids printing or copying opens. */
function open(bytes: Uint8Array): Promise<PDFDocument> {
  return PDFDocument.load(bytes, { updateMetadata: false, password: '' });
}

/** Run in a worker thread, by name from pool.ts: whether this file can be part of a pack. */
export async function inspect(file: { kind: 'pdf' | 'png' | 'jpeg'; path: string }): Promise<Fault | null> {
  const bytes = await readFile(file.path);
  try {
    const trial = await PDFDocument.create({ updateMetadata: false });
    if (file.kind === 'pdf') return (await copyPages(trial, bytes)).length === 0 ? 'broken' : null;
    if (pixelsOf(file.kind, bytes) > MOST_PIXELS) return 'too-large';
    await addImage(trial, file.kind, bytes);
    return null;
  } catch (error) {
    // With a password that is not the right one, the reading of the first object fails.
    return error instanceof EncryptedPDFError || isPasswordError(error) ? 'encrypted' : 'broken';
  }
}

function isPasswordError(error: unknown): boolean {
  return error instanceof Error && /password|encrypt/i.test(error.message);
}

async function copyPages(pack: PDFDocument, bytes: Uint8Array): Promise<PDFPage[]> {
  const source = await open(bytes);
  for (const page of source.getPages()) quieten(page);
  return pack.copyPages(source, source.getPageIndices());
}

/** Run in a worker thread, by name from pool.ts. */
export async function assemble({ assembly, port }: { assembly: Assembly; port: MessagePort }): Promise<void> {
  // The front pages are the pack itself, to which the rest is added: their tags, language and title stay.
  const pack = await open(await render(assembly.front));
  const front = pack.getPages();
  const sheets = assembly.sheets ? await pagesOf(pack, assembly.sheets) : [];
  const prefixes = front.map(() => '');
  const begins = new Map<string, PDFPage>();
  for (const [index, part] of assembly.parts.entries()) {
    const pages = await addPart(pack, part, sheets);
    if (pages[0]) begins.set(part.key, pages[0]);
    prefixes.push(...pages.map(() => part.prefix));
    port.postMessage(index + 1);
  }
  for (const page of front) resolveLinks(page, begins);
  const stamps = await pack.embedPdf(
    await renderStamps(prefixes),
    prefixes.map((_, index) => index),
  );
  for (const [index, page] of pack.getPages().entries())
    stampPage(page, stamps[index]!, index < front.length ? 'front' : 'part');
  writeBookmarks(pack, assembly.bookmarks, begins);
  await writeFile(assembly.out, await pack.save({ updateFieldAppearances: false }), { mode: 0o600 });
}

async function pagesOf(pack: PDFDocument, document: Document): Promise<PDFPage[]> {
  return copyPages(pack, await render(document));
}

async function addPart(pack: PDFDocument, part: Part, sheets: PDFPage[]): Promise<PDFPage[]> {
  try {
    const pages = await pagesOfPart(pack, part, sheets);
    for (const page of pages) {
      // Numbers that belong to the tags of another document would point into ours.
      page.node.delete(PDFName.of('StructParents'));
      if (!pack.getPages().includes(page)) pack.addPage(page);
    }
    return pages;
  } catch (cause) {
    throw new Error(`Part ${part.key} could not be put in.`, { cause });
  }
}

async function pagesOfPart(pack: PDFDocument, part: Part, sheets: PDFPage[]): Promise<PDFPage[]> {
  if (part.content.kind === 'sheet') return sheets.splice(0, 1);
  const bytes = await readFile(part.content.path);
  return part.content.kind === 'pdf'
    ? copyPages(pack, bytes)
    : [await addImage(pack, part.content.kind, bytes)];
}
