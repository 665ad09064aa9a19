import { expect, it } from 'vitest';
import { checkMembership } from './membership.ts';

const TODAY = '2022-11-21';
const member = { partner: true, memberSince: '2020-01-01', memberUntil: null };

it.each([
  [member, null],
  [{ ...member, memberSince: null }, null],
  [{ ...member, memberUntil: TODAY }, null],
  [{ ...member, memberSince: null, memberUntil: TODAY }, null],
  [{ ...member, memberUntil: '2022-11-20' }, 'membership-ended'],
  [{ ...member, partner: false, memberUntil: '2022-11-20' }, null],
  [{ ...member, partner: false, memberUntil: '2019-12-31' }, 'membership-ends-before'],
])('a membership of %j: %s', (membership, refused) => {
  const outcome = checkMembership(membership, TODAY);
  expect(outcome.done ? null : outcome.refusal.code).toBe(refused);
});
