import { describe, expect, it } from 'vitest';
import { resolveSettings } from '#lib/associations/rules/statutes.ts';
import { presencesOf, type SeatAtMeeting } from './presence.ts';

const relay = [
  { bodyId: null, key: 'profile', fromDay: null, value: 'social-relay', source: 'statuts, art. 1' },
];
const advisory = [
  ...relay,
  { bodyId: null, key: 'government-vote', fromDay: null, value: 'advisory', source: 'statuts, art. 8' },
];
const board = { id: 'board', kind: 'board' } as const;
const assembly = { id: 'assembly', kind: 'general-assembly' } as const;

const seat: SeatAtMeeting = {
  mandateId: 'seat',
  sector: 'public',
  voting: true,
  vacant: false,
  partner: true,
  state: 'present',
};
const NOBODY = { proxies: [], conflicts: new Set<string>() };
const countOf = (
  ...[kind, all, statutes]: [
    Parameters<typeof presencesOf>[0],
    SeatAtMeeting[],
    Parameters<typeof presencesOf>[2],
  ]
) => presencesOf(kind, all, statutes, NOBODY).presences;
const seats = (
  [
    seat,
    { ...seat, state: 'excused' },
    { ...seat, state: null },
    { ...seat, voting: false },
    { ...seat, vacant: true },
    { ...seat, sector: 'government', partner: false },
    { ...seat, sector: 'associative' },
    { ...seat, sector: 'associative', partner: false },
  ] satisfies SeatAtMeeting[]
).map((each, index) => ({ ...each, mandateId: String(index) }));

describe('presencesOf', () => {
  it('counts whoever voted before the sitting as present, unless a conflict sets them apart', () => {
    const three = ['1', '2', '3'].map((mandateId) => ({ ...seat, mandateId, state: null }));
    const advance = new Set(['1', '2', 'elsewhere']);
    const statutes = resolveSettings([], assembly, '2022-11-21');
    const of = (conflicts: ReadonlySet<string>) =>
      presencesOf('general-assembly', three, statutes, { proxies: [], conflicts, advance }).presences;
    expect(of(new Set())).toEqual([{ college: null, voters: 2, members: 3 }]);
    expect(of(new Set(['2']))).toEqual([{ college: null, voters: 1, members: 3 }]);
  });

  it('counts each college, the Government with the public, vacant seats out of the board', () => {
    expect(countOf('board', seats, resolveSettings(relay, board, '2022-11-21'))).toEqual([
      { college: 'public', voters: 2, members: 4 },
      { college: 'associative', voters: 2, members: 2 },
    ]);
  });

  it('leaves out an advisory Government', () => {
    expect(countOf('board', seats, resolveSettings(advisory, board, '2022-11-21'))[0]).toEqual({
      college: 'public',
      voters: 1,
      members: 3,
    });
  });

  it('T33 : à l’AG, seuls les membres votent, et un membre sans représentant reste membre', () => {
    expect(countOf('general-assembly', seats, resolveSettings(relay, assembly, '2022-11-21'))).toEqual([
      { college: 'public', voters: 2, members: 5 },
      { college: 'associative', voters: 1, members: 1 },
    ]);
  });

  it('counts all together where the statutes know no college', () => {
    expect(countOf('board', seats, resolveSettings([], board, '2022-11-21'))).toEqual([
      { college: null, voters: 4, members: 6 },
    ]);
  });
});
