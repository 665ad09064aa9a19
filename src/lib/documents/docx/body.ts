import type {
  Attendance,
  Block,
  Contents,
  Decision,
  Document,
  Item,
  List,
  Signatures,
  Table,
  Text,
} from '../blocks.ts';
import type { Numbering } from './numbering.ts';
import { picture } from './picture.ts';
import { field, paragraph, run, runs, type Links } from './runs.ts';
import { DECISION_INDENT, TEXT_WIDTH } from './styles.ts';
import { xmlText } from './xml.ts';

/** What the parts of a document share while it is written. */
export interface Writing {
  readonly links: Links;
  readonly numbering: Numbering;
  /** How many places were marked. */
  bookmarks: number;
}

/** The letterhead and the blocks, in the order of reading. */
export function bodyOf(document: Document, writing: Writing): string {
  const { logo, name, lines, reference } = document.letterhead;
  return [
    ...(logo ? [paragraph('Letterhead', picture(logo))] : []),
    paragraph('Letterhead', run(name)),
    ...lines.map((line) => paragraph('LetterheadLine', run(line))),
    paragraph('LetterheadRule', run(reference.join(' · '))),
    ...document.blocks.map((block) => toXml(block, writing)),
  ].join('');
}

function toXml(block: Block, writing: Writing): string {
  const text = (style: string, words: Text) => paragraph(style, runs(words, writing.links));
  switch (block.kind) {
    case 'heading':
      return paragraph(`Heading${block.level}`, marked(block.id, run(block.text), writing));
    case 'paragraph':
      return text('Normal', block.text);
    case 'note':
      return text('Note', block.text);
    case 'movement':
      return text('Movement', block.text);
    case 'list':
      return listToXml(block, 0, writing);
    case 'attendance':
      return attendanceToXml(block, writing);
    case 'item':
      return itemToXml(block, writing);
    case 'decision':
      return decisionToXml(block, writing);
    case 'table':
      return tableToXml(block, writing);
    case 'signatures':
      return signaturesToXml(block);
    case 'contents':
      return contentsToXml(block);
    case 'page-break':
      return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>';
  }
}

/** Content with the place that a table of contents leads to. */
function marked(id: string | undefined, content: string, writing: Writing): string {
  if (id === undefined) return content;
  const number = (writing.bookmarks += 1);
  return `<w:bookmarkStart w:id="${number}" w:name="${bookmarkName(id)}"/>${content}<w:bookmarkEnd w:id="${number}"/>`;
}

/** Word takes letters, figures and underscores, forty at most. */
function bookmarkName(id: string): string {
  return `_${id.replace(/[^A-Za-z0-9]/g, '_')}`.slice(0, 40);
}

function listToXml({ ordered, items }: List, depth: number, writing: Writing): string {
  const numbered = writing.numbering.list(ordered, depth);
  return items
    .map((blocks) =>
      blocks
        .map((block, index) =>
          block.kind === 'list'
            ? listToXml(block, depth + 1, writing)
            : paragraph(
                'ListParagraph',
                runs(block.text, writing.links),
                index === 0 ? numbered : `<w:ind w:left="${454 + 397 * depth}"/>`,
              ),
        )
        .join(''),
    )
    .join('');
}

function itemToXml({ number, title, level, blocks }: Item, writing: Writing): string {
  const style = `AgendaItem${Math.min(level, 3)}`;
  const numbered = writing.numbering.item(level, number);
  const heading =
    numbered === null
      ? paragraph(
          style,
          run(`${number}. ${title}`),
          '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>',
        )
      : paragraph(style, run(title), numbered);
  return heading + blocks.map((block) => toXml(block, writing)).join('');
}

