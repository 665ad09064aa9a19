import type { Block, List, Text } from './blocks.ts';

/** What a message is made of. */
export type MessageBlock = Extract<Block, { kind: 'heading' | 'paragraph' | 'note' | 'list' }>;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Words as HTML shows them. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ESCAPES[sign]!).replaceAll('\n', '<br>');

/** A text with its emphasis and its links. */
export function inline(text: Text): string {
  if (typeof text === 'string') return escaped(text);
  return text
    .map(({ text: words, bold, italic, link }) => {
      let html = escaped(words);
      if (bold) html = `<strong>${html}</strong>`;
      if (italic) html = `<em>${html}</em>`;
      return link === undefined ? html : `<a href="${escaped(link)}">${html}</a>`;
    })
    .join('');
}

function listToHtml({ ordered, items }: List): string {
  const tag = ordered ? 'ol' : 'ul';
  return `<${tag}>${items.map((item) => `<li>${item.map(blockToHtml).join('')}</li>`).join('')}</${tag}>`;
}

function blockToHtml(block: MessageBlock): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escaped(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${inline(block.text)}</p>`;
    case 'note':
      return `<p><small>${inline(block.text)}</small></p>`;
    case 'list':
      return listToHtml(block);
  }
}

/** Writes blocks as the HTML of a message: no style, no picture, nothing fetched. */
export function blocksToHtml(title: string, blocks: readonly MessageBlock[]): string {
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${escaped(title)}</title></head><body>${blocks.map(blockToHtml).join('\n')}</body></html>`;
}
