import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveSettings } from '#lib/associations/rules/statutes.ts';
import type { AttendanceState } from '../vocabulary.ts';
import { checkMovement } from './movements.ts';
import { presencesOf } from './presence.ts';
import { quorumOf } from './quorum.ts';
import { representationOf, type GivenProxy, type ProxyRule, type Voter } from './representation.ts';

const voter = (mandateId: string, state: AttendanceState | null): Voter => ({ mandateId, state });
const proxy = (id: string, principal: string, holder: string | null): GivenProxy => ({
  id,
  principalMandateId: principal,
  holderMandateId: holder,
  givenAt: '2022-11-20T10:00:00Z',
});
const MEMBER: ProxyRule = { proxies: 'member', most: null };

describe('representationOf', () => {
  const voters = [voter('a', 'present'), voter('b', 'remote'), voter('c', 'excused'), voter('d', null)];
  it.each<[string, GivenProxy, Partial<ProxyRule>, string[], string | null]>([
    ['counts', proxy('1', 'c', 'a'), {}, [], null],
    ['of someone who is there', proxy('1', 'b', 'a'), {}, [], 'principal-there'],
    ['held by someone away: no chain', proxy('1', 'c', 'd'), {}, [], 'holder-away'],
    ['held by someone in conflict', proxy('1', 'c', 'a'), {}, ['a'], 'holder-conflict'],
    ['of someone in conflict', proxy('1', 'c', 'a'), {}, ['c'], 'principal-conflict'],
    ['where there are none', proxy('1', 'c', 'a'), { proxies: 'none' }, [], 'not-allowed'],
    ['held from outside, not admitted', proxy('1', 'c', null), {}, [], 'not-allowed'],
    ['held from outside, noted', proxy('1', 'c', null), { proxies: 'anyone', most: 1 }, [], null],
    ['held from outside, not noted', proxy('1', 'd', null), { proxies: 'anyone' }, [], 'not-confirmed'],
    ['of a guest', proxy('1', 'z', 'a'), {}, [], 'not-a-voter'],
    ['held by a guest', proxy('1', 'c', 'z'), {}, [], 'not-a-voter'],
  ])('a proxy %s', (_, given, rule, conflicts, expected) => {
    const { proxies } = representationOf(voters, [given], { ...MEMBER, ...rule }, new Set(conflicts));
    expect(proxies[0]!.suspended).toBe(expected);
  });

  it('whoever voted before the sitting votes by themselves, and holds proxies only if they are there', () => {
    const given = [proxy('1', 'c', 'a'), proxy('2', 'e', 'd'), proxy('3', 'f', 'a')];
    const { there, represented, proxies } = representationOf(
      [...voters, voter('e', 'excused'), voter('f', 'excused')],
      given,
      MEMBER,
      new Set(['f']),
      new Set(['c', 'd', 'f', 'z']),
    );
    expect([...there]).toEqual(['a', 'b', 'c', 'd']);
    expect([...represented]).toEqual([]);
    expect(proxies.map(({ suspended }) => suspended)).toEqual([
      'principal-voted',
      'holder-away',
      'principal-conflict',
    ]);
  });

  it('beyond the limit, the last given does not count', () => {
    const given = [
      { ...proxy('2', 'd', 'a'), givenAt: '2022-11-20T09:00:00Z' },
      proxy('1', 'c', 'a'),
      proxy('3', 'e', 'a'),
    ];
    const { proxies } = representationOf(
      [...voters, voter('e', 'absent')],
      given,
      { proxies: 'member', most: 2 },
      new Set(),
    );
    expect(proxies.map(({ suspended }) => suspended)).toEqual([null, null, 'beyond-most']);
  });

  it('of two given at the same moment, always the same one counts', () => {
    const both = [proxy('1', 'c', 'a'), proxy('2', 'd', 'a')];
    for (const given of [both, both.toReversed()]) {
      const { represented } = representationOf(voters, given, { proxies: 'member', most: 1 }, new Set());
      expect([...represented]).toEqual(['c']);
    }
  });
});

