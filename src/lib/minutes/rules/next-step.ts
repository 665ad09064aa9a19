import type { MinutesState, Signer } from '../vocabulary.ts';

/** Who must do what for a PV to go on. */
export type NextStep =
  | { readonly step: 'name-officers' | 'send' | 'seal' | 'nothing' }
  | { readonly step: 'answer-remarks'; readonly count: number }
  /** `until`: the last ISO day for remarks. */
  | { readonly step: 'wait-for-remarks'; readonly until: string }
  | { readonly step: 'approve'; readonly on: string | null }
  | { readonly step: 'sign'; readonly missing: readonly Signer[] };

export interface StepFacts {
  readonly state: MinutesState;
  /** Whether it is known who presided and who kept the minutes. */
  readonly officersNamed: boolean;
  readonly unanswered: number;
  /** ISO days; null before the sending. */
  readonly remarksUntil: string | null;
  readonly today: string;
  /** The ISO day of the meeting whose agenda has the approval; null: none has it yet. */
  readonly approvalOn: string | null;
  readonly missing: readonly Signer[];
}

/** The one thing that a PV waits for. Remarks without answer come before the approval: the body reads both. */
export function nextStep(facts: StepFacts): NextStep {
  switch (facts.state) {
    case 'draft':
      return { step: facts.officersNamed ? 'send' : 'name-officers' };
    case 'sent':
      if (facts.unanswered > 0) return { step: 'answer-remarks', count: facts.unanswered };
      if (facts.today <= facts.remarksUntil!) return { step: 'wait-for-remarks', until: facts.remarksUntil! };
      return { step: 'approve', on: facts.approvalOn };
    case 'approved':
      return { step: 'sign', missing: facts.missing };
    case 'signed':
      return { step: 'seal' };
    case 'sealed':
      return { step: 'nothing' };
  }
}
