import { dayInWords } from '#lib/kernel/days.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { LinkKind } from '../vocabulary.ts';
import type { VerdictOutcome } from './verdict.ts';

/** A decision as one that may be linked to another. */
export interface LinkableDecision {
  readonly reference: string;
  readonly outcome: VerdictOutcome;
  /** ISO day of the meeting. */
  readonly heldOn: string;
}

const VERBS: Readonly<Record<LinkKind, string>> = {
  amends: 'modifier',
  repeals: 'abroger',
  executes: 'exécuter',
};

/**
 * Whether a decision may be said to amend, repeal or execute another one: both were adopted, and it is not the earlier of
 * the two. `existing`: what it is already said to do to that one.
 */
export function checkLink(
  decision: LinkableDecision,
  kind: LinkKind,
  target: LinkableDecision,
  existing: LinkKind | null,
): Outcome<undefined> {
  const what = `Impossible de dire que ${decision.reference} vient ${VERBS[kind]} ${target.reference}`;
  const no = (code: string, why: string) => refuse(code, `${what}\u00a0: ${why}.`, { field: 'reference' });
  if (decision.reference === target.reference) return no('link-to-itself', 'c’est la même décision');
  if (decision.outcome !== 'adopted') return no('not-adopted', `${decision.reference} n’est pas adoptée`);
  if (target.outcome !== 'adopted') return no('target-not-adopted', `${target.reference} n’est pas adoptée`);
  if (decision.heldOn < target.heldOn)
    return no('link-to-later', `${target.reference} est plus récente (${dayInWords(target.heldOn)})`);
  if (existing !== null && existing !== kind)
    return no('linked-otherwise', 'elles sont déjà liées autrement. Retirez d’abord ce lien');
  return done();
}

/** Whether a decision taken on an ISO day may be noted, today, as carried out on another. */
export function checkExecution(
  decision: LinkableDecision,
  executedOn: string,
  today: string,
): Outcome<undefined> {
  const no = (code: string, why: string) =>
    refuse(code, `Impossible de noter cette exécution\u00a0: ${why}.`, { field: 'executedOn' });
  if (decision.outcome !== 'adopted') return no('not-adopted', 'la proposition n’est pas adoptée');
  if (executedOn < decision.heldOn)
    return no('executed-before', `la décision date du ${dayInWords(decision.heldOn)}`);
  if (executedOn > today) return no('executed-later', 'cette date est à venir');
  return done();
}
