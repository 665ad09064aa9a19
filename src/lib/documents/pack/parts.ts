import type { Document } from '../blocks.ts';

/** A document that follows the front pages. */
export interface Part {
  /** What links and bookmarks call it by. */
  readonly key: string;
  /** Printed before the number of each of its pages: "Annexe 3 · ". */
  readonly prefix: string;
  readonly content:
    | { readonly kind: 'pdf' | 'png' | 'jpeg'; readonly path: string }
    /** Cannot be shown: a page of `sheets` stands for it, the next one each time. */
    | { readonly kind: 'sheet' };
}

export interface Bookmark {
  readonly title: string;
  /** The key of a part; null: the first page. */
  readonly to: string | null;
  readonly children: readonly Bookmark[];
}

/** All that a pack is made of. Plain data, carried to a worker. */
export interface Assembly {
  /** The front pages. A link to `linkTo(key)` leads to the part of that key. */
  readonly front: Document;
  /** One page for each part that cannot be shown, in their order. */
  readonly sheets: Document | null;
  readonly parts: readonly Part[];
  readonly bookmarks: readonly Bookmark[];
  /** Where the PDF is written. */
  readonly out: string;
}

const LINK = 'https://annexe.invalid/';

/** An address that means a part, until the pack is put together. */
export function linkTo(key: string): string {
  return LINK + key;
}

/** The part that an address means; null for any other address. */
export function partOf(address: string): string | null {
  return address.startsWith(LINK) ? address.slice(LINK.length) : null;
}

/** What is wrong with a file that should be part of a pack. */
export type Fault = 'encrypted' | 'broken' | 'too-large';
