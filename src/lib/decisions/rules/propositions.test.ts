import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../tests/fixtures/account-house.ts';
import { checkAddition, checkMove, checkOpen, checkTurn, checkVoteUndone } from './proposition-checks.ts';
import { chainOf, proposalOf, theOne, type ChainLink, type Proposition } from './propositions.ts';
import type { VerdictOutcome } from './verdict.ts';

const text = (id: string, more: Partial<Proposition> = {}): Proposition => ({
  id,
  role: 'main',
  parentId: null,
  position: 1,
  text: `Texte de ${id}.`,
  author: '',
  fallsWithId: null,
  amendedText: null,
  amendedWith: [],
  withdrawn: false,
  vote: null,
  ...more,
});
const amendment = (id: string, position: number, more: Partial<Proposition> = {}) =>
  text(id, { role: 'amendment', parentId: 'main', position, ...more });
const part = (id: string, position: number, more: Partial<Proposition> = {}) =>
  text(id, { role: 'part', parentId: 'main', position, ...more });
const other = (id: string, position: number, more: Partial<Proposition> = {}) =>
  text(id, { role: 'alternative', position, ...more });
const voted = (outcome: VerdictOutcome, reference = 'CA-2022-3') => ({
  vote: { decisionId: `vote ${reference}`, reference, outcome },
});
const seen = (chain: readonly ChainLink[]) => chain.map(({ name, state }) => `${name} ${state}`);
const whyOf = (chain: readonly ChainLink[], id: string) => chain.find((link) => link.id === id)!.why;

