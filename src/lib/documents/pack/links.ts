import { PDFArray, PDFDict, PDFHexString, PDFName, PDFString, type PDFPage } from '@cantoo/pdf-lib';
import { partOf } from './parts.ts';

const name = (text: string) => PDFName.of(text);

/** Replaces the links of a page that mean a part by links to its first page. */
export function resolveLinks(page: PDFPage, begins: ReadonlyMap<string, PDFPage>): void {
  for (const annotation of annotationsOf(page)) {
    const action = annotation.lookupMaybe(name('A'), PDFDict);
    const address = action?.lookupMaybe(name('URI'), PDFString, PDFHexString)?.decodeText();
    const key = address === undefined ? null : partOf(address);
    const target = key === null ? undefined : begins.get(key);
    if (!target) continue;
    annotation.delete(name('A'));
    annotation.set(name('Dest'), page.doc.context.obj([target.ref, 'Fit']));
  }
}

/**
 * Takes from a page of someone else's what must not act in our document: programs, and links into the rest of its own
 * document, which would bring that along. Links to the web stay.
 */
export function quieten(page: PDFPage): void {
  for (const key of ['AA', 'B', 'StructParents', 'PieceInfo', 'Metadata']) page.node.delete(name(key));
  for (const annotation of annotationsOf(page)) {
    for (const key of ['AA', 'Dest', 'StructParent', 'Parent', 'IRT', 'Popup', 'P'])
      annotation.delete(name(key));
    const action = annotation.lookupMaybe(name('A'), PDFDict);
    if (action && action.lookup(name('S')) !== name('URI')) annotation.delete(name('A'));
    action?.delete(name('Next'));
  }
}

function annotationsOf(page: PDFPage): PDFDict[] {
  const list = page.node.lookup(name('Annots'));
  if (!(list instanceof PDFArray)) return [];
  return list
    .asArray()
    .map((entry) => page.doc.context.lookup(entry))
    .filter((entry) => entry instanceof PDFDict);
}
