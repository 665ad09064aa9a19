import { describe, expect, it, test } from 'vitest';
import { resolveSettings } from '#lib/associations/rules/statutes.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import {
  advanceSentence,
  checkAdvanceAllowed,
  checkAdvanceCast,
  checkDeadline,
  checkSameVote,
  deadlineFields,
  defaultDeadline,
  isOnSameText,
  isVoteReminderDue,
  lostVoices,
} from './advance.ts';

const code = (outcome: Outcome<unknown>) => (outcome.done ? 'yes' : outcome.refusal.code);

test('only statutes that say so allow a vote before the sitting', () => {
  const silent = resolveSettings([], { id: 'ag', kind: 'general-assembly' }, '2022-11-21');
  expect(code(checkAdvanceAllowed(silent))).toBe('advance-not-allowed');
  expect(
    code(
      checkAdvanceAllowed({
        'advance-vote': { value: true, source: 'statuts, art. 12', toVerify: false, isDefault: false },
      }),
    ),
  ).toBe('yes');
});

describe('a reminder that leaves by itself', () => {
  const vote = { until: '2022-11-20T22:59:00Z', openedAt: '2022-11-10T09:00:00Z', remindedOn: null };
  it.each([
    ['two days before', vote, '2022-11-18T09:00:00Z', false],
    ['on the eve', vote, '2022-11-19T09:00:00Z', true],
    ['on the last day', vote, '2022-11-20T09:00:00Z', true],
    ['once it is over', vote, '2022-11-20T23:00:00Z', false],
    ['again', { ...vote, remindedOn: '2022-11-19' }, '2022-11-20T09:00:00Z', false],
    ['on the day it opened', { ...vote, openedAt: '2022-11-19T08:00:00Z' }, '2022-11-19T09:00:00Z', false],
  ] as const)('%s', (_, facts, now, due) => {
    expect(isVoteReminderDue(facts, now)).toBe(due);
  });
});

describe('the deadline', () => {
  it('is the end of the day before, unless said otherwise', () => {
    expect(defaultDeadline('2022-03-01')).toEqual({ day: '2022-02-28', time: '23:59' });
    expect(deadlineFields('2022-02-28T22:59:00Z')).toEqual({ day: '2022-02-28', time: '23:59' });
  });

  it.each([
    ['2022-11-20T22:59:00Z', '14:00', 'yes'],
    // At the hour of the meeting, in winter time here.
    ['2022-11-21T13:00:00Z', '14:00', 'yes'],
    ['2022-11-21T13:01:00Z', '14:00', 'deadline-too-late'],
    ['2022-11-20T23:00:00Z', null, 'yes'],
    ['2022-11-21T06:00:00Z', null, 'deadline-too-late'],
    ['2022-11-10T09:00:00Z', '14:00', 'deadline-past'],
  ] as const)('%s for a meeting at %s: %s', (until, startsAt, expected) => {
    expect(code(checkDeadline(until, { now: '2022-11-10T09:00:00Z', heldOn: '2022-11-21', startsAt }))).toBe(
      expected,
    );
  });

  it('stops with it, with the sitting and with the meeting', () => {
    const at = {
      until: '2022-11-20T22:59:00Z',
      now: '2022-11-20T22:59:00Z',
      sittingOpened: false,
      meetingCancelled: false,
    };
    expect(code(checkAdvanceCast(at))).toBe('yes');
    expect(code(checkAdvanceCast({ ...at, now: '2022-11-20T22:59:01Z' }))).toBe('advance-over');
    expect(code(checkAdvanceCast({ ...at, sittingOpened: true }))).toBe('advance-over');
    expect(code(checkAdvanceCast({ ...at, meetingCancelled: true }))).toBe('meeting-cancelled');
  });
});

test('voices given before hold for the same text and the same terms alone', () => {
  const terms = {
    kind: 'ordinary',
    proposal: 'L’AG approuve\r\nle budget.',
    secret: false,
    mayChange: false,
    blankAllowed: true,
  };
  expect(code(checkSameVote(terms, { ...terms, proposal: ' L’AG approuve\nle budget.' }))).toBe('yes');
  expect(code(checkSameVote(terms, { ...terms, proposal: 'L’AG approuve le budget amendé.' }))).toBe(
    'advance-other-text',
  );
  for (const other of [{ kind: 'statutes' }, { secret: true }, { mayChange: true }, { blankAllowed: false }])
    expect(code(checkSameVote(terms, { ...terms, ...other }))).toBe('advance-other-terms');
});

it.each([
  [null, 'le budget', '', 'le budget', true],
  [null, 'le budget', '', 'un autre', true],
  [null, 'le budget', 'main', 'le budget', true],
  [null, 'le budget', 'amendment', 'et le plan', false],
  ['main', 'le budget', 'main', 'le budget', true],
  ['main', 'le budget', 'amendment', 'le budget', false],
  ['main', 'le budget', '', 'le budget', false],
] as const)(
  'voted before on %s « %s », then on %s « %s »',
  (propositionId, proposal, other, words, expected) => {
    expect(isOnSameText({ propositionId, proposal }, { propositionId: other, proposal: words })).toBe(
      expected,
    );
  },
);

test('a voice is lost with its right', () => {
  const given = [{ mandateId: 'a' }, { mandateId: 'b' }];
  expect(lostVoices(given, [{ mandateId: 'b' }, { mandateId: 'c' }])).toEqual(['a']);
});

test('what the arithmetic says of them', () => {
  expect(advanceSentence(1, 'statuts, art. 12')).toMatch(/1\u00a0voix, comptée parmi/);
  expect(advanceSentence(3, 'statuts, art. 12')).toMatch(
    /3\u00a0voix, comptées parmi.*\(statuts, art\. 12\)\.$/,
  );
});
