import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';

/**
 * Whether a mandate may begin by co-optation: a board whose seat is vacant calls a director until the next general
 * assembly (CSA 9:6, R-OA-04). Refuses another body, who sits without a vote and a seat left vacant.
 */
export function checkCoOptation(mandate: {
  readonly coOpted: boolean;
  readonly bodyKind: BodyKind;
  readonly voting: boolean;
  readonly vacant: boolean;
}): Outcome<undefined> {
  const { coOpted, bodyKind, voting, vacant } = mandate;
  if (!coOpted || (bodyKind === 'board' && voting && !vacant)) return done();
  return refuse(
    'not-co-opted',
    bodyKind === 'board'
      ? 'Seule une personne qui siège avec voix délibérative peut être cooptée. Retirez la cooptation.'
      : 'Seul l’organe d’administration peut coopter. Retirez la cooptation.',
    { field: 'coOpted', source: 'CSA 9:6' },
  );
}
