import { describe, expect, it } from 'vitest';
import { ROLES, type Actor, type Role, type Seat } from '#lib/kernel/actor.ts';
import { mayPrepare, mayPrepareMeeting, mayRead } from './policy.ts';

const CA = 'ca';
const seat = (from: string, to: string | null, bodyId = CA): Seat => ({
  mandateId: 'm',
  bodyId,
  sector: 'public',
  office: 'member',
  voting: true,
  from,
  to,
});
const actor = (role: Role | null, ...seats: Seat[]): Actor => ({
  associationId: 'a',
  accountId: 'b',
  name: 'An Peeters',
  personId: 'p',
  role,
  seats,
});
const meeting = { bodyId: CA, heldOn: '2022-11-21' };
const codeOf = (outcome: ReturnType<typeof mayRead>) => (outcome.done ? 'done' : outcome.refusal.code);

describe('mayRead', () => {
  it.each(ROLES)('%s reads every meeting', (role) => {
    expect(codeOf(mayRead(actor(role), meeting, '2030-01-01'))).toBe('done');
  });

  it.each<[string, Seat[], string, string]>([
    ['without a seat', [], '2022-11-21', 'not-found'],
    ['in another body', [seat('2021-01-01', null, 'cg')], '2022-11-21', 'not-found'],
    ['until further notice', [seat('2021-01-01', null)], '2030-01-01', 'done'],
    ['on their last day, a meeting after it', [seat('2021-01-01', '2022-06-30')], '2022-06-30', 'done'],
    ['the day after, a meeting after it', [seat('2021-01-01', '2022-06-30')], '2022-07-01', 'not-found'],
    ['long after, a meeting of their last day', [seat('2021-01-01', '2022-11-21')], '2030-01-01', 'done'],
    ['long after, a meeting of the next day', [seat('2021-01-01', '2022-11-20')], '2030-01-01', 'not-found'],
    ['on their first day, a meeting before it', [seat('2023-01-01', null)], '2023-01-01', 'done'],
    ['the day before, a meeting before it', [seat('2023-01-01', null)], '2022-12-31', 'not-found'],
    [
      'between two mandates',
      [seat('2021-01-01', '2021-12-31'), seat('2024-01-01', null)],
      '2022-12-01',
      'not-found',
    ],
    [
      'in the second of two mandates',
      [seat('2021-01-01', '2021-12-31'), seat('2024-01-01', null)],
      '2024-01-01',
      'done',
    ],
  ])('a member %s', (_, seats, today, expected) => {
    expect(codeOf(mayRead(actor(null, ...seats), meeting, today))).toBe(expected);
  });
});

describe('mayPrepare', () => {
  it.each<[Role | null, string]>([
    ['coordination', 'done'],
    ['assistant', 'done'],
    ['reader', 'not-allowed'],
    [null, 'not-allowed'],
  ])('%s: %s', (role, expected) => {
    expect(codeOf(mayPrepare(actor(role)))).toBe(expected);
  });
});

describe('mayPrepareMeeting', () => {
  it('says no more of a meeting than reading it would', () => {
    expect(mayPrepareMeeting(actor(null), meeting, '2022-11-21')).toEqual(
      mayRead(actor(null), meeting, '2022-11-21'),
    );
    const member = actor(null, seat('2021-01-01', null));
    expect(codeOf(mayPrepareMeeting(member, meeting, '2022-11-21'))).toBe('not-allowed');
    expect(codeOf(mayPrepareMeeting(actor('assistant'), meeting, '2022-11-21'))).toBe('done');
  });
});
