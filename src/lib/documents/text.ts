import type { Block, Document, Table } from './blocks.ts';
import { plainText } from './blocks.ts';

/** Writes a document as plain text: its words in reading order, blocks apart by an empty line. */
export function toText(document: Document): string {
  const { letterhead, footer } = document;
  const { watermark } = document;
  const head = [letterhead.name, ...letterhead.lines, ...letterhead.reference].join('\n');
  const body = document.blocks.map(blockToText);
  return [head, watermark ?? '', ...body, footer.left].filter((part) => part !== '').join('\n\n') + '\n';
}

/** Writes blocks as plain text, as in the text of a message. */
export function blocksToText(blocks: readonly Block[]): string {
  return blocks
    .map(blockToText)
    .filter((part) => part !== '')
    .join('\n\n');
}

function blockToText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return block.text;
    case 'paragraph':
    case 'note':
      return plainText(block.text);
    case 'movement':
      return block.text;
    case 'list':
      return block.items
        .map((item, index) => {
          const marker = block.ordered ? `${index + 1}. ` : '- ';
          return marker + indent(item.map(blockToText).join('\n'), marker.length);
        })
        .join('\n');
    case 'attendance':
      return block.groups
        .map((group) =>
          [
            group.title,
            ...group.columns.flatMap((column) => [column.title, ...column.rows.map(rowToText)]),
          ].join('\n'),
        )
        .join('\n\n');
    case 'item':
      return [`${block.number}. ${block.title}`, ...block.blocks.map(blockToText)].join('\n\n');
    case 'decision':
      return under(block.depth ?? 0, [
        block.reference ? `${block.label} ${block.reference}` : block.label,
        plainText(block.proposal),
        block.outcome,
        ...block.arithmetic,
        ...(block.source ? [block.source] : []),
      ]);
    case 'table':
      return tableToText(block);
    case 'signatures':
      return [
        ...(block.place ? [block.place] : []),
        ...block.people.map((person) => `${person.name}, ${person.office}`),
      ].join('\n');
    case 'contents':
      return block.entries.map(({ level, text }) => (level === 1 ? text : `  ${text}`)).join('\n');
    case 'page-break':
      return '';
  }
}

function rowToText(row: { name: string; office?: string; organisation?: string; remark?: string }): string {
  const words = [row.name, row.office, row.organisation].filter((word) => word !== undefined).join(', ');
  return row.remark === undefined ? `- ${words}` : `- ${words} (${row.remark})`;
}

function tableToText(table: Table): string {
  const rows = table.rows.map((row) => row.map(plainText).join(' | '));
  return [...(table.caption ? [table.caption] : []), table.header.join(' | '), ...rows].join('\n');
}

/** Lines, each as far from the margin as what they are under is deep. */
function under(depth: number, lines: readonly string[]): string {
  const space = '  '.repeat(depth);
  return space + indent(lines.join('\n'), space.length);
}

function indent(text: string, width: number): string {
  return text.replaceAll('\n', '\n' + ' '.repeat(width));
}
