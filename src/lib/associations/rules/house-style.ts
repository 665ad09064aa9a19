import type { Document, Logo } from '#lib/documents/blocks.ts';
import { nameWithForm } from '../identity.ts';

/** Someone who signs extracts. */
export interface Signatory {
  /** Empty: written by hand. */
  readonly name: string;
  /** "La coordinatrice générale" */
  readonly office: string;
}

/**
 * How the documents of an association look and what they always say: plain words, nothing to be worked out. An empty one
 * leaves the words of the tool. It is part of what a document is made from: a PV written in another style stays as it was.
 */
export interface HouseStyle {
  readonly logo: Logo | null;
  /** Under the mentions of the law: address of the site, telephone. */
  readonly lines: readonly string[];
  /** At the foot of each page, after what the document is. */
  readonly footer: string;
  /** Opens each PV, before the day and the hour. */
  readonly opening: string;
  /** Closes each PV, before the signatures. */
  readonly closing: string;
  /** Over the signatures of an extract. */
  readonly certified: string;
  /** Titles of those who sign a PV; empty: "La présidente", "Le secrétaire", as they are called. */
  readonly chairTitle: string;
  readonly secretaryTitle: string;
  /** Who signs extracts; empty: those who sign the PV. */
  readonly signatories: readonly Signatory[];
}

/** The documents of an association that chose nothing. */
export const PLAIN_STYLE: HouseStyle = {
  logo: null,
  lines: [],
  footer: '',
  opening: '',
  closing: '',
  certified: 'Pour extrait conforme',
  chairTitle: '',
  secretaryTitle: '',
  signatories: [],
};

/** The association as its documents head it. */
export interface LetterheadFacts {
  readonly name: string;
  /** "ASBL" */
  readonly legalForm: string;
  /** What the law wants on every document (CSA 2:20): seat, number, register. */
  readonly letterhead: readonly string[];
}

/** The frame of a document in the style of its association: whose it is, how it is headed, what stands at its foot. */
export function framed(
  association: LetterheadFacts,
  style: HouseStyle,
  { reference, foot }: { readonly reference: readonly string[]; readonly foot: string },
): Pick<Document, 'language' | 'author' | 'letterhead' | 'footer'> {
  const name = nameWithForm(association);
  return {
    language: 'fr',
    author: name,
    letterhead: {
      logo: style.logo,
      name,
      lines: [...association.letterhead, ...style.lines],
      reference,
    },
    footer: { left: [foot, style.footer].filter((words) => words !== '').join(' · ') },
  };
}