describe('chainOf', () => {
  it('votes amendments before the text, in the order that people gave them', () => {
    const chain = chainOf([text('main'), amendment('b', 3), amendment('a', 2)]);
    expect(seen(chain)).toEqual(['Amendement 1 next', 'Amendement 2 waiting', 'Texte waiting']);
    expect(chain.map(({ id }) => id)).toEqual(['a', 'b', 'main']);
    expect(whyOf(chain, 'a')).toBe('À voter maintenant, avant le texte qu’il change.');
    expect(whyOf(chain, 'main')).toBe('Viendra au vote après l’amendement 1.');
  });

  it('asks for the text with what was adopted, then puts that one to the vote', () => {
    const adopted = amendment('a', 2, voted('adopted'));
    const rejected = amendment('b', 3, voted('rejected', 'CA-2022-4'));
    const chain = chainOf([text('main'), adopted, rejected]);
    expect(seen(chain)).toEqual(['Amendement 1 adopted', 'Amendement 2 rejected', 'Texte text-awaited']);
    expect(whyOf(chain, 'a')).toBe('Adopté (CA-2022-3)\u00a0: il entre dans le texte.');
    expect(whyOf(chain, 'b')).toBe('Rejeté (CA-2022-4)\u00a0: le texte ne change pas.');
    expect(whyOf(chain, 'main')).toContain('tel que le change l’amendement 1');
    expect(chain[2]!.effective).toBeNull();

    const written = chainOf([
      text('main', { amendedText: 'Amendé.', amendedWith: ['a'] }),
      adopted,
      rejected,
    ]);
    expect(written[2]).toMatchObject({ state: 'next', effective: 'Amendé.', why: 'À voter maintenant.' });
    expect(proposalOf(written[2]!)).toBe('Amendé.');
    // One more is adopted: what was written no longer says everything.
    const more = amendment('c', 4, voted('adopted', 'CA-2022-5'));
    const again = chainOf([
      text('main', { amendedText: 'Amendé.', amendedWith: ['a'] }),
      adopted,
      rejected,
      more,
    ]);
    expect(again[3]!.why).toContain('tel que le changent l’amendement 1 et l’amendement 3');
    expect(proposalOf(again[3]!)).toBe('Texte de main.');
    // The vote on the only one was withdrawn: the text is itself again.
    const back = chainOf([
      text('main', { amendedText: 'Amendé.', amendedWith: ['a'] }),
      amendment('a', 2, { withdrawn: true }),
    ]);
    expect(back[1]!.effective).toBe('Texte de main.');
  });

  it('lets the incompatible ones fall, and all that belongs to what fell', () => {
    const chain = chainOf([
      text('main'),
      amendment('a', 2, voted('adopted')),
      amendment('b', 3, { fallsWithId: 'a' }),
      text('sub', { role: 'amendment', parentId: 'b', position: 4 }),
      amendment('c', 5, { fallsWithId: 'b' }),
    ]);
    expect(seen(chain)).toEqual([
      'Amendement 1 adopted',
      'Amendement 1 à l’amendement 2 fallen',
      'Amendement 2 fallen',
      'Amendement 3 next',
      'Texte waiting',
    ]);
    expect(whyOf(chain, 'b')).toBe(
      'Tombe sans vote, car l’amendement 1, incompatible, est adopté (CA-2022-3).',
    );
    expect(whyOf(chain, 'sub')).toBe('Tombe sans vote, car l’amendement 2 tombe.');
  });

  it('chooses among several texts: the first adopted makes the others fall', () => {
    const rejected = other('x', 1, voted('rejected'));
    expect(seen(chainOf([rejected, other('y', 2), other('z', 3)]))).toEqual([
      'Texte 1 rejected',
      'Texte 2 next',
      'Texte 3 waiting',
    ]);
    const chain = chainOf([
      rejected,
      other('y', 2, voted('adopted', 'CA-2022-4')),
      other('z', 3),
      text('on', { role: 'amendment', parentId: 'z', position: 4 }),
    ]);
    expect(seen(chain).slice(1)).toEqual([
      'Texte 2 adopted',
      'Amendement 1 au texte 3 fallen',
      'Texte 3 fallen',
    ]);
    expect(whyOf(chain, 'z')).toBe('Tombe sans vote, car le texte 2 est adopté (CA-2022-4).');
    expect(proposalOf(chain[1]!)).toBe('Texte 2\u00a0: Texte de y.');
  });

  it('votes the parts one by one, then the whole of what is kept', () => {
    const kept = part('p', 2, voted('adopted'));
    const left = part('q', 3, voted('rejected', 'CA-2022-4'));
    const last = part('r', 4, voted('adopted', 'CA-2022-5'));
    const chain = chainOf([text('main'), kept, left, last]);
    expect(seen(chain)).toEqual(['Partie 1 adopted', 'Partie 2 rejected', 'Partie 3 adopted', 'Texte next']);
    expect(whyOf(chain, 'p')).toContain('Adoptée');
    expect(chain[3]!.effective).toBe('Texte de p.\n\nTexte de r.');
    const on = text('on', {
      role: 'amendment',
      parentId: 'p',
      position: 9,
      ...voted('adopted', 'CA-2022-6'),
    });
    expect(chainOf([text('main'), kept, on]).at(-1)!.effective).toBe('Texte de p.');
    expect(chainOf([text('main'), part('p', 2), on])[0]!.name).toBe('Amendement 1 à la partie 1');
  });

  it('lets the whole fall when no part is kept; parts taken back are as if they had not been', () => {
    const left = part('q', 3, voted('no-valid-vote'));
    const fell = part('r', 4, { fallsWithId: 'x' });
    const linked = [text('main'), left, fell, other('x', 9, voted('adopted', 'CA-2022-9'))];
    expect(whyOf(chainOf(linked), 'main')).toBe('Tombe sans vote, car aucune partie n’est gardée.');
    expect(chainOf([text('main'), part('p', 2, { withdrawn: true })]).at(-1)).toMatchObject({
      state: 'next',
      effective: 'Texte de main.',
    });
    expect(chainOf([text('main'), part('p', 2, { withdrawn: true })])[0]!.why).toBe('Retirée avant le vote.');
  });

  it('lets what amends a withdrawn text fall', () => {
    const chain = chainOf([text('main', { withdrawn: true }), amendment('a', 2)]);
    expect(seen(chain)).toEqual(['Amendement 1 fallen', 'Texte withdrawn']);
    expect(whyOf(chain, 'a')).toBe('Tombe sans vote, car le texte est retiré.');
  });

  it('never has more than one text to vote at a time, and none once all is settled', () => {
    const outcomes = fc.constantFrom<VerdictOutcome | null>('adopted', 'rejected', null);
    fc.assert(
      fc.property(fc.array(outcomes, { maxLength: 6 }), (results) => {
        const amendments = results.map((outcome, index) =>
          amendment(String(index), index + 2, outcome === null ? {} : voted(outcome, String(index))),
        );
        const chain = chainOf([text('main'), ...amendments]);
        const now = chain.filter(({ state }) => state === 'next' || state === 'text-awaited');
        expect(now).toHaveLength(1);
        expect(chain.at(-1)!.role).toBe('main');
      }),
      { numRuns: 30 },
    );
  });
});

describe('checkTurn', () => {
  const chain = chainOf([
    text('main'),
    amendment('a', 2, voted('adopted')),
    amendment('b', 3),
    amendment('c', 4),
  ]);

  it('admits the one whose turn it is, and says which it is for the others', () => {
    expect(checkTurn(chain, 'b').done).toBe(true);
    expect(checkTurn(chain, 'main')).toMatchObject({
      refusal: { sentence: expect.stringContaining('c’est d’abord le tour de l’amendement 2') },
    });
    expect(checkTurn(chain, 'a')).toMatchObject({
      refusal: { code: 'not-its-turn', sentence: expect.stringContaining('le vote a déjà eu lieu') },
    });
    expect(refusalOf(checkTurn(chain, 'nobody'))).toBe('not-found');
  });

  it('waits for the text that the amendments make', () => {
    const written = chainOf([text('main'), amendment('a', 2, voted('adopted'))]);
    expect(refusalOf(checkTurn(written, 'main'))).toBe('text-awaited');
  });
});

