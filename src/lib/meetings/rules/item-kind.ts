import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import type { DecisionKind } from '#lib/kernel/decision-kinds.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { isForDecision, type ItemNature } from '../vocabulary.ts';

/**
 * The kind of decision that an item keeps: null for an ordinary one and where nothing is voted. Refuses what the law
 * reserves to the general assembly (CSA 9:12).
 */
export function kindOfItem(
  nature: ItemNature,
  kind: DecisionKind | null,
  bodyKind: BodyKind,
): Outcome<DecisionKind | null> {
  if (!isForDecision(nature) || kind === null || kind === 'ordinary') return done(null);
  if (bodyKind === 'general-assembly') return done(kind);
  return refuse(
    'reserved-to-assembly',
    'Impossible de prévoir cette décision ici\u00a0: seule l’assemblée générale peut la prendre. Choisissez une décision ordinaire, ou portez le point à l’assemblée.',
    { field: 'decisionKind', source: 'CSA 9:12' },
  );
}
