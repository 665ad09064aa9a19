import { describe, expect, it } from 'vitest';
import { checkExecution, checkLink, type LinkableDecision } from './links.ts';

const of = (reference: string, heldOn: string, outcome = 'adopted'): LinkableDecision => ({
  reference,
  heldOn,
  outcome: outcome as LinkableDecision['outcome'],
});
const later = of('CA-2022-3', '2022-11-21');
const earlier = of('CA-2022-1', '2022-02-24');
const codeOf = (outcome: ReturnType<typeof checkLink>) => (outcome.done ? 'done' : outcome.refusal.code);

describe('checkLink', () => {
  it.each([
    ['une plus récente', checkLink(later, 'amends', earlier, null), 'done'],
    ['le même jour', checkLink(later, 'executes', of('CA-2022-2', '2022-11-21'), null), 'done'],
    ['une seconde fois', checkLink(later, 'amends', earlier, 'amends'), 'done'],
    ['elle-même', checkLink(later, 'repeals', later, null), 'link-to-itself'],
    ['une plus ancienne', checkLink(earlier, 'repeals', later, null), 'link-to-later'],
    ['une rejetée', checkLink(of('X', '2022-11-21', 'rejected'), 'amends', earlier, null), 'not-adopted'],
    [
      'vers une rejetée',
      checkLink(later, 'amends', of('X', '2022-01-01', 'rejected'), null),
      'target-not-adopted',
    ],
    ['déjà liée autrement', checkLink(later, 'repeals', earlier, 'amends'), 'linked-otherwise'],
  ])('%s', (_, outcome, code) => expect(codeOf(outcome)).toBe(code));
});

describe('checkExecution', () => {
  it.each([
    ['2022-11-21', 'done'],
    ['2022-12-01', 'done'],
    ['2022-11-20', 'executed-before'],
    ['2022-12-02', 'executed-later'],
  ])('on %s: %s', (on, code) => expect(codeOf(checkExecution(later, on, '2022-12-01'))).toBe(code));

  it('is of an adopted decision only', () => {
    const rejected = of('X', '2022-11-21', 'rejected');
    expect(codeOf(checkExecution(rejected, '2022-11-21', '2022-12-01'))).toBe('not-adopted');
  });
});
