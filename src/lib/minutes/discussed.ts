import type { ChainLink } from '#lib/decisions/rules/propositions.ts';
import type { Block } from '#lib/documents/blocks.ts';
import { typography } from '#lib/kernel/french.ts';
import type { Tell } from './complements.ts';
import type { DiscussedText, MinutedDecision } from './snapshot.ts';

/** The text under which the vote of this decision stands; null where it is on a text of its own. Pure. */
export function discussedUnder(
  chain: readonly Pick<ChainLink, 'id' | 'parentId' | 'depth' | 'name' | 'text' | 'author' | 'vote'>[],
  decisionId: string,
): DiscussedText | null {
  const link = chain.find(({ vote }) => vote?.decisionId === decisionId);
  if (!link || link.depth === 0) return null;
  let root = link;
  while (root.parentId !== null) root = chain.find(({ id }) => id === root.parentId)!;
  const { name, text, author } = root;
  return { depth: link.depth, name, text, author };
}

function introduction({ name, text, author }: DiscussedText): Block {
  const by = author === '' ? '' : `, proposé par ${typography(author)}`;
  return { kind: 'paragraph', text: `${name} en discussion${by}\u00a0: «\u00a0${typography(text)}\u00a0»` };
}

/**
 * The decisions of an item in the order of the votes: those on amendments and parts stand under the text that was discussed,
 * told once before them. `written`: a decision as a block. `at`: the place of the item. Pure.
 */
export function nestedDecisions(
  decisions: readonly MinutedDecision[],
  written: (decision: MinutedDecision) => Block,
  tell: Tell,
  at: number,
): Block[] {
  let told: string | null = null;
  return decisions.flatMap((decision, index): Block[] => {
    const { under } = decision;
    const place = `${at}.decision.${index}`;
    if (!under) return tell(written(decision), place);
    const known = told === under.text;
    told = under.text;
    const block = { ...written(decision), depth: under.depth > 1 ? (2 as const) : (1 as const) };
    return [...(known ? [] : tell(introduction(under), `${at}.text.${index}`)), ...tell(block, place)];
  });
}
