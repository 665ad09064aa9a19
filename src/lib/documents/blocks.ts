import type { Sector } from '#lib/kernel/sectors.ts';

/**
 * A document as plain data: built by a pure function from a snapshot, carried to a worker, written as PDF
 * or text. Nothing here knows how it will look. Everything is JSON: no dates, no functions, no undefined.
 */
export interface Document {
  readonly title: string;
  readonly language: 'fr';
  /** The association that answers for the document. */
  readonly author: string;
  /** ISO instant taken from the data, never from the clock: the same document is the same file. */
  readonly created: string;
  /** One word across each page while the document is not final: "Projet". */
  readonly watermark?: string;
  /** Colour of the association, "#0e5a6b" unless told otherwise. */
  readonly accent?: string;
  readonly letterhead: Letterhead;
  /** `numbered: false`: its pages are part of something longer, whose numbers are set when it is put together. */
  readonly footer: { readonly left: string; readonly numbered?: false };
  readonly blocks: readonly Block[];
}

interface Letterhead {
  /** Stands before the name; decoration, since the name says whose it is. */
  readonly logo?: Logo | null;
  readonly name: string;
  /** Company number, seat, register, account, e-mail. */
  readonly lines: readonly string[];
  /** Reference of the document and its kind, at the right; the first one is repeated on every page. */
  readonly reference: readonly string[];
}

/** A picture kept with the document, so that the same document is the same file for ever. */
export interface Logo {
  readonly mediaType: 'image/png' | 'image/jpeg';
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** Its bytes, in base64. */
  readonly data: string;
}

/** A stretch of text in one style. Links go to http, https or mailto addresses. */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly link?: string;
}

export type Text = string | readonly Run[];

export type Block =
  | Heading
  | Paragraph
  | List
  | Attendance
  | Item
  | Decision
  | Movement
  | Note
  | Table
  | Signatures
  | Contents
  | PageBreak;

/** What may stand in running text: the notes of an item. */
export type Prose = Paragraph | List;

/** What tells a fact, and can be found again by it. Writers do not look at it. */
interface Keyed {
  readonly key?: string;
}

/** Level 1 is the title of the document, seen once. */
export interface Heading {
  readonly kind: 'heading';
  /** Where the table of contents leads: letters, figures and hyphens, once in a document. */
  readonly id?: string;
  readonly level: 1 | 2 | 3;
  readonly text: string;
}

export interface Paragraph extends Keyed {
  readonly kind: 'paragraph';
  readonly text: Text;
}

export interface List {
  readonly kind: 'list';
  readonly ordered: boolean;
  /** Each entry is a paragraph or more, with lists inside. */
  readonly items: readonly (readonly Prose[])[];
}

/** Who was there: groups (present, excused, absent), in each the sectors side by side. */
export interface Attendance extends Keyed {
  readonly kind: 'attendance';
  readonly groups: readonly AttendanceGroup[];
}

interface AttendanceGroup {
  /** "Présents ou représentés" */
  readonly title: string;
  readonly columns: readonly AttendanceColumn[];
}

interface AttendanceColumn {
  /** "Secteur public" */
  readonly title: string;
  /** Draws the shape of the sector before the title. */
  readonly sector?: Sector;
  readonly rows: readonly AttendanceRow[];
}

interface AttendanceRow {
  readonly name: string;
  /** "présidente", after the name. */
  readonly office?: string;
  /** "CPAS d’Arlon", at the right. */
  readonly organisation?: string;
  /** "procuration à Céline Cugnon", "jusqu’à 15 h 20", under the name. */
  readonly remark?: string;
}

/** An item of the agenda. Its number stands in the margin. */
export interface Item {
  readonly kind: 'item';
  /** "3", "b": as printed on the agenda. */
  readonly number: string;
  readonly title: string;
  /** 1 for an item, 2 for an item inside an item, and so on. */
  readonly level: number;
  /** Notes, movements, decisions of the item; nested items follow as blocks of their own, or stand here. */
  readonly blocks: readonly Block[];
}

export interface Decision extends Keyed {
  readonly kind: 'decision';
  /** As that of a heading: it then stands among the bookmarks too. */
  readonly id?: string;
  /** How deep it stands under the text that it amends; without it, it stands for itself. */
  readonly depth?: 1 | 2;
  /** What stands over it. Only what is adopted is a decision: anything else stays a proposal. */
  readonly label: 'Décision' | 'Proposition';
  /** "CA-2022-11" */
  readonly reference?: string;
  /** The exact text put to the vote. */
  readonly proposal: Text;
  /** "La proposition est adoptée par 12 voix pour, une contre et une abstention." */
  readonly outcome: string;
  /** One line per figure that decided: "Secteur public : 7 pour, une contre ; il en fallait 5." */
  readonly arithmetic: readonly string[];
  /** "Décret du 17 juillet 2003, art. 12" */
  readonly source?: string;
}

/** Someone comes, goes, or keeps out of an item. */
interface Movement extends Keyed {
  readonly kind: 'movement';
  readonly text: string;
}

/** A remark in small type: a source, a caution. */
interface Note extends Keyed {
  readonly kind: 'note';
  readonly text: Text;
}

export interface Table {
  readonly kind: 'table';
  readonly caption?: string;
  readonly header: readonly string[];
  /** As many cells in each row as in the header. */
  readonly rows: readonly (readonly Text[])[];
  /** Per column; left unless told otherwise. Figures go right. */
  readonly align?: readonly ('left' | 'right')[];
}

/** Kept together on one page. */
export interface Signatures extends Keyed {
  readonly kind: 'signatures';
  /** What stands over the names: "Fait à Bastogne, le 21 novembre 2022." */
  readonly place?: string;
  readonly people: readonly { readonly name: string; readonly office: string }[];
}

/** A table of contents: each line leads to a place of the document and says its page. */
export interface Contents {
  readonly kind: 'contents';
  readonly entries: readonly {
    readonly level: 1 | 2;
    readonly text: string;
    /** The `id` of a heading or of a decision of this document. */
    readonly target: string;
  }[];
}

interface PageBreak {
  readonly kind: 'page-break';
}

/** The words of a text without their style. */
export function plainText(text: Text): string {
  return typeof text === 'string' ? text : text.map((run) => run.text).join('');
}
