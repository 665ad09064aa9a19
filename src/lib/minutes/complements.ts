import type { Block, Document, Paragraph } from '#lib/documents/blocks.ts';
import { blocksToText } from '#lib/documents/text.ts';
import { typography } from '#lib/kernel/french.ts';

/** What the secretary adds to a sentence that is written from the facts. */
interface Complement {
  readonly text: string;
  /** The sentence is no longer the one that was completed. Never in a version that was sent. */
  readonly review?: true;
}

/** By the place of the sentence in its snapshot, which does not move: "opening", "2.decision.0". */
export type Complements = Readonly<Record<string, Complement>>;

/** A sentence or a paragraph of a PV that is written from the facts. */
export interface Sentence {
  /** Its place in the snapshot. */
  readonly place: string;
  readonly text: string;
  /** "3. Budget": the item under which it stands; null outside of the agenda. */
  readonly under: string | null;
}

const TO_REVIEW = 'À revoir\u00a0: la phrase a changé depuis.';

/** How many complements wait to be looked at again, because their sentence changed or went. */
export function pendingReviews({
  complements = {},
  lostComplements = [],
}: {
  readonly complements?: Complements;
  readonly lostComplements?: readonly string[];
}): number {
  return Object.values(complements).filter(({ review }) => review).length + lostComplements.length;
}

/** Writes a block that tells a fact, then what it is completed with. */
export type Tell = <B extends Block>(block: B, place: string) => (B | Paragraph)[];

const paragraphs = (text: string): Paragraph[] =>
  text.split(/\n+/).map((line) => ({ kind: 'paragraph', text: typography(line) }));

/** What writes facts with their complements; `shown` changes the words of these. Pure. */
export function telling(
  complements: Complements = {},
  shown: (text: string) => string = (text) => text,
): Tell {
  return (block, place) => {
    const complement = complements[place];
    return [
      { ...block, key: place },
      ...(complement ? paragraphs(shown(complement.text)) : []),
      ...(complement?.review
        ? [{ kind: 'paragraph' as const, text: [{ text: TO_REVIEW, italic: true }] }]
        : []),
    ];
  };
}

/** What completed a sentence that is not there any more, apart and under its own title, until the secretary settles it. */
export function lostBlocks(lost: readonly string[] = []): Block[] {
  if (lost.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'À revoir\u00a0: compléments dont la phrase n’existe plus' },
    ...lost.flatMap(paragraphs),
  ];
}

/** The sentences of a PV that can be completed, in the order in which it tells them. Pure. */
export function sentencesOf({ blocks }: Pick<Document, 'blocks'>): Sentence[] {
  return within(blocks, null);
}

function within(blocks: readonly Block[], under: string | null): Sentence[] {
  return blocks.flatMap((block): Sentence[] => {
    if (block.kind === 'item') return within(block.blocks, `${block.number}. ${block.title}`);
    if (block.kind === 'list') return block.items.flatMap((entry) => within(entry, under));
    if (!('key' in block) || block.key === undefined) return [];
    const text = block.kind === 'signatures' ? block.place! : blocksToText([block]);
    return [{ place: block.key, text, under }];
  });
}
