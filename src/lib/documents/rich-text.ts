import type { Prose, Run } from './blocks.ts';

/**
 * The notes of an item: the part of the editor's own JSON that we keep. Paragraphs and lists; bold, italic,
 * links. Everything else is refused.
 */
export interface RichText {
  readonly type: 'doc';
  readonly content: readonly RichBlock[];
}

type RichBlock = RichParagraph | RichList;

interface RichParagraph {
  readonly type: 'paragraph';
  readonly content?: readonly RichRun[] | undefined;
}

export interface RichList {
  readonly type: 'bulletList' | 'orderedList';
  readonly content: readonly RichItem[];
}

export interface RichItem {
  readonly type: 'listItem';
  /** A paragraph first. */
  readonly content: readonly RichBlock[];
}

interface RichRun {
  readonly type: 'text';
  readonly text: string;
  readonly marks?: readonly RichMark[] | undefined;
}

type RichMark =
  { readonly type: 'bold' | 'italic' } | { readonly type: 'link'; readonly attrs: { readonly href: string } };

/** Lists inside lists. */
export const MAX_DEPTH = 6;

export const EMPTY: RichText = { type: 'doc', content: [{ type: 'paragraph' }] };

// ————— Normal form —————

interface Sign {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly link: string | null;
}

/**
 * The one way to write a text: white space single and trimmed, a space marked only between signs marked
 * alike, neighbours of the same style joined, nothing empty, lists of one kind that follow each other joined.
 */
export function normal(richText: RichText): RichText {
  const content = normalBlocks(richText.content);
  return content.length === 0 ? EMPTY : { type: 'doc', content };
}

function normalBlocks(blocks: readonly RichBlock[]): RichBlock[] {
  const kept: RichBlock[] = [];
  for (const block of blocks) {
    if (block.type === 'paragraph') {
      const content = runsOf(normalSigns(signsOf(block)));
      if (content.some((one) => one.text.trim() !== '')) kept.push({ type: 'paragraph', content });
      continue;
    }
    const items = block.content.flatMap(normalItem);
    const last = kept.at(-1);
    if (items.length === 0) continue;
    if (last?.type === block.type)
      kept.splice(-1, 1, { type: last.type, content: [...last.content, ...items] });
    else kept.push({ type: block.type, content: items });
  }
  return kept;
}

function normalItem(entry: RichItem): RichItem[] {
  const content = normalBlocks(entry.content);
  const [first, ...rest] = content;
  if (!first) return [];
  if (first.type === 'paragraph') return [{ type: 'listItem', content }];
  // Nothing stands before the inner list: its items take the place of this one.
  const hoisted = [...first.content];
  const last = hoisted.pop();
  return last ? [...hoisted, ...normalItem({ type: 'listItem', content: [...last.content, ...rest] })] : [];
}

function signsOf(block: RichParagraph): Sign[] {
  return (block.content ?? []).flatMap(({ text, marks = [] }) => {
    const link = marks.find((one) => one.type === 'link');
    const style = {
      bold: marks.some((one) => one.type === 'bold'),
      italic: marks.some((one) => one.type === 'italic'),
      link: link ? link.attrs.href.replaceAll('(', '%28').replaceAll(')', '%29') : null,
    };
    return Array.from(text, (sign) => ({ text: sign, ...style }));
  });
}

function normalSigns(signs: readonly Sign[]): Sign[] {
  const single: Sign[] = [];
  for (const sign of signs) {
    const blank = /[ \t\n\r\f\v\u2028\u2029]/.test(sign.text);
    if (!blank) single.push(sign);
    else if (single.length > 0 && single.at(-1)?.text !== ' ') single.push({ ...sign, text: ' ' });
  }
  if (single.at(-1)?.text === ' ') single.pop();
  return single.map((sign, index) => {
    const before = single[index - 1];
    const after = single[index + 1];
    if (sign.text !== ' ' || !before || !after) return sign;
    const together = before.link === after.link;
    return {
      text: ' ',
      bold: together && before.bold && after.bold,
      italic: together && before.italic && after.italic,
      link: together ? before.link : null,
    };
  });
}