/** Eleven seats of a board with colleges, the last one without a vote. */
const SEATS = Array.from({ length: 11 }, (_, index) => ({
  mandateId: String(index),
  sector: index % 2 === 0 ? ('public' as const) : ('associative' as const),
  voting: index < 10,
  vacant: false,
  partner: true,
}));
const index = fc.integer({ min: 0, max: 10 });
const step = fc.oneof(
  fc.record({
    kind: fc.constantFrom('arrival' as const, 'departure' as const),
    who: index,
    remote: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('proxy' as const), who: index, to: index }),
  fc.record({ kind: fc.constant('conflict' as const), who: index, on: fc.boolean() }),
);

it('replays arrivals, departures, proxies and conflicts as a naive model counts them', () => {
  const say = (key: string, value: unknown) => ({
    bodyId: null,
    key,
    fromDay: null,
    value,
    source: 'art. 1',
  });
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 60 }),
      fc.option(fc.integer({ min: 1, max: 3 })),
      fc.boolean(),
      (steps, most, counted) => {
        const statutes = resolveSettings(
          [
            say('profile', 'social-relay'),
            say('proxies', 'member'),
            say('proxies-most', most),
            say('conflict-quorum', counted ? 'counted' : 'left-out'),
          ],
          { id: 'board', kind: 'board' },
          '2022-11-21',
        );
        const states = new Map<string, AttendanceState>();
        const proxies: GivenProxy[] = [];
        const conflicts = new Set<string>();
        // The naive model: who is in the room, who carries for whom in the order in which it was given.
        const room = new Set<number>();
        const given: [number, number][] = [];
        for (const each of steps) {
          if (each.kind === 'proxy') {
            if (each.who === each.to || given.some(([principal]) => principal === each.who)) continue;
            given.push([each.who, each.to]);
            proxies.push({
              ...proxy(String(given.length).padStart(3, '0'), String(each.who), String(each.to)),
              givenAt: `2022-11-20T10:00:${String(given.length).padStart(2, '0')}Z`,
            });
          } else if (each.kind === 'conflict') {
            if (each.on) conflicts.add(String(each.who));
            else conflicts.delete(String(each.who));
          } else {
            if (each.kind === 'arrival') room.add(each.who);
            else room.delete(each.who);
            const moved = checkMovement(states.get(String(each.who)) ?? null, each);
            if (moved.done && moved.value) states.set(String(each.who), moved.value);
          }
          const votes = (who: number, away: ReadonlySet<string>): boolean => {
            if (who === 10 || away.has(String(who))) return false;
            if (room.has(who)) return true;
            const mine = given.findIndex(([principal]) => principal === who);
            if (mine === -1) return false;
            const holder = given[mine]![1];
            const before = given.slice(0, mine).filter(([, to]) => to === holder).length;
            return (
              (most === null || before < most) &&
              holder !== 10 &&
              room.has(holder) &&
              !away.has(String(holder))
            );
          };
          const { presences } = presencesOf(
            'board',
            SEATS.map((seat) => ({ ...seat, state: states.get(seat.mandateId) ?? null })),
            statutes,
            { proxies, conflicts },
          );
          const count = (away: ReadonlySet<string>, parity: number) =>
            SEATS.filter((_, who) => who % 2 === parity && votes(who, away)).length;
          expect(presences.map(({ voters }) => voters)).toEqual([count(conflicts, 0), count(conflicts, 1)]);
          const forQuorum = counted ? new Set<string>() : conflicts;
          const present = count(forQuorum, 0) + count(forQuorum, 1);
          const quorum = quorumOf(presences, {
            quorum: statutes['quorum.ordinary'],
            scope: statutes['quorum-scope'],
          });
          expect(quorum.met).toBe(present * 2 > 10);
          expect(presences.every(({ voters, members }) => voters <= members)).toBe(true);
        }
      },
    ),
    { numRuns: 60 },
  );
});
