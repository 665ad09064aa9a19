import { createRequire } from 'node:module';

/**
 * A place in the structure of the document (heading, paragraph, cell …), for screen readers. Pieces of text
 * refer to theirs; pdfmake carries them along without knowing what they are.
 */
export interface Tag {
  readonly type: string;
  readonly parent: Tag | null;
  /** Header cells: what they head. */
  readonly scope?: 'Column';
}

interface Inline {
  readonly tag?: Tag;
  readonly link?: string;
  /** A place of the same document. */
  readonly linkToDestination?: string;
}

interface Line {
  readonly inlines: readonly Inline[];
  getHeight(): number;
  getAscenderHeight(): number;
}

interface StructureElement {
  add(child: unknown): void;
  end(): void;
}

/** The part of pdfkit that marks content; its own types leave some of it out. */
interface MarkedPdf {
  page: object;
  _currentStructureElement: StructureElement | undefined;
  goTo(x: number, y: number, width: number, height: number, name: string, options?: object): unknown;
  struct(type: string, options?: object): StructureElement;
  addStructure(element: StructureElement): void;
  markContent(tag: string): void;
  markStructureContent(tag: string): unknown;
  endMarkedContent(): void;
}

interface Drawing {
  readonly pdfDocument: MarkedPdf;
}

interface Built {
  readonly element: StructureElement;
  readonly page: object;
}

/**
 * pdfmake lets a PDF say that it is tagged, but marks nothing itself. This teaches its renderer to: each piece
 * of text goes under the element of its tag, in the order of drawing, which is the order of reading; links get
 * their own element; rules, running heads and watermarks are marked as decoration.
 */
export function tagStructure(): void {
  const { default: Renderer } = createRequire(import.meta.url)('pdfmake/js/Renderer.js') as {
    default: { prototype: Record<string, (this: Drawing, ...rest: unknown[]) => void> };
  };
  const { prototype } = Renderer;
  const drawLine = prototype['renderLine'];
  if (!drawLine) throw new Error('This version of pdfmake draws its lines in another way.');
  const built = new WeakMap<MarkedPdf, Map<Tag, Built>>();

  prototype['renderLine'] = function (line, x, y) {
    const pdf = this.pdfDocument;
    const elements = built.get(pdf) ?? new Map<Tag, Built>();
    built.set(pdf, elements);
    for (const part of partsOf(line as Line)) {
      const { tag, link, linkToDestination } = part.inlines[0] ?? {};
      const place = tag && elementFor(pdf, elements, tag);
      // A header row is repeated on each page of its table: read it once.
      const repeated = tag?.type === 'TH' && place?.page !== pdf.page;
      if (!tag || !place || repeated) {
        drawAsDecoration(pdf, () => drawLine.call(this, part, x, y));
      } else if (link || linkToDestination) {
        const anchor = pdf.struct('Link');
        place.element.add(anchor);
        anchor.add(pdf.markStructureContent('Link'));
        pdf._currentStructureElement = anchor;
        if (linkToDestination) nameInnerLinks(pdf, anchor);
        drawLine.call(this, part, x, y);
        pdf._currentStructureElement = undefined;
        pdf.endMarkedContent();
        // Ended on its page: pdfkit notes the page of a link when the element ends.
        anchor.end();
      } else {
        place.element.add(pdf.markStructureContent(tag.type));
        drawLine.call(this, part, x, y);
        pdf.endMarkedContent();
      }
    }
  };

  for (const name of ['renderVector', 'renderSVG', 'renderImage', 'renderWatermark']) {
    const draw = prototype[name];
    if (!draw) throw new Error(`This version of pdfmake has no ${name}.`);
    prototype[name] = function (...rest) {
      drawAsDecoration(this.pdfDocument, () => draw.apply(this, rest));
    };
  }
}

/** pdfkit leaves links inside a document out of the structure: this one goes under its element. */
function nameInnerLinks(pdf: MarkedPdf, anchor: StructureElement): void {
  pdf.goTo = function (x, y, width, height, name, options = {}) {
    const prototype = Object.getPrototypeOf(this) as MarkedPdf;
    return prototype.goTo.call(this, x, y, width, height, name, { ...options, structParent: anchor });
  };
}

function drawAsDecoration(pdf: MarkedPdf, draw: () => void): void {
  pdf.markContent('Artifact');
  draw();
  pdf.endMarkedContent();
}

function elementFor(pdf: MarkedPdf, elements: Map<Tag, Built>, tag: Tag): Built {
  const known = elements.get(tag);
  if (known) return known;
  const element = pdf.struct(tag.type, tag.scope ? { scope: tag.scope } : {});
  if (tag.parent) elementFor(pdf, elements, tag.parent).element.add(element);
  else pdf.addStructure(element);
  const place = { element, page: pdf.page };
  elements.set(tag, place);
  return place;
}

/** The line cut where its tag or link changes. Each part keeps the height of the whole line: one baseline. */
function partsOf(line: Line): Line[] {
  const parts: Inline[][] = [];
  for (const inline of line.inlines) {
    const last = parts.at(-1);
    const before = last?.[0];
    const { tag, link, linkToDestination } = before ?? {};
    if (last && tag === inline.tag && link === inline.link && linkToDestination === inline.linkToDestination)
      last.push(inline);
    else parts.push([inline]);
  }
  return parts.map((inlines, index) =>
    Object.assign(Object.create(line) as Line, {
      inlines,
      getHeight: () => line.getHeight(),
      getAscenderHeight: () => line.getAscenderHeight(),
      // Only the first part is the target of bookmarks.
      ...(index > 0 && { _outline: undefined, id: undefined }),
    }),
  );
}
