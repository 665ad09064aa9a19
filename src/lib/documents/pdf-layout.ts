import type { Content, CustomTableLayout, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Block, Document, Text } from './blocks.ts';
import { plainText } from './blocks.ts';
import { layOutAttendance } from './pdf-attendance.ts';
import { layOutContents } from './pdf-contents.ts';
import { layOutLetterhead, rule } from './pdf-letterhead.ts';
import { CONTENT_WIDTH, GUTTER, INK, MARGIN, RULE, SECOND_INK, look, type Page } from './pdf-look.ts';
import type { Tag } from './pdf-tags.ts';
import { write } from './pdf-text.ts';

/**
 * Past these many characters, a decision and a cell may run over two pages. pdfmake loses what does not fit on
 * one page of a piece that must not be broken, so that only what surely fits is kept whole.
 */
const LONG = 900;
const SHORT = 200;
const FEW_SIGNATURES = 8;

/** Lays a document out for pdfmake. Pure: the same document gives the same definition. */
export function layOut(document: Document): TDocumentDefinitions {
  const page: Page = {
    accent: document.accent ?? '#0e5a6b',
    root: { type: 'Document', parent: null },
  };
  return {
    pageSize: 'A4',
    pageMargins: [MARGIN.side, MARGIN.top, MARGIN.side, MARGIN.bottom],
    version: '1.7',
    // Kept for as long as the association: the form made for archives, with its structure.
    subset: 'PDF/A-2a',
    tagged: true,
    displayTitle: true,
    language: 'fr-BE',
    info: {
      title: document.title,
      author: document.author,
      creator: 'Collégial',
      producer: 'Collégial',
      creationDate: new Date(document.created),
    },
    ...(document.watermark !== undefined && {
      watermark: {
        text: document.watermark,
        font: 'sans-latin',
        color: INK,
        fontSize: 96,
        opacity: 0.05,
        bold: true,
      },
    }),
    defaultStyle: { font: 'serif-latin' },
    styles: { running: {}, part: {} },
    header: (current) => (current === 1 ? null : runningHead(document)),
    footer: (current, total) => foot(document, current, total),
    pageBreakBefore: (node, nodes) => {
      const { top } = node.startPosition as unknown as { top: number };
      const left = 841.89 - MARGIN.bottom - top;
      const runsOver = node.pageNumbers.length > 1;
      if (node.style === 'paragraph') return runsOver && left < 2 * look.body.leading;
      if (node.headlineLevel === undefined) return false;
      if (left < 4 * look.body.leading) return node.pages > (node.pageNumbers[0] ?? 0);
      const following = nodes
        .getFollowingNodesOnPage()
        .filter(({ style }) => style !== 'running' && style !== 'part');
      return following.length === 0 && node.pages > (node.pageNumbers[0] ?? 0);
    },
    content: [
      layOutLetterhead(document, page),
      ...document.blocks.map((block) => layOutBlock(block, page, 0)),
    ],
  };
}

function layOutBlock(block: Block, page: Page, indent: number): Content {
  const tag = (type: string, parent: Tag = page.root): Tag => ({ type, parent });
  switch (block.kind) {
    case 'heading': {
      const style = [look.title, look.heading, look.subheading][block.level - 1] ?? look.subheading;
      return {
        ...write(block.text, style, tag(`H${block.level}`), page),
        headlineLevel: block.level,
        margin: [indent, block.level === 1 ? 22 : 14, 0, block.level === 1 ? 6 : 3],
        ...(block.id !== undefined && { id: block.id }),
        ...(block.level > 1 && { outline: true, outlineText: block.text }),
      };
    }
    case 'paragraph':
      return {
        ...write(block.text, look.body, tag('P'), page),
        style: 'paragraph',
        margin: [indent, 0, 0, 5],
      };
    case 'list':
      return layOutList(block, page, page.root, indent);
    case 'movement':
      return { ...write(block.text, look.movement, tag('P'), page), margin: [indent, 4, 0, 8] };
    case 'note':
      return { ...write(block.text, look.small, tag('P'), page), margin: [indent, 0, 0, 6] };
    case 'attendance':
      return layOutAttendance(block, page);
    case 'item':
      return layOutItem(block, page);
    case 'decision':
      return layOutDecision(block, page, indent);
    case 'table':
      return layOutTable(block, page, indent);
    case 'signatures':
      return layOutSignatures(block, page);
    case 'contents':
      return layOutContents(block, page);
    case 'page-break':
      return { text: '', pageBreak: 'after' };
  }
}

