import type { CanvasElement, Column as LaidColumn, Content } from 'pdfmake/interfaces.js';
import type { Sector } from '#lib/kernel/sectors.ts';
import type { Block } from './blocks.ts';
import { CONTENT_WIDTH, RULE, look, type Page } from './pdf-look.ts';
import type { Tag } from './pdf-tags.ts';
import { write } from './pdf-text.ts';

type Attendance = Extract<Block, { kind: 'attendance' }>;
type Group = Attendance['groups'][number];
type Column = Group['columns'][number];

/** Longer rows may be broken over two pages: pdfmake would lose what does not fit. */
const SHORT = 300;

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
  return {
    margin: [0, 4, 0, 3],
    stack: [
      {
        ...write(group.title, look.subheading, { type: 'P', parent: page.root }, page),
        headlineLevel: 9,
        margin: [0, 0, 0, 3],
      },
      ...pairs.map((pair) => ({
        margin: [0, 0, 0, 6] as [number, number, number, number],
        columnGap: GAP,
        columns: pair.map((column) => layOutColumn(column, page)),
      })),
    ],
  };
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
            columns: [
              { width: 11, canvas: [shape(column.sector)] },
              { ...title, width: '*' },
            ],
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
  const tag: Tag = { type: 'LBody', parent: { type: 'LI', parent: list } };
  const name = write(row.office === undefined ? row.name : `${row.name}, `, look.row, tag, page);
  const office = write(row.office ?? '', look.row, tag, page).text.map((piece) => ({
    ...piece,
    noWrap: true,
  }));
  return {
    unbreakable: Object.values(row).join('').length < SHORT,
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
              ...write(row.organisation, look.place, tag, page),
              width: `${organisationShare(row)}%`,
              alignment: 'right' as const,
            },
          ]),
    ],
  };
}

/** Each sector has its colour and its shape, so that it is known in black and white too. */
function shape(sector: Sector): CanvasElement {
  switch (sector) {
    case 'public':
      return { type: 'rect', x: 0, y: 3.2, w: 6, h: 6, color: '#2f4b8f' };
    case 'associative':
      return { type: 'ellipse', x: 3.2, y: 6.2, r1: 3.2, r2: 3.2, color: '#b1502a' };
    case 'government':
      return {
        type: 'polyline',
        closePath: true,
        color: '#6b6558',
        points: [
          { x: 3.5, y: 2.4 },
          { x: 7, y: 6.2 },
          { x: 3.5, y: 10 },
          { x: 0, y: 6.2 },
        ],
      };
  }
}