function runsOf(signs: readonly Sign[]): RichRun[] {
  return stretches(signs).map(({ text, bold, italic, link }) => {
    const marks: RichMark[] = [];
    if (bold) marks.push({ type: 'bold' });
    if (italic) marks.push({ type: 'italic' });
    if (link !== null) marks.push({ type: 'link', attrs: { href: link } });
    return marks.length === 0 ? { type: 'text', text } : { type: 'text', text, marks };
  });
}

function stretches(signs: readonly Sign[]): Sign[] {
  const joined: Sign[] = [];
  for (const sign of signs) {
    const last = joined.at(-1);
    const alike = last?.bold === sign.bold && last.italic === sign.italic && last.link === sign.link;
    if (last && alike) joined.splice(-1, 1, { ...last, text: last.text + sign.text });
    else joined.push(sign);
  }
  return joined;
}

/** Whether nothing would be read. */
export function isEmpty(richText: RichText): boolean {
  return normal(richText) === EMPTY;
}

// ————— To the document —————

/** The notes as blocks of a document. */
export function toBlocks(richText: RichText): Prose[] {
  return isEmpty(richText) ? [] : normal(richText).content.map(toBlock);
}

function toBlock(block: RichBlock): Prose {
  if (block.type === 'paragraph') {
    return {
      kind: 'paragraph',
      text: stretches(signsOf(block)).map(({ text, bold, italic, link }): Run => ({
        text,
        ...(bold && { bold }),
        ...(italic && { italic }),
        ...(link !== null && { link }),
      })),
    };
  }
  return {
    kind: 'list',
    ordered: block.type === 'orderedList',
    items: block.content.map((entry) => entry.content.map(toBlock)),
  };
}

// ————— Plain text, for the text area without JavaScript —————

/**
 * The notes in a light markup: paragraphs apart by an empty line, "- " and "1. " lists set in by two spaces,
 * **bold**, *italic*, [text](address). A backslash before * [ ] \ or a list marker takes it as it is.
 */
export function toPlain(richText: RichText): string {
  return isEmpty(richText) ? '' : blocksToPlain(normal(richText).content);
}

function blocksToPlain(blocks: readonly RichBlock[]): string {
  return blocks.map(blockToPlain).join('\n\n');
}

function blockToPlain(block: RichBlock): string {
  if (block.type === 'paragraph') return protectMarker(paragraphToPlain(block));
  return block.content
    .map((entry, index) => itemToPlain(entry, block.type === 'bulletList' ? '-' : `${index + 1}.`))
    .join('\n');
}

function itemToPlain(entry: RichItem, marker: string): string {
  const [first, ...rest] = entry.content;
  let plain = `${marker} ${first ? blockToPlain(first) : ''}`;
  for (const block of rest) {
    const apart = block.type === 'paragraph' ? '\n\n' : '\n';
    plain += apart + blockToPlain(block).replace(/^(?=.)/gm, '  ');
  }
  return plain;
}

function protectMarker(line: string): string {
  return line.replace(/^(\d*)([-.)] )/, (all, number: string, sign: string) =>
    (number === '') === (sign[0] === '-') ? `${number}\\${sign}` : all,
  );
}

function paragraphToPlain(block: RichParagraph): string {
  const runs = stretches(signsOf(block));
  let plain = '';
  for (let index = 0; index < runs.length;) {
    const link = runs[index]?.link ?? null;
    const start = index;
    while (index < runs.length && (runs[index]?.link ?? null) === link) index += 1;
    const words = styledToPlain(runs.slice(start, index));
    plain += link === null ? words : `[${words}](${link})`;
  }
  return plain;
}

function styledToPlain(runs: readonly Sign[]): string {
  let plain = '';
  let bold = false;
  let italic = false;
  for (const one of [...runs, { text: '', bold: false, italic: false }]) {
    if (one.bold !== bold) plain += '**';
    if (one.italic !== italic) plain += '*';
    ({ bold, italic } = one);
    plain += one.text.replace(/[\\*[\]]/g, '\\$&');
  }
  return plain;
}