/** From the second page on: whose document this is, and which. */
function runningHead({ letterhead: { name, reference } }: Document): Content {
  return {
    style: 'running',
    margin: [MARGIN.side, 32, MARGIN.side, 0],
    columns: [
      { ...write(name, look.foot), style: 'running', width: '*' },
      { ...write(reference[0] ?? '', look.foot), style: 'running', width: 'auto', alignment: 'right' },
    ],
  };
}

function foot(document: Document, current: number, total: number): Content {
  return {
    style: 'running',
    margin: [MARGIN.side, 26, MARGIN.side, 0],
    columns: [
      { ...write(document.footer.left, look.foot), style: 'running', width: '*' },
      ...(document.footer.numbered === false
        ? []
        : [
            {
              ...write(pageOf(current, total), look.foot),
              style: 'running',
              width: 'auto',
              alignment: 'right' as const,
            },
          ]),
    ],
  };
}

function pageOf(current: number, total: number): string {
  return `page\u00a0${current}\u00a0/\u00a0${total}`;
}

/** In points: a page as small as the number that will be laid over another one, at the right of its foot. */
export const STAMP = { width: 300, height: 11 };

/**
 * The numbers of the pages of a pack, one small page for each: what stands before the number, "Annexe 3", tells pages
 * apart that are not ours.
 */
export function layOutStamps(prefixes: readonly string[]): TDocumentDefinitions {
  return {
    pageSize: STAMP,
    pageMargins: 0,
    version: '1.7',
    defaultStyle: { font: 'sans-latin' },
    content: prefixes.map((prefix, index) => ({
      ...write(`${prefix}${pageOf(index + 1, prefixes.length)}`, look.foot),
      alignment: 'right' as const,
      background: '#ffffff',
      ...(index > 0 && { pageBreak: 'before' as const }),
    })),
  };
}

function layOutItem(item: Extract<Block, { kind: 'item' }>, page: Page): Content {
  const heading: Tag = { type: item.level === 1 ? 'H2' : 'H3', parent: page.root };
  const style = item.level === 1 ? look.item : look.nestedItem;
  return {
    stack: [
      {
        headlineLevel: item.level + 1,
        margin: [0, item.level === 1 ? 13 : 7, 0, 2.5],
        columns: [
          {
            ...write(item.number, { ...style, color: page.accent }, heading, page),
            style: 'part',
            width: GUTTER,
          },
          {
            ...write(item.title, style, heading, page),
            style: 'part',
            width: '*',
            outline: true,
            outlineText: `${item.number}. ${item.title}`,
          },
        ],
      },
      ...item.blocks.map((block) => layOutBlock(block, page, GUTTER)),
    ],
  };
}

function layOutList(
  list: Extract<Block, { kind: 'list' }>,
  page: Page,
  parent: Tag,
  indent: number,
): Content {
  const tag: Tag = { type: 'L', parent };
  return {
    margin: [0, 0, 0, 3],
    stack: list.items.map((blocks, index) => {
      const item: Tag = { type: 'LI', parent: tag };
      const body: Tag = { type: 'LBody', parent: item };
      const marker = list.ordered ? `${index + 1}.` : '–';
      return {
        style: 'paragraph',
        // The whole indent stands here: pdfmake forgets that of what surrounds columns when they cross a page.
        margin: [indent, 0, 0, 2],
        columnGap: 5,
        columns: [
          {
            ...write(marker, { ...look.body, color: SECOND_INK }, { type: 'Lbl', parent: item }, page),
            width: list.ordered ? 16 : 9,
            alignment: list.ordered ? ('right' as const) : ('left' as const),
          },
          {
            width: '*',
            stack: blocks.map((block) =>
              block.kind === 'list'
                ? layOutList(block, page, body, 0)
                : write(block.text, look.body, { type: 'P', parent: body }, page),
            ),
          },
        ],
      };
    }),
  };
}