function decisionToXml(decision: Decision, writing: Writing): string {
  const { id, label, reference, proposal, outcome, arithmetic, source, depth } = decision;
  const place = depth === undefined ? '' : `<w:ind w:left="${DECISION_INDENT * (depth + 1)}"/>`;
  const small = [...arithmetic, ...(source === undefined ? [] : [source])];
  const words = reference === undefined ? label : `${label}\u00a0${reference}`;
  return [
    paragraph('DecisionLabel', marked(id, run(words), writing), place),
    paragraph('DecisionProposal', runs(proposal, writing.links), place),
    paragraph('DecisionOutcome', run(outcome), place),
    ...small.map((line) => paragraph('DecisionNote', run(line), place)),
    paragraph('Normal', ''),
  ].join('');
}

function attendanceToXml({ groups }: Attendance, writing: Writing): string {
  return groups
    .map(
      ({ title, columns }) =>
        paragraph('Heading2', run(title)) +
        columns
          .map((column) => {
            const remarks = column.rows.some(({ remark }) => remark !== undefined);
            return tableToXml(
              {
                kind: 'table',
                caption: column.title,
                header: ['Nom', 'Organisation', ...(remarks ? ['Remarque'] : [])],
                rows: column.rows.map(({ name, office, organisation, remark }) => [
                  office === undefined ? name : `${name}, ${office}`,
                  organisation ?? '',
                  ...(remarks ? [remark ?? ''] : []),
                ]),
              },
              writing,
            );
          })
          .join(''),
    )
    .join('');
}

function tableToXml({ caption, header, rows, align }: Table, writing: Writing): string {
  const widths = columnWidths(header, align);
  const cell = (style: string, words: Text, column: number) =>
    `<w:tc><w:tcPr><w:tcW w:w="${widths[column]}" w:type="dxa"/></w:tcPr>${paragraph(
      style,
      runs(words, writing.links),
      align?.[column] === 'right' ? '<w:jc w:val="right"/>' : '',
    )}</w:tc>`;
  const row = (style: string, cells: readonly Text[], more: string) =>
    `<w:tr><w:trPr><w:cantSplit/>${more}</w:trPr>${cells.map((words, column) => cell(style, words, column)).join('')}</w:tr>`;
  return [
    caption === undefined ? '' : paragraph('Caption', run(caption)),
    `<w:tbl><w:tblPr><w:tblStyle w:val="Lines"/><w:tblW w:w="${TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>${
      caption === undefined ? '' : `<w:tblCaption w:val="${xmlText(caption)}"/>`
    }</w:tblPr><w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>`,
    row('TableHead', header, '<w:tblHeader/>'),
    ...rows.map((cells) => row('TableText', cells, '')),
    '</w:tbl>',
    paragraph('Note', ''),
  ].join('');
}

/** Columns of figures are narrow; the others share the rest. */
function columnWidths(header: readonly string[], align: Table['align']): number[] {
  const narrow = 1500;
  const figures = header.filter((_, column) => align?.[column] === 'right').length;
  const wide = Math.floor((TEXT_WIDTH - narrow * figures) / Math.max(1, header.length - figures));
  return header.map((_, column) => (align?.[column] === 'right' ? narrow : wide));
}

function signaturesToXml({ place, people }: Signatures): string {
  const pairs = people.flatMap((_, index) => (index % 2 === 0 ? [people.slice(index, index + 2)] : []));
  return [
    place === undefined ? '' : paragraph('SignaturePlace', run(place)),
    ...pairs.flatMap((pair) => [
      paragraph('SignatureOffice', run(pair.map(({ office }) => office).join('\t'))),
      paragraph('SignatureName', run(pair.map(({ name }) => name).join('\t'))),
    ]),
  ].join('');
}

function contentsToXml({ entries }: Contents): string {
  return entries
    .map(({ level, text, target }) => {
      const place = bookmarkName(target);
      return paragraph(
        `TOC${level}`,
        `<w:hyperlink w:anchor="${place}" w:history="1">${run(`${text}\t`)}${field(`PAGEREF ${place} \\h`, '…')}</w:hyperlink>`,
      );
    })
    .join('');
}
