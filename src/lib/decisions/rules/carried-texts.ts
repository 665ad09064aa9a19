import type { ChainLink, Proposition } from './propositions.ts';

/** A text that goes with its item to another meeting, by the identifier that it has on the first. */
export type CarriedText = Pick<
  Proposition,
  'id' | 'role' | 'parentId' | 'position' | 'text' | 'author' | 'fallsWithId'
>;

/** Settled where it stood, so that nothing of it is left to vote. */
function isSettled({ state, role, parentId }: ChainLink, byId: ReadonlyMap<string, ChainLink>): boolean {
  if (state === 'withdrawn' || state === 'fallen' || state === 'rejected') return true;
  // The text that it changes says it already.
  return state === 'adopted' && role === 'amendment' && byId.get(parentId!)!.effective !== null;
}

/**
 * The texts of an item that is carried over, as they are still to be voted: an amendment that was adopted is in its text,
 * what was rejected, withdrawn or fell stays behind, and the parts of a text whose vote did not end are voted again. None
 * where the item was decided. Pure.
 */
export function textsToCarry(chain: readonly ChainLink[]): CarriedText[] {
  if (chain.some(({ state, parentId }) => state === 'adopted' && parentId === null)) return [];
  const byId = new Map(chain.map((link) => [link.id, link]));
  const stays = (link: ChainLink): boolean =>
    !isSettled(link, byId) && (link.parentId === null || stays(byId.get(link.parentId)!));
  const left = chain.filter(stays);
  const ids = new Set(left.map(({ id }) => id));
  const alone = left.filter(({ parentId }) => parentId === null).length === 1;
  return left.map(({ id, role, parentId, position, text, author, fallsWithId, amendedText, effective }) => ({
    id,
    role: role === 'alternative' && alone ? 'main' : role,
    parentId,
    position,
    text: amendedText !== null && amendedText === effective ? amendedText : text,
    author,
    fallsWithId: fallsWithId !== null && ids.has(fallsWithId) ? fallsWithId : null,
  }));
}
