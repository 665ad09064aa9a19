import { nameWithForm } from '#lib/associations/identity.ts';
import type { Block, Document } from '#lib/documents/blocks.ts';
import { dayInFigures, dayInWords } from '#lib/kernel/days.ts';
import { count, typography } from '#lib/kernel/french.ts';
import { SECTORS, type Sector } from '#lib/kernel/sectors.ts';
import { SECTOR_TITLES, type SeatInWords } from './words.ts';

/** Who sits in each body on a day, as plain data. */
export interface CompositionSnapshot {
  readonly association: {
    readonly name: string;
    /** "ASBL" */
    readonly legalForm: string;
    readonly letterhead: readonly string[];
  };
  /** ISO day. */
  readonly on: string;
  readonly bodies: readonly {
    readonly name: string;
    /** How it is composed, in words; empty when nobody said. */
    readonly composition: string;
    /** In the order of the list; vacant seats included. */
    readonly seats: readonly SeatInWords[];
  }[];
}

/** "Composition des instances" as in an annual report. Pure: the same snapshot gives the same document. */
export function compositionDocument({ association, on, bodies }: CompositionSnapshot): Document {
  const title = 'Composition des instances';
  const name = nameWithForm(association);
  return {
    title: `${title} au ${dayInWords(on)}`,
    language: 'fr',
    author: name,
    // The day of which it speaks: it is the same file whenever it is written.
    created: `${on}T00:00:00Z`,
    letterhead: {
      name,
      lines: association.letterhead,
      reference: [`Composition · ${dayInFigures(on)}`],
    },
    footer: { left: `${title} au ${dayInWords(on)}` },
    blocks: [
      { kind: 'heading', level: 1, text: title },
      { kind: 'paragraph', text: `Au ${dayInWords(on)}.` },
      ...bodies.flatMap(({ name, composition, seats }): Block[] => [
        { kind: 'heading', level: 2, text: typography(name) },
        ...(composition === '' ? [] : [{ kind: 'note' as const, text: typography(composition) }]),
        ...(seats.length === 0
          ? [{ kind: 'paragraph' as const, text: 'Personne n’a de mandat dans cette instance ce jour-là.' }]
          : SECTORS.flatMap((sector) => tableOf(sector, seats))),
      ]),
    ],
  };
}

/** "composition-2022-11-21.pdf" */
export function compositionFilename({ on }: CompositionSnapshot): string {
  return `composition-${on}.pdf`;
}

function tableOf(sector: Sector, all: readonly SeatInWords[]): Block[] {
  const seats = all.filter((seat) => seat.sector === sector);
  if (seats.length === 0) return [];
  const guests = seats.filter(({ office }) => office === 'invited');
  const votes = seats.filter(({ office }) => office !== 'invited');
  return [
    {
      kind: 'table',
      caption: [
        SECTOR_TITLES[sector],
        countInWords(votes, 'siège', 'sièges'),
        countInWords(guests, 'siège invité', 'sièges invités'),
      ]
        .filter((part) => part !== '')
        .join(', '),
      header: ['Nom', 'Organisation', 'Fonction'],
      rows: seats.map(({ name, organisation, title }) => [
        name ?? [{ text: 'siège vacant', italic: true }],
        organisation,
        title,
      ]),
    },
  ];
}

/** "9 sièges", "9 sièges dont 1 vacant", "1 siège vacant"; nothing when there is none. */
function countInWords(seats: readonly SeatInWords[], one: string, many: string): string {
  const vacant = seats.filter(({ name }) => name === null).length;
  if (seats.length === 0) return '';
  if (vacant === seats.length) return count(vacant, `${one} vacant`, `${many} vacants`);
  const all = count(seats.length, one, many);
  return vacant === 0 ? all : `${all} dont ${count(vacant, 'vacant', 'vacants')}`;
}
