import type { Column as LaidColumn, Content } from 'pdfmake/interfaces.js';
import type { Sector } from '#lib/kernel/sectors.ts';
import type { Block } from './blocks.ts';
import { CONTENT_WIDTH, RULE, look, type Page } from './pdf-look.ts';
import type { Tag } from './pdf-tags.ts';
import { write } from './pdf-text.ts';

type Attendance = Extract<Block, { kind: 'attendance' }>;
type Group = Attendance['groups'][number];
type Column = Group['columns'][number];

/** Only what surely fits on a page is kept whole: pdfmake would lose the rest. In signs, and in rows. */
const SHORT = 150;
const FEW = 10;

const GAP = 22;
const WIDTH = (CONTENT_WIDTH - GAP) / 2;

/** Who was there, sector beside sector. */
export function layOutAttendance(attendance: Attendance, page: Page): Content {
  return { margin: [0, 5, 0, 5], stack: attendance.groups.map((group) => layOutGroup(group, page)) };
}

function layOutGroup(group: Group, page: Page): Content {
  const pairs = group.columns.flatMap((_, index) =>
    index % 2 === 0 ? [group.columns.slice(index, index + 2)] : [],
  );
  const title = write(group.title, look.subheading, { type: 'P', parent: page.root }, page);
  return {
    stack: pairs.map((pair, index) => {
      const whole = pair.every(({ rows }) => rows.length <= FEW && rows.every(isShort));
      return {
        unbreakable: whole,
        margin: [0, 0, 0, 6] as [number, number, number, number],
        stack: [
          ...(index > 0
            ? []
            : [
                {
                  ...title,
                  margin: [0, 4, 0, 3] as [number, number, number, number],
                  // A page break decided inside a piece kept whole would lose all of it.
                  ...(!whole && { headlineLevel: 9 }),
                },
              ]),
          { columnGap: GAP, columns: pair.map((column) => layOutColumn(column, page)) },
        ],
      };
    }),
  };
}

function isShort(row: Column['rows'][number]): boolean {
  return Object.values(row).join('').length < SHORT;
}

function layOutColumn(column: Column, page: Page): LaidColumn {
  const title = write(column.title, look.label, { type: 'P', parent: page.root }, page);
  const list: Tag = { type: 'L', parent: page.root };
  return {
    width: WIDTH,
    stack: [
      column.sector === undefined
        ? title
        : {
            columnGap: 0,
            columns: [shape(column.sector), { ...title, width: '*' }],
          },
      {
        margin: [0, 2, 0, 3],
        canvas: [{ type: 'line', x1: 0, y1: 0, x2: WIDTH, y2: 0, lineWidth: 0.6, lineColor: RULE }],
      },
      ...column.rows.map((row) => layOutRow(row, list, page)),
    ],
  };
}

/** Part of the width given to the organisation, in hundredths: as its name is long beside that of the person. */
function organisationShare({ name, office = '', organisation = '' }: Column['rows'][number]): number {
  const person = name.length + office.length;
  return Math.min(55, Math.max(20, Math.round((100 * organisation.length) / (organisation.length + person))));
}

function layOutRow(row: Column['rows'][number], list: Tag, page: Page): Content {
  const body: Tag = { type: 'LBody', parent: { type: 'LI', parent: list } };
  const tag: Tag = { type: 'P', parent: body };
  const name = write(row.office === undefined ? row.name : `${row.name}, `, look.row, tag, page);
  const office = write(row.office ?? '', look.row, tag, page).text.map((piece) => ({
    ...piece,
    noWrap: true,
  }));
  return {
    unbreakable: isShort(row),
    margin: [0, 0, 0, 1.5],
    columnGap: 6,
    columns: [
      {
        width: '*',
        stack: [
          { ...name, text: [...name.text, ...office] },
          ...(row.remark === undefined ? [] : [write(row.remark, look.small, tag, page)]),
        ],
      },
      ...(row.organisation === undefined
        ? []
        : [
            {
              ...write(row.organisation, look.place, { type: 'P', parent: body }, page),
              width: `${organisationShare(row)}%`,
              alignment: 'right' as const,
            },
          ]),
    ],
  };
}

/**
 * Each sector has its colour and its shape, so that it is known in black and white too. Pictures rather than
 * drawing on the page: pdfmake moves the points of a drawing again each time it lays the pages out anew.
 */
const SHAPES: Record<Sector, string> = {
  public: '<rect x="0.5" y="2.8" width="6" height="6" fill="#2f4b8f"/>',
  associative: '<circle cx="3.5" cy="5.8" r="3.2" fill="#b1502a"/>',
  government: '<path d="M3.5 2 L7 5.8 L3.5 9.6 L0 5.8 Z" fill="#6b6558"/>',
};

function shape(sector: Sector): LaidColumn {
  return { width: 11, svg: `<svg width="11" height="10" viewBox="0 0 11 10">${SHAPES[sector]}</svg>` };
}
