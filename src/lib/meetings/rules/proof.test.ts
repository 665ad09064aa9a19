import { expect, it } from 'vitest';
import { proofOf, type Dispatch } from './proof.ts';

const AT = '2026-06-01T08:00:00Z';
const mail = (state: NonNullable<Dispatch['delivery']>['state'], sentAt: string | null = null): Dispatch => ({
  channel: 'mail',
  delivery: { state, sentAt },
  postedAt: null,
  returnedAt: null,
});
const letter: Dispatch = { channel: 'letter', delivery: null, postedAt: null, returnedAt: null };

it.each([
  [mail('waiting'), 'queued', null, false],
  [mail('sending'), 'queued', null, false],
  [mail('sent', AT), 'sent', AT, false],
  [mail('failed'), 'failed', null, true],
  [mail('uncertain'), 'uncertain', null, true],
  // The message is no longer in the outbox: nothing is known of it.
  [{ ...letter, channel: 'mail' }, 'uncertain', null, true],
  [{ ...mail('sent', AT), returnedAt: AT }, 'returned', AT, true],
  [letter, 'to-post', null, true],
  [{ ...letter, postedAt: AT }, 'posted', AT, false],
  [{ ...letter, postedAt: AT, returnedAt: AT }, 'returned', AT, true],
] as const)('%j is %s', (dispatch, state, leftAt, toFollow) => {
  expect(proofOf(dispatch)).toEqual({ state, leftAt, toFollow });
});
