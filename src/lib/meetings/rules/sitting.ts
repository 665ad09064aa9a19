import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { SittingState } from '../vocabulary.ts';

/** What is done to a sitting. `note`: who comes, goes, has a conflict, or what went wrong. */
export type SittingStep = 'open' | 'suspend' | 'resume' | 'close' | 'reopen' | 'call' | 'note';

const NOT_OPEN = refuse(
  'sitting-not-open',
  'Impossible\u00a0: la séance n’est pas ouverte. Ouvrez-la d’abord.',
);
const CLOSED = refuse(
  'sitting-closed',
  'Impossible\u00a0: la séance est levée. La coordination peut la rouvrir, en disant pourquoi.',
);
const SUSPENDED = refuse(
  'sitting-suspended',
  'Impossible d’appeler un point\u00a0: la séance est suspendue. Reprenez-la d’abord.',
);

/** needed: it changes the sitting · already: pressed twice, nothing has to change. */
type Step = 'needed' | 'already';
const NEEDED = done<Step>('needed');
const ALREADY = done<Step>('already');

const STEPS: Readonly<Record<SittingStep, Readonly<Record<SittingState | 'none', Outcome<Step>>>>> = {
  open: { none: NEEDED, open: ALREADY, suspended: ALREADY, closed: CLOSED },
  suspend: { none: NOT_OPEN, open: NEEDED, suspended: ALREADY, closed: CLOSED },
  resume: { none: NOT_OPEN, open: ALREADY, suspended: NEEDED, closed: CLOSED },
  close: { none: NOT_OPEN, open: NEEDED, suspended: NEEDED, closed: ALREADY },
  reopen: { none: NOT_OPEN, open: ALREADY, suspended: ALREADY, closed: NEEDED },
  call: { none: NOT_OPEN, open: NEEDED, suspended: SUSPENDED, closed: CLOSED },
  note: { none: NOT_OPEN, open: NEEDED, suspended: NEEDED, closed: CLOSED },
};

/**
 * Whether this may be done to a sitting in this state (null: it was never opened). Answers whether something has to
 * change at all. Refuses what comes too early or too late, with the way out.
 */
export function checkStep(state: SittingState | null, step: SittingStep): Outcome<Step> {
  return STEPS[step][state ?? 'none'];
}

/** Whether something of the meeting may still change: a sitting that was closed says no until it is reopened. */
export function checkNotClosed(state: SittingState | null): Outcome<undefined> {
  return state === 'closed' ? CLOSED : done();
}
