import { PDFHexString, PDFName, type PDFDocument, type PDFPage, type PDFRef } from '@cantoo/pdf-lib';
import type { Bookmark } from './parts.ts';

/** Writes the bookmarks of a pack in place of those that its front pages brought. */
export function writeBookmarks(
  pack: PDFDocument,
  bookmarks: readonly Bookmark[],
  begins: ReadonlyMap<string, PDFPage>,
): void {
  const { context, catalog } = pack;
  const pages = pack.getPages();
  const root = context.nextRef();
  const write = (
    list: readonly Bookmark[],
    parent: PDFRef,
  ): { first: PDFRef; last: PDFRef; count: number } => {
    const refs = list.map(() => context.nextRef());
    let count = list.length;
    for (const [index, { title, to, children }] of list.entries()) {
      const ref = refs[index]!;
      const target = (to === null ? undefined : begins.get(to)) ?? pages[0]!;
      const inside = children.length > 0 ? write(children, ref) : null;
      count += inside?.count ?? 0;
      context.assign(
        ref,
        context.obj({
          Title: PDFHexString.fromText(title),
          Parent: parent,
          Dest: [target.ref, 'Fit'],
          ...(index > 0 && { Prev: refs[index - 1]! }),
          ...(index < refs.length - 1 && { Next: refs[index + 1]! }),
          ...(inside && { First: inside.first, Last: inside.last, Count: inside.count }),
        }),
      );
    }
    return { first: refs[0]!, last: refs.at(-1)!, count };
  };
  if (bookmarks.length === 0) return;
  const { first, last, count } = write(bookmarks, root);
  context.assign(root, context.obj({ Type: 'Outlines', First: first, Last: last, Count: count }));
  catalog.set(PDFName.of('Outlines'), root);
  catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'));
}