function layOutDecision(decision: Extract<Block, { kind: 'decision' }>, page: Page, indent: number): Content {
  const part: Tag = { type: 'Sect', parent: page.root };
  const tag = (): Tag => ({ type: 'P', parent: part });
  const small = [...decision.arithmetic, ...(decision.source === undefined ? [] : [decision.source])];
  const length = plainText(decision.proposal).length + decision.outcome.length + small.join('').length;
  const label = [decision.label, ...(decision.reference === undefined ? [] : [decision.reference])].join(
    '\u00a0',
  );
  return {
    margin: [indent + (decision.depth ?? 0) * GUTTER, 5, 0, 8],
    unbreakable: length < LONG,
    layout: barAtLeft(page.accent),
    table: {
      widths: ['*'],
      body: [
        [
          {
            stack: [
              {
                ...write(label, { ...look.label, color: page.accent }, tag(), page),
                margin: [0, 0, 0, 2],
                ...(decision.id !== undefined && { id: decision.id, outline: true, outlineText: label }),
              },
              write(decision.proposal, look.proposal, tag(), page),
              {
                ...write(decision.outcome, look.body, tag(), page),
                margin: [0, 2.5, 0, small.length > 0 ? 2.5 : 0],
              },
              ...small.map((line) => write(line, look.small, tag(), page)),
            ],
          },
        ],
      ],
    },
  };
}

function barAtLeft(color: string): CustomTableLayout {
  return {
    hLineWidth: () => 0,
    vLineWidth: (column) => (column === 0 ? 2.4 : 0),
    vLineColor: () => color,
    paddingLeft: () => 11,
    paddingRight: () => 0,
    paddingTop: () => 1,
    paddingBottom: () => 2,
  };
}

function layOutTable(table: Extract<Block, { kind: 'table' }>, page: Page, indent: number): Content {
  const tag: Tag = { type: 'Table', parent: page.root };
  const row = (cells: readonly Text[], type: 'TH' | 'TD') => {
    const line: Tag = { type: 'TR', parent: tag };
    return cells.map((cell, column) => ({
      ...write(
        cell,
        type === 'TH' ? look.label : look.cell,
        { type, parent: line, ...(type === 'TH' && { scope: 'Column' as const }) },
        page,
      ),
      alignment: table.align?.[column] ?? ('left' as const),
      // A figure is never cut.
      noWrap: table.align?.[column] === 'right' && plainText(cell).length < 30,
    }));
  };
  const caption: Content[] =
    table.caption === undefined
      ? []
      : [
          {
            ...write(table.caption, look.label, { type: 'Caption', parent: tag }, page),
            headlineLevel: 9,
            margin: [indent, 0, 0, 3],
          },
        ];
  // Pieces kept whole lose what does not fit on a page: only short rows are.
  const short = table.rows.every((cells) => cells.every((cell) => plainText(cell).length < SHORT));
  return {
    margin: [0, 5, 0, 9],
    stack: [
      ...caption,
      {
        margin: [indent, 0, 0, 0],
        layout: {
          hLineWidth: (line, node) =>
            line === 0 || line === 1 || line === node.table.body.length ? 0.7 : 0.4,
          hLineColor: (line, node) => (line <= 1 || line === node.table.body.length ? INK : RULE),
          vLineWidth: () => 0,
          paddingLeft: (column) => (column === 0 ? 0 : 6),
          paddingRight: (column, node) => (column === (node.table.widths?.length ?? 0) - 1 ? 0 : 6),
          paddingTop: () => 3,
          paddingBottom: () => 3,
        },
        table: {
          headerRows: 1,
          ...(short && { keepWithHeaderRows: 1, dontBreakRows: true }),
          widths: columnWidths(table),
          body: [row(table.header, 'TH'), ...table.rows.map((cells) => row(cells, 'TD'))],
        },
      },
    ],
  };
}

/** Columns of figures take what they need; the others share the rest. */
function columnWidths(table: Extract<Block, { kind: 'table' }>): string[] {
  return table.header.map((_, column) => (table.align?.[column] === 'right' ? 'auto' : '*'));
}

function layOutSignatures(block: Extract<Block, { kind: 'signatures' }>, page: Page): Content {
  const tag = (): Tag => ({ type: 'P', parent: page.root });
  const width = (CONTENT_WIDTH - 40) / 2;
  const pairs = block.people.flatMap((_, index) =>
    index % 2 === 0 ? [block.people.slice(index, index + 2)] : [],
  );
  return {
    unbreakable: block.people.length <= FEW_SIGNATURES,
    margin: [0, 24, 0, 0],
    stack: [
      ...(block.place === undefined ? [] : [write(block.place, look.body, tag(), page)]),
      ...pairs.map((pair) => ({
        unbreakable: true,
        margin: [0, 10, 0, 0] as [number, number, number, number],
        columnGap: 40,
        columns: pair.map((person) => ({
          width,
          stack: [
            write(person.office, look.small, tag(), page),
            rule(width, SECOND_INK, 0.5, 46),
            {
              ...write(person.name, look.body, tag(), page),
              margin: [0, 3, 0, 0] as [number, number, number, number],
            },
          ],
        })),
      })),
    ],
  };
}
