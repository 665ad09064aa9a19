import { describe, expect, it } from 'vitest';
import { textsToCarry } from './carried-texts.ts';
import { chainOf, type Proposition } from './propositions.ts';

const text = (id: string, more: Partial<Proposition> = {}): Proposition => ({
  id,
  role: 'main',
  parentId: null,
  position: 0,
  text: `Texte ${id}`,
  author: '',
  fallsWithId: null,
  amendedText: null,
  amendedWith: [],
  withdrawn: false,
  vote: null,
  ...more,
});
const voted = (outcome: 'adopted' | 'rejected'): Pick<Proposition, 'vote'> => ({
  vote: { decisionId: `d-${outcome}`, reference: 'AG-2022-1', outcome },
});
const amendment = (id: string, more: Partial<Proposition> = {}) =>
  text(id, { role: 'amendment', parentId: 'main', ...more });
const carried = (...propositions: Proposition[]) =>
  textsToCarry(chainOf(propositions)).map(({ id, role, text: words }) => [id, role, words]);

describe('the texts of an item that is carried over', () => {
  it('all go where nothing was voted, but not those that were withdrawn', () => {
    expect(
      carried(
        text('main'),
        amendment('a', { fallsWithId: 'b' }),
        amendment('b', { position: 1 }),
        amendment('c', { position: 2, withdrawn: true }),
        amendment('under', { parentId: 'c' }),
      ),
    ).toEqual([
      ['a', 'amendment', 'Texte a'],
      ['b', 'amendment', 'Texte b'],
      ['main', 'main', 'Texte main'],
    ]);
    const [first] = textsToCarry(chainOf([text('main'), amendment('a', { fallsWithId: 'gone' })]));
    expect(first!.fallsWithId).toBe(null);
    expect(
      textsToCarry(chainOf([text('main'), amendment('a', { fallsWithId: 'main' })]))[0]!.fallsWithId,
    ).toBe('main');
  });

  it('say the amendments that were adopted, and leave behind those that were rejected', () => {
    expect(
      carried(
        text('main', { amendedText: 'Texte amendé', amendedWith: ['a'] }),
        amendment('a', voted('adopted')),
        amendment('b', { position: 1, ...voted('rejected') }),
        amendment('c', { position: 2 }),
      ),
    ).toEqual([
      ['c', 'amendment', 'Texte c'],
      ['main', 'main', 'Texte amendé'],
    ]);
    // Not written into the text yet: it is voted again.
    expect(carried(text('main'), amendment('a', voted('adopted')))).toEqual([
      ['a', 'amendment', 'Texte a'],
      ['main', 'main', 'Texte main'],
    ]);
  });

  it('are what is left to choose from, or to vote part by part', () => {
    const choice = (id: string, more: Partial<Proposition> = {}) =>
      text(id, { role: 'alternative', ...more });
    expect(carried(choice('x', voted('rejected')), choice('y', { position: 1 }))).toEqual([
      ['y', 'main', 'Texte y'],
    ]);
    expect(carried(choice('x'), choice('y', { position: 1 })).map(([, role]) => role)).toEqual([
      'alternative',
      'alternative',
    ]);
    const part = (id: string, more: Partial<Proposition> = {}) =>
      text(id, { role: 'part', parentId: 'main', ...more });
    expect(
      carried(text('main'), part('p', voted('adopted')), part('q', { position: 1 })).map(([id]) => id),
    ).toEqual(['p', 'q', 'main']);
  });

  it('are none where the item was decided', () => {
    expect(carried(text('main', voted('adopted')))).toEqual([]);
  });
});
