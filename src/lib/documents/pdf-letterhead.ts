import type { Column, Content } from 'pdfmake/interfaces.js';
import type { Document, Logo } from './blocks.ts';
import { CONTENT_WIDTH, INK, look, type Page } from './pdf-look.ts';
import type { Tag } from './pdf-tags.ts';
import { write } from './pdf-text.ts';

/** The largest place that a logo takes, in points: it accompanies the name and never outgrows it. */
const PLACE = { width: 110, height: 52 };

/** The name of the association with what the law wants beside it, the reference at the right, a line underneath. */
export function layOutLetterhead(
  { letterhead: { logo, name, lines, reference } }: Document,
  page: Page,
): Content {
  const tag: Tag = { type: 'P', parent: page.root };
  return {
    stack: [
      {
        columns: [
          ...(logo ? [layOutLogo(logo)] : []),
          {
            width: '*',
            stack: [
              write(name, look.letterhead, tag, page),
              ...lines.map((line) => write(line, look.small, tag, page)),
            ],
          },
          {
            width: 'auto',
            margin: [0, 2.5, 0, 0],
            stack: reference.map((line) => ({
              ...write(line, look.small, tag, page),
              alignment: 'right' as const,
              noWrap: true,
            })),
          },
        ],
        columnGap: logo ? 16 : 24,
      },
      rule(CONTENT_WIDTH, INK, 0.8, 7),
    ],
  };
}

function layOutLogo({ mediaType, data, width, height }: Logo): Column {
  // A pixel is never larger than on a screen: a small picture stays sharp.
  const scale = Math.min(PLACE.width / width, PLACE.height / height, 0.75);
  return {
    image: `data:${mediaType};base64,${data}`,
    width: width * scale,
    height: height * scale,
  };
}

/** A line across, so many points below what stands over it. */
export function rule(width: number, color: string, thickness: number, above: number): Content {
  return {
    margin: [0, above, 0, 0],
    canvas: [{ type: 'line', x1: 0, y1: 0, x2: width, y2: 0, lineWidth: thickness, lineColor: color }],
  };
}