/** Reads the markup of `toPlain`, and what people make of it: never refuses, what is not markup is text. */
export function fromPlain(plain: string): RichText {
  const top: RichBlock[] = [];
  /** The lists that stay open, the outermost first, with the blocks of their last item. */
  let open: { type: RichList['type']; items: RichItem[]; blocks: RichBlock[] }[] = [];
  let lines: string[] = [];
  let target: RichBlock[] = top;

  const endParagraph = () => {
    if (lines.length > 0) target.push({ type: 'paragraph', content: readParagraph(lines.join(' ')) });
    lines = [];
  };

  const storable = plain.toWellFormed().replaceAll('\0', ' ');
  for (const line of storable.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n')) {
    const [, indent = '', marker, text = ''] = /^([ \t]*)(?:(-|\d{1,3}[.)]) +)?(.*)$/s.exec(line) ?? [];
    const depth = Math.min(Math.floor(indent.replaceAll('\t', '  ').length / 2), open.length);
    if (marker !== undefined) {
      endParagraph();
      const type = marker === '-' ? 'bulletList' : 'orderedList';
      const level = Math.min(depth, MAX_DEPTH - 1);
      open = open.slice(0, level + 1);
      if (open[level]?.type !== type) {
        open = open.slice(0, level);
        const items: RichItem[] = [];
        (open.at(-1)?.blocks ?? top).push({ type, content: items });
        open.push({ type, items, blocks: [] });
      }
      const list = open[level];
      if (!list) continue;
      list.blocks = [];
      list.items.push({ type: 'listItem', content: list.blocks });
      target = list.blocks;
      lines = [text];
    } else if (text.trim() === '') {
      endParagraph();
    } else {
      if (lines.length === 0) {
        open = open.slice(0, depth);
        target = open.at(-1)?.blocks ?? top;
      }
      lines.push(text);
    }
  }
  endParagraph();
  return normal({ type: 'doc', content: top });
}

type Token =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: '*' } | { readonly kind: '**' };

function readParagraph(plain: string): RichRun[] {
  const runs: RichRun[] = [];
  let rest = plain;
  for (;;) {
    const link = /(?<!\\)(?:\\\\)*\[((?:\\.|[^\\[\]])+)\]\(((?:https?:\/\/|mailto:)[^\s<>"\\()]+)\)/i.exec(
      rest,
    );
    if (!link) break;
    const [all, words = '', href = ''] = link;
    const bracket = link.index + all.indexOf('[');
    runs.push(...readStyled(rest.slice(0, bracket), null), ...readStyled(words, href));
    rest = rest.slice(link.index + all.length);
  }
  return [...runs, ...readStyled(rest, null)];
}

function readStyled(plain: string, link: string | null): RichRun[] {
  const tokens = tokensOf(plain);
  for (const kind of ['*', '**'] as const) {
    // One that opens and never closes is only a sign.
    if (tokens.filter((token) => token.kind === kind).length % 2 === 1) {
      const last = tokens.findLastIndex((token) => token.kind === kind);
      tokens[last] = { kind: 'text', text: kind };
    }
  }
  let bold = false;
  let italic = false;
  const signs: Sign[] = [];
  for (const token of tokens) {
    if (token.kind === '**') bold = !bold;
    else if (token.kind === '*') italic = !italic;
    else signs.push({ text: token.text, bold, italic, link });
  }
  return runsOf(signs);
}

function tokensOf(plain: string): Token[] {
  const tokens: Token[] = [];
  for (const match of plain.matchAll(/\\([\\*[\].)-])|(\*+)|[^\\*]+|\\/g)) {
    const [all, escaped, stars] = match;
    const before = plain[match.index - 1] ?? ' ';
    const after = plain[match.index + all.length] ?? ' ';
    if (escaped !== undefined) tokens.push({ kind: 'text', text: escaped });
    else if (stars === undefined || stars.length > 3 || (before === ' ' && after === ' ')) {
      tokens.push({ kind: 'text', text: all });
    } else {
      if (stars.length > 1) tokens.push({ kind: '**' });
      if (stars.length !== 2) tokens.push({ kind: '*' });
    }
  }
  return tokens;
}
