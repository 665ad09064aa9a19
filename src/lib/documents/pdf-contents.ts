import type { Content } from 'pdfmake/interfaces.js';
import type { Contents } from './blocks.ts';
import { SECOND_INK, look, type Page } from './pdf-look.ts';
import type { Tag } from './pdf-tags.ts';
import { write } from './pdf-text.ts';

/** Room for the number of a page, in points. */
const NUMBER = 34;

/** The table of contents: each line, its words and its number, leads to the page that it names. */
export function layOutContents({ entries }: Contents, page: Page): Content {
  const list: Tag = { type: 'TOC', parent: page.root };
  return {
    margin: [0, 4, 0, 0],
    stack: entries.map(({ level, text, target }) => {
      const line: Tag = { type: 'TOCI', parent: list };
      const style = level === 1 ? look.subheading : look.row;
      const words = write(text, style, line, page);
      return {
        margin: [level === 1 ? 0 : 12, level === 1 ? 9 : 1.5, 0, level === 1 ? 2 : 0] as [
          number,
          number,
          number,
          number,
        ],
        columnGap: 10,
        columns: [
          { ...words, text: words.text.map((cut) => ({ ...cut, linkToDestination: target })), width: '*' },
          {
            ...write('', { ...style, color: SECOND_INK }),
            text: [{ pageReference: target, font: 'serif-latin', tag: line, linkToDestination: target }],
            width: NUMBER,
            alignment: 'right' as const,
          },
        ],
      };
    }),
  };
}
