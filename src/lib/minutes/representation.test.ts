import { describe, expect, it } from 'vitest';
import type { PersonAtVote } from '#lib/decisions/rules/snapshot.ts';
import { listedHolders, representedAt } from './representation.ts';

const at = (
  ...people: readonly (readonly [mandateId: string, representedBy: string | null, inConflict?: boolean])[]
) => ({
  people: people.map(([mandateId, representedBy, inConflict = false]): PersonAtVote => ({
    mandateId,
    name: mandateId,
    civility: null,
    organisation: 'Organisation',
    sector: 'public',
    college: null,
    office: 'member',
    state: 'excused',
    inConflict,
    votes: 1,
    representedBy,
  })),
});
const names = (people: readonly PersonAtVote[]) => people.map(({ mandateId }) => mandateId);

describe('who votes for whom', () => {
  it('is as things stand at the moment of writing, where no vote was kept', () => {
    expect(listedHolders([], new Map([['a', 'Alix']]))).toEqual(new Map([['a', 'Alix']]));
  });

  it('is in the list of those present when it holds at every vote, whatever happened since', () => {
    const votes = [at(['a', 'Alix'], ['b', null]), at(['a', 'Alix'], ['b', null])];
    expect(listedHolders(votes, new Map([['b', 'Bea']]))).toEqual(
      new Map([
        ['a', 'Alix'],
        ['b', null],
      ]),
    );
    expect(representedAt(votes[0]!, votes)).toEqual([]);
  });

  it('is said with each vote when it changed on the way', () => {
    const votes = [at(['a', 'Alix']), at(['a', null]), at(['a', 'Bea'])];
    expect(listedHolders(votes, new Map())).toEqual(new Map());
    expect(votes.map((vote) => names(representedAt(vote, votes)))).toEqual([['a'], [], ['a']]);
  });

  it('is not changed by a conflict of interest on one item', () => {
    const votes = [at(['a', 'Alix']), at(['a', null, true])];
    expect(listedHolders(votes, new Map())).toEqual(new Map([['a', 'Alix']]));
    expect(votes.flatMap((vote) => names(representedAt(vote, votes)))).toEqual([]);
  });
});
