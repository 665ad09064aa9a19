import {
  degrees,
  PDFName,
  PDFOperator,
  PDFOperatorNames,
  type PDFEmbeddedPage,
  type PDFPage,
} from '@cantoo/pdf-lib';
import { STAMP } from '../pdf-layout.ts';
import { MARGIN } from '../pdf-look.ts';

/** In points from the lower right corner: where our own pages have their foot, and where others are most often empty. */
const PLACES = { front: { side: MARGIN.side, foot: 29 }, part: { side: 24, foot: 12 } } as const;

/** Lays a number over a page, at the right of its foot as it is seen, whichever way it is turned. */
export function stampPage(page: PDFPage, stamp: PDFEmbeddedPage, place: keyof typeof PLACES): void {
  const { x, y, width, height } = page.getCropBox();
  const { side, foot } = PLACES[place];
  const reach = side + STAMP.width;
  const turned = ((page.getRotation().angle % 360) + 360) % 360;
  const corner =
    turned === 90
      ? { x: x + width - foot, y: y + height - reach }
      : turned === 180
        ? { x: x + reach, y: y + height - foot }
        : turned === 270
          ? { x: x + foot, y: y + reach }
          : { x: x + width - reach, y: y + foot };
  // A number is no part of what is read: screen readers pass over it.
  page.pushOperators(PDFOperator.of(PDFOperatorNames.BeginMarkedContent, [PDFName.of('Artifact')]));
  page.drawPage(stamp, { ...corner, ...STAMP, rotate: degrees(turned) });
  page.pushOperators(PDFOperator.of(PDFOperatorNames.EndMarkedContent));
}
