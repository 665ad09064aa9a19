import type { DecisionKind } from '#lib/kernel/decision-kinds.ts';
import { isReservedToAssembly } from './decide.ts';

export interface WrittenVerdict {
  readonly outcome: 'adopted' | 'rejected' | 'forbidden';
  readonly explanation: string;
}

/**
 * A decision taken in writing: every member in function agrees, a silence refuses. `agreed` of `members`, in votes.
 * Never an amendment of the statutes (CSA 9:14/1 for the assembly, CSA 9:9 for the board; R-ECR-01, R-ECR-02, R-OA-06).
 */
export function decideInWriting(vote: {
  readonly bodyKind: 'general-assembly' | 'board';
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
  const source = bodyKind === 'board' ? 'CSA 9:9' : 'CSA 9:14/1';
  const adopted = members > 0 && agreed === members;
  return {
    outcome: adopted ? 'adopted' : 'rejected',
    explanation: `${agreed} accords écrits sur ${members}\u00a0; il fallait l’accord de tous (${source})\u00a0: ${adopted ? 'adopté' : 'rejeté'}.`,
  };
}
