import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QuorumScope } from '#lib/associations/rules/settings/quorum.ts';
import { resolveSettings, type Resolved } from '#lib/associations/rules/statutes.ts';
import { MORE_THAN_HALF, TWO_THIRDS, type Threshold } from '#lib/kernel/fractions.ts';
import { quorumOf, type Presence } from './quorum.ts';

const setting = <T>(value: T): Resolved<T> => ({
  value,
  source: 'statuts, art. 12',
  toVerify: false,
  isDefault: false,
});
const HALF: Threshold = { num: 1, den: 2, strict: false };

function quorum(presences: readonly Presence[], threshold: Threshold | null, scope: QuorumScope = 'overall') {
  return quorumOf(presences, { quorum: setting(threshold), scope: setting(scope) });
}

const whole = (voters: number, members: number): Presence[] => [{ college: null, voters, members }];
const colleges = (publicVoters: number, associativeVoters: number): Presence[] => [
  { college: 'public', voters: publicVoters, members: 10 },
  { college: 'associative', voters: associativeVoters, members: 10 },
];

describe('quorumOf', () => {
  it('says in the present what a meeting to come needs', () => {
    const rule = { quorum: setting(HALF), scope: setting('overall' as const) };
    const said = (when: 'held' | 'to-come') => quorumOf(whole(3, 18), rule, when).sentences[0];
    expect(said('to-come')).toContain('il en faut 9');
    expect(said('held')).toContain('il en fallait 9');
  });

  it.each([
    ['T11 : N30, 12 présents et 8 représentés', 20, 30, TWO_THIRDS, true, 20],
    ['T12 : N30, 19', 19, 30, TWO_THIRDS, false, 20],
    ['T15 : N50, 34', 34, 50, TWO_THIRDS, true, 34],
    ['T15 : N50, 33', 33, 50, TWO_THIRDS, false, 34],
    ['M8 : 42, la moitié au moins, 21', 21, 42, HALF, true, 21],
    ['M8 : 42, plus de la moitié, 21', 21, 42, MORE_THAN_HALF, false, 22],
    ['M8 : 42, plus de la moitié, 22', 22, 42, MORE_THAN_HALF, true, 22],
    ['M8 : 43, la moitié au moins, 21', 21, 43, HALF, false, 22],
    ['M8 : 43, la moitié au moins, 22', 22, 43, HALF, true, 22],
    ['M8 : 43, plus de la moitié, 22', 22, 43, MORE_THAN_HALF, true, 22],
    ['M8 : 300, la moitié, 149', 149, 300, HALF, false, 150],
    ['personne, dans un organe vide', 0, 0, HALF, false, 1],
  ] as const)('%s', (_, voters, members, threshold, met, needed) => {
    const answer = quorum(whole(voters, members), threshold);
    expect(answer.met).toBe(met);
    expect(answer.conditions).toEqual([
      {
        label: 'Quorum',
        votes: voters,
        base: members,
        needed,
        met,
        source: 'statuts, art. 12',
        toVerify: false,
      },
    ]);
  });

  it('says what is missing in votes, not in percents (M8)', () => {
    expect(quorum(whole(149, 300), HALF).sentences).toEqual([
      'Quorum\u00a0: présents ou représentés, 149 sur 300\u00a0; il en fallait 150 (la moitié au moins, statuts, art. 12)\u00a0: il en manque 1.',
    ]);
    expect(quorum(whole(20, 30), TWO_THIRDS).sentences[0]).toMatch(
      /il en fallait 20 \(2\/3, .*\)\u00a0: atteint\.$/,
    );
  });

  it.each([
    ['each-college', 6, 6, true, ['Quorum, public', 'Quorum, associatif']],
    ['each-college', 10, 5, false, ['Quorum, public', 'Quorum, associatif']],
    ['both', 6, 6, true, ['Quorum', 'Quorum, public', 'Quorum, associatif']],
    ['both', 10, 2, false, ['Quorum', 'Quorum, public', 'Quorum, associatif']],
    ['overall', 10, 2, true, ['Quorum']],
  ] as const)('M9 : %s, %i publics et %i associatifs : %s', (scope, a, b, met, labels) => {
    const answer = quorum(colleges(a, b), MORE_THAN_HALF, scope);
    expect(answer.met).toBe(met);
    expect(answer.conditions.map((condition) => condition.label)).toEqual(labels);
  });

  it('R-QUO-01 : sans quorum, il faut au moins quelqu’un', () => {
    expect(quorum(whole(1, 30), null).met).toBe(true);
    expect(quorum(whole(1, 30), null).sentences[0]).toContain('1 sur 30');
    expect(quorum(whole(0, 30), null).met).toBe(false);
  });

  it('asks two thirds for the statutes by default', () => {
    const statutes = resolveSettings([], { id: 'ag', kind: 'general-assembly' }, '2022-11-21');
    const rule = { quorum: statutes['quorum.statutes'], scope: statutes['quorum-scope'] };
    expect(quorumOf(whole(20, 30), rule).met).toBe(true);
    expect(quorumOf(whole(19, 30), rule).conditions[0]).toMatchObject({ source: 'CSA 9:21', toVerify: true });
  });

  it('never loses a quorum when one more person comes', () => {
    const count = fc.integer({ min: 0, max: 50 });
    const scope = fc.constantFrom<QuorumScope>('overall', 'each-college', 'both');
    fc.assert(
      fc.property(count, count, scope, (a, b, where) => {
        const of = (voters: number): Presence[] => [
          { college: 'public', voters, members: 51 },
          { college: 'associative', voters: b, members: 51 },
        ];
        fc.pre(quorum(of(a), MORE_THAN_HALF, where).met);
        expect(quorum(of(a + 1), MORE_THAN_HALF, where).met).toBe(true);
      }),
    );
  });
});
