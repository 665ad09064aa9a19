import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { MINUTES_STATES, type MinutesState } from '../vocabulary.ts';
import { nextStep, type StepFacts } from './next-step.ts';
import {
  checkAct,
  checkApproval,
  checkRectification,
  checkRemarkInTime,
  checkRemarksUntil,
  checkReviewed,
  MINUTES_ACTS,
  type ApprovalFacts,
  type MinutesAct,
} from './states.ts';

const codeOf = (outcome: { done: boolean; refusal?: { code: string } }) => outcome.refusal?.code ?? null;

/** Written by hand from the life of minutes, apart from the table that the code reads. */
const POSSIBLE: Readonly<Record<MinutesState, readonly MinutesAct[]>> = {
  draft: ['send', 'complete', 'approve-handed-out'],
  sent: ['send', 'complete', 'remark', 'answer', 'approve'],
  approved: ['note-changes', 'withdraw-approval', 'sign', 'rectify'],
  signed: ['seal', 'rectify'],
  sealed: ['rectify'],
};

describe('what may be done to a PV', () => {
  it.each(MINUTES_STATES.flatMap((state) => MINUTES_ACTS.map((act) => [state, act] as const)))(
    '%s: %s',
    (state, act) => {
      expect(codeOf(checkAct(state, act))).toBe(POSSIBLE[state].includes(act) ? null : `minutes-${state}`);
    },
  );

  it('a PV leaves once all that completes a sentence was looked at again', () => {
    expect(codeOf(checkReviewed(0, 'envoyer'))).toBe(null);
    expect(checkReviewed(1, 'envoyer')).toMatchObject({
      refusal: { sentence: expect.stringContaining('d’envoyer ce PV\u00a0: un complément est à revoir') },
    });
    expect(checkReviewed(2, 'approuver')).toMatchObject({
      refusal: { sentence: expect.stringContaining('2 compléments sont à revoir') },
    });
  });

  it('a remark comes until the last day included, and no PV leaves with a day that is over', () => {
    expect(codeOf(checkRemarkInTime('2022-12-05', '2022-12-05'))).toBe(null);
    expect(codeOf(checkRemarkInTime('2022-12-05', '2022-12-06'))).toBe('remarks-over');
    expect(codeOf(checkRemarksUntil('2022-12-05', '2022-12-05'))).toBe(null);
    expect(codeOf(checkRemarksUntil('2022-12-04', '2022-12-05'))).toBe('until-in-the-past');
  });
});

const FACTS: ApprovalFacts = {
  heldOn: '2022-11-21',
  sentAt: '2022-11-22T09:00:00Z',
  bodyId: 'board',
  decision: {
    reference: 'CA-2022-9',
    adopted: true,
    bodyId: 'board',
    heldOn: '2022-12-12',
    recordedAt: '2022-12-12T19:00:00Z',
  },
};
const deciding = (more: Partial<ApprovalFacts['decision']>) => ({
  ...FACTS,
  decision: { ...FACTS.decision, ...more },
});

describe('the decision that approves or rectifies', () => {
  it.each<[string | null, Partial<ApprovalFacts['decision']>]>([
    [null, {}],
    ['other-body', { bodyId: 'assembly' }],
    ['not-adopted', { adopted: false }],
    ['not-later', { heldOn: '2022-11-21' }],
  ])('%s', (code, more) => {
    expect(codeOf(checkApproval(deciding(more)))).toBe(code);
    expect(codeOf(checkRectification(deciding(more)))).toBe(code);
  });

  it('never approves a version that left after it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000_000_000 }),
        fc.integer({ min: 0, max: 2_000_000_000 }),
        (a, b) => {
          const at = (seconds: number) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toString();
          const outcome = checkApproval({ ...deciding({ recordedAt: at(a) }), sentAt: at(b) });
          expect(codeOf(outcome)).toBe(a < b ? 'stale-approval' : null);
          // Handed out at the meeting that approved it, it was not sent before.
          expect(checkApproval({ ...deciding({ recordedAt: at(a) }), sentAt: null }).done).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('what comes next', () => {
  const facts: StepFacts = {
    state: 'sent',
    officersNamed: true,
    unanswered: 0,
    remarksUntil: '2022-12-05',
    today: '2022-12-06',
    approvalOn: '2022-12-12',
    missing: ['secretary'],
  };
  it.each<[Partial<StepFacts>, ReturnType<typeof nextStep>]>([
    [{ state: 'draft' }, { step: 'send' }],
    [{ state: 'draft', officersNamed: false }, { step: 'name-officers' }],
    [{ unanswered: 2 }, { step: 'answer-remarks', count: 2 }],
    [{ today: '2022-12-05' }, { step: 'wait-for-remarks', until: '2022-12-05' }],
    [{}, { step: 'approve', on: '2022-12-12' }],
    [{ state: 'approved' }, { step: 'sign', missing: ['secretary'] }],
    [{ state: 'signed' }, { step: 'seal' }],
    [{ state: 'sealed' }, { step: 'nothing' }],
  ])('%j', (more, step) => expect(nextStep({ ...facts, ...more })).toEqual(step));
});
