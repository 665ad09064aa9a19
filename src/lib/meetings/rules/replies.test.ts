import { describe, expect, it } from 'vitest';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { checkRemote, checkStillOpen, expectedStates, type ReplyFacts } from './replies.ts';

const FACTS: ReplyFacts = {
  today: '2022-11-20',
  heldOn: '2022-11-21',
  cancelled: false,
  sitting: null,
  remoteAccess: 'https://visio.example.be/ca',
  remote: { value: true, source: 'CSA 9:16/1', toVerify: false, isDefault: true },
};
const code = (outcome: Outcome<unknown>) => (outcome.done ? null : outcome.refusal.code);

describe('checkStillOpen', () => {
  it.each([
    ['the eve', {}, null, null],
    ['the day itself', { today: '2022-11-21' }, null, null],
    ['the morrow', { today: '2022-11-22' }, 'past', null],
    ['in session', { sitting: 'open' }, 'sitting-opened', null],
    ['suspended', { sitting: 'suspended' }, 'sitting-opened', null],
    ['closed', { sitting: 'closed' }, 'sitting-closed', 'sitting-closed'],
    ['cancelled', { cancelled: true }, 'cancelled', 'cancelled'],
  ] as const)('%s', (_, facts, member, secretary) => {
    expect(code(checkStillOpen({ ...FACTS, ...facts }, 'member'))).toBe(member);
    expect(code(checkStillOpen({ ...FACTS, ...facts }, 'secretary'))).toBe(secretary);
  });
});

it('from afar: where the statutes allow it and the meeting can be followed', () => {
  expect(code(checkRemote(FACTS))).toBeNull();
  expect(code(checkRemote({ ...FACTS, remoteAccess: null }))).toBe('no-remote-access');
  expect(checkRemote({ ...FACTS, remote: { ...FACTS.remote, value: false } })).toMatchObject({
    refusal: { code: 'no-remote', source: 'CSA 9:16/1' },
  });
});

it('expects whoever comes, and whoever is represented by someone who comes', () => {
  const replies = new Map([
    ['comes', 'in-person'],
    ['afar', 'remote'],
    ['away', 'excused'],
    ['by comes', 'represented'],
    ['by away', 'represented'],
    ['by silent', 'represented'],
    ['by outsider', 'represented'],
    ['by nobody', 'represented'],
  ] as const);
  const by = (principalMandateId: string, holderMandateId: string | null) => ({
    principalMandateId,
    holderMandateId,
    holderName: holderMandateId === null ? 'Luc Maes' : null,
  });
  const given = [
    by('by comes', 'comes'),
    by('by away', 'away'),
    by('by silent', 'silent'),
    by('by outsider', null),
  ];
  expect(Object.fromEntries(expectedStates(replies, given))).toEqual({
    comes: 'present',
    afar: 'remote',
    away: 'excused',
    'by comes': 'present',
    'by away': 'excused',
    'by silent': 'excused',
    'by outsider': 'present',
    'by nobody': 'excused',
  });
});
