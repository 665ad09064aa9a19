import type { Family } from './pdf-fonts.ts';
import type { Tag } from './pdf-tags.ts';

/** What every part of the page needs to know. */
export interface Page {
  readonly accent: string;
  readonly root: Tag;
}

export const INK = '#1f1e1b';
export const SECOND_INK = '#5b5850';
export const RULE = '#cfc9bb';

/** In points. The sides leave lines of some 80 signs. */
export const MARGIN = { side: 68, top: 58, bottom: 66 };
export const CONTENT_WIDTH = 595.28 - 2 * MARGIN.side;
/** Where the numbers of items stand. */
export const GUTTER = 27;

export interface Look {
  readonly family: Family;
  readonly size: number;
  /** From one line of text to the next, in points. */
  readonly leading: number;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly color?: string;
  readonly spacing?: number;
}

export const look = {
  letterhead: { family: 'serif', size: 11.7, leading: 15.5, bold: true },
  title: { family: 'serif', size: 19, leading: 24, bold: true },
  heading: { family: 'serif', size: 13.5, leading: 18, bold: true },
  subheading: { family: 'serif', size: 11.5, leading: 16, bold: true },
  item: { family: 'serif', size: 12, leading: 16, bold: true },
  nestedItem: { family: 'serif', size: 11, leading: 15, bold: true },
  body: { family: 'serif', size: 10.5, leading: 15 },
  proposal: { family: 'serif', size: 10.5, leading: 15, bold: true },
  movement: { family: 'serif', size: 10.5, leading: 15, italic: true, color: SECOND_INK },
  row: { family: 'serif', size: 9.8, leading: 13.5 },
  place: { family: 'serif', size: 9.8, leading: 13.5, italic: true, color: SECOND_INK },
  cell: { family: 'serif', size: 9.5, leading: 13 },
  label: { family: 'sans', size: 9, leading: 12.5, bold: true },
  small: { family: 'sans', size: 8.8, leading: 12.5, color: SECOND_INK },
  foot: { family: 'sans', size: 8, leading: 11, color: SECOND_INK },
} satisfies Record<string, Look>;
