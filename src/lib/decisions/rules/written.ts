import type { Resolved } from '#lib/associations/rules/statutes.ts';
import { checkMayVote, isInFunction, type VotingSeat } from '#lib/bodies/rules.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import type { DecisionKind } from '#lib/kernel/decision-kinds.ts';
import { count, joinList } from '#lib/kernel/french.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { isReservedToAssembly } from './decide.ts';

export interface WrittenVerdict {
  readonly outcome: 'adopted' | 'rejected' | 'forbidden';
  readonly explanation: string;
}

export type WrittenBodyKind = 'general-assembly' | 'board';

const SOURCES: Readonly<Record<WrittenBodyKind, string>> = {
  'general-assembly': 'CSA 9:14/1',
  board: 'CSA 9:9',
};

/** The bodies that may decide in writing. */
export function decidesInWriting(kind: BodyKind): kind is WrittenBodyKind {
  return Object.hasOwn(SOURCES, kind);
}

/**
 * A decision taken in writing: every member in function agrees, a silence refuses. `agreed` of `members`, in votes.
 * Never an amendment of the statutes (CSA 9:14/1 for the assembly, CSA 9:9 for the board; R-ECR-01, R-ECR-02, R-OA-06).
 */
export function decideInWriting(vote: {
  readonly bodyKind: WrittenBodyKind;
  readonly kind: DecisionKind;
  readonly agreed: number;
  readonly members: number;
}): WrittenVerdict {
  const { bodyKind, kind, agreed, members } = vote;
  if (isReservedToAssembly(kind, bodyKind))
    return { outcome: 'forbidden', explanation: 'Seule l’assemblée générale peut en décider (CSA 9:12).' };
  if (kind === 'statutes' || kind === 'purpose')
    return {
      outcome: 'forbidden',
      explanation: 'Les statuts ne se modifient pas par écrit\u00a0: il faut une réunion (CSA 9:14/1).',
    };
  const adopted = members > 0 && agreed === members;
  return {
    outcome: adopted ? 'adopted' : 'rejected',
    explanation: `${count(agreed, 'accord écrit', 'accords écrits')} sur ${members}\u00a0; il fallait l’accord de tous (${SOURCES[bodyKind]})\u00a0: ${adopted ? 'adopté' : 'rejeté'}.`,
  };
}

/**
 * Whether a body may be asked to decide this in writing. Refuses every body but the assembly and the board, one whose
 * statutes exclude it, and what only a meeting, or only the assembly, may decide (R-ECR-01, R-OA-06).
 */
export function checkInWriting(
  bodyKind: BodyKind,
  kind: DecisionKind,
  allowed: Resolved<boolean>,
): Outcome<undefined> {
  if (!decidesInWriting(bodyKind))
    return refuse(
      'no-written-decision',
      'Seuls l’assemblée générale et l’organe d’administration décident par écrit. Mettez ce point à l’ordre du jour d’une réunion.',
      { field: 'bodyId' },
    );
  if (!allowed.value)
    return refuse(
      'written-decisions-excluded',
      'Vos statuts excluent les décisions par écrit pour cette instance. Mettez ce point à l’ordre du jour d’une réunion.',
      { field: 'bodyId', source: allowed.source },
    );
  const { outcome, explanation } = decideInWriting({ bodyKind, kind, agreed: 1, members: 1 });
  if (outcome !== 'forbidden') return done();
  return refuse('forbidden-in-writing', explanation, { field: 'kind', source: SOURCES[bodyKind] });
}

/**
 * Whether a decision in writing needs the agreement of this seat: one in function and with a vote. In the assembly the
 * member is the organisation: one that named nobody must agree too, by the hand of whoever binds it.
 */
export function mustAgree(seat: VotingSeat & { readonly vacant: boolean }): boolean {
  return isInFunction(seat.bodyKind, seat) && checkMayVote(seat).done;
}

export interface WrittenCount {
  readonly agreed: number;
  readonly refused: number;
  readonly silent: number;
}

/**
 * What a written procedure came to on an ISO day, or null while it goes on: rejected by the first refusal, adopted once
 * all agree, rejected when the last day (`closesOn`, included) ends on a silence (R-ECR-02).
 */
export function writtenVerdict(procedure: {
  readonly bodyKind: WrittenBodyKind;
  readonly kind: DecisionKind;
  readonly count: WrittenCount;
  readonly closesOn: string;
  readonly today: string;
}): WrittenVerdict | null {
  const { bodyKind, kind, closesOn, today } = procedure;
  const { agreed, refused, silent } = procedure.count;
  if (refused === 0 && silent > 0 && today <= closesOn) return null;
  const verdict = decideInWriting({ bodyKind, kind, agreed, members: agreed + refused + silent });
  const missing = [
    ...(refused > 0 ? [count(refused, 'refus', 'refus')] : []),
    ...(silent > 0 ? [`${count(silent, 'membre', 'membres')} sans réponse`] : []),
  ];
  if (missing.length === 0) return verdict;
  const silence = refused === 0 ? ' Un silence vaut un refus.' : '';
  return {
    ...verdict,
    explanation: `${verdict.explanation} Il y a ${joinList(missing)}.${silence}`,
  };
}
