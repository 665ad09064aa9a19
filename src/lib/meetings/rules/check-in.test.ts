import { expect, it } from 'vitest';
import { checkArrival } from './check-in.ts';

const MEETING = { heldOn: '2022-11-21', cancelledAt: null };

it.each([
  [null, MEETING, '2022-11-21', null],
  [null, MEETING, '2022-11-20', 'not-the-day'],
  [null, MEETING, '2022-11-22', 'not-the-day'],
  // Opened on another day than was planned: whoever is there says so.
  ['open', MEETING, '2022-11-22', null],
  ['suspended', MEETING, '2022-11-21', null],
  ['closed', MEETING, '2022-11-21', 'sitting-closed'],
  [null, { ...MEETING, cancelledAt: '2022-11-20T10:00:00Z' }, '2022-11-21', 'meeting-cancelled'],
] as const)('%s, %o, on %s: %s', (state, meeting, today, refused) => {
  const checked = checkArrival(state, meeting, today);
  expect(checked.done ? null : checked.refusal.code).toBe(refused);
});