describe('checkAddition', () => {
  const add = (chain: readonly ChainLink[], more: Partial<Proposition>) =>
    refusalOf(checkAddition(chain, { role: 'main', parentId: null, text: 'Autre.', ...more }));
  const plain = chainOf([text('main')]);
  const amended = chainOf([text('main'), amendment('a', 2)]);
  const deep = chainOf([
    text('main'),
    amendment('a', 2),
    text('s', { role: 'amendment', parentId: 'a', position: 3 }),
  ]);
  const divided = chainOf([text('main'), part('p', 2)]);

  it('keeps one main text, or several to choose from', () => {
    expect(add([], {})).toBeNull();
    expect(add(plain, {})).toBe('text-there-already');
    expect(add(plain, { role: 'alternative' })).toBeNull();
    expect(
      add(chainOf([other('x', 1, voted('rejected')), other('y', 2)]), { role: 'alternative' }),
    ).toBeNull();
    expect(add(chainOf([other('x', 1, voted('adopted'))]), { role: 'alternative' })).toBe('voting-begun');
    expect(add(chainOf([text('main', voted('rejected'))]), { role: 'alternative' })).toBe('voting-begun');
  });

  it('amends a text still to be voted, to the second degree', () => {
    expect(add(plain, { role: 'amendment', parentId: 'main' })).toBeNull();
    expect(add(amended, { role: 'amendment', parentId: 'a' })).toBeNull();
    expect(add(deep, { role: 'amendment', parentId: 's' })).toBe('too-deep');
    expect(add(plain, { role: 'amendment', parentId: null })).toBe('not-found');
    expect(add(chainOf([text('main', voted('adopted'))]), { role: 'amendment', parentId: 'main' })).toBe(
      'proposition-over',
    );
  });

  it('divides a whole text without amendments, within the length of a decision', () => {
    expect(add(plain, { role: 'part', parentId: 'main' })).toBeNull();
    expect(add(amended, { role: 'part', parentId: 'main' })).toBe('has-amendments');
    expect(add(divided, { role: 'part', parentId: 'p' })).toBe('cannot-divide');
    expect(add(divided, { role: 'amendment', parentId: 'main' })).toBe('has-parts');
    expect(add(divided, { role: 'amendment', parentId: 'p' })).toBeNull();
    expect(add(divided, { role: 'part', parentId: 'main', text: 'x'.repeat(3895) })).toBe('parts-too-long');
  });
});

describe('checkMove', () => {
  const chain = chainOf([
    text('main'),
    amendment('a', 2, voted('rejected')),
    amendment('b', 3),
    amendment('c', 4),
  ]);

  it('trades places among those still to be voted', () => {
    expect(doneValue(checkMove(chain, 'c', 'up')).neighbour.id).toBe('b');
    expect(doneValue(checkMove(chain, 'b', 'down')).neighbour.id).toBe('c');
    expect(refusalOf(checkMove(chain, 'b', 'up'))).toBe('no-neighbour');
    expect(refusalOf(checkMove(chain, 'a', 'down'))).toBe('proposition-over');
    expect(refusalOf(checkMove(chain, 'nobody', 'down'))).toBe('not-found');
    expect(checkOpen(chain.find(({ id }) => id === 'main')).done).toBe(true);
  });
});

describe('checkVoteUndone', () => {
  it('keeps a vote on which a later one rests', () => {
    const chain = chainOf([
      text('main', voted('adopted', 'CA-2022-4')),
      amendment('a', 2, voted('rejected', 'CA-2022-3')),
    ]);
    expect(checkVoteUndone(chain, 'vote CA-2022-3', 'retirer')).toMatchObject({
      refusal: {
        code: 'decision-rested-upon',
        sentence: expect.stringContaining('le texte a été mis aux voix ensuite, sur cette base (CA-2022-4)'),
      },
    });
    expect(checkVoteUndone(chain, 'vote CA-2022-4', 'corriger ainsi').done).toBe(true);
    expect(checkVoteUndone(chain, 'another', 'retirer').done).toBe(true);
  });
});

describe('theOne', () => {
  it('names a text inside a sentence', () => {
    expect(theOne({ role: 'part', name: 'Partie 2' })).toBe('la partie 2');
  });
});
