import type { Sourced } from '#lib/associations/rules/settings/definition.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { CoOptation } from '../offices.ts';
import { periodInWords } from '../words.ts';

/**
 * Whether a mandate may begin by co-optation: a board whose seat is vacant calls a director until the next general
 * assembly, unless the statutes leave that to the assembly alone (CSA 9:6, R-OA-04). Refuses another body, who sits
 * without a vote, a seat left vacant, and what the statutes exclude on the first day (`admitted`).
 */
export function checkCoOptation(
  mandate: {
    readonly coOpted: boolean;
    readonly bodyKind: BodyKind;
    readonly voting: boolean;
    readonly vacant: boolean;
  },
  admitted: Pick<Sourced<boolean>, 'value' | 'source'>,
): Outcome<undefined> {
  const { coOpted, bodyKind, voting, vacant } = mandate;
  if (!coOpted) return done();
  if (bodyKind === 'board' && voting && !vacant) {
    if (admitted.value) return done();
    return refuse(
      'co-optation-excluded',
      'Vos statuts excluent la cooptation\u00a0: seule l’AG remplace un administrateur parti. Retirez la cooptation, et notez la décision de l’AG.',
      { field: 'coOpted', source: admitted.source },
    );
  }
  return refuse(
    'not-co-opted',
    bodyKind === 'board'
      ? 'Seule une personne qui siège avec voix délibérative peut être cooptée. Retirez la cooptation.'
      : 'Seul l’organe d’administration peut coopter. Retirez la cooptation.',
    { field: 'coOpted', source: 'CSA 9:6' },
  );
}

/**
 * Whether the assembly of an ISO day can confirm, or refuse to confirm, a mandate begun by co-optation. Refuses an
 * assembly that is still to come, one before the mandate, one after its end, and what the assembly has settled already.
 */
export function checkSettlement(
  mandate: { readonly from: string; readonly to: string | null; readonly coOptation: CoOptation | null },
  on: string,
  today: string,
): Outcome<undefined> {
  const { from, to, coOptation } = mandate;
  if (coOptation !== 'pending')
    return refuse(
      'nothing-to-confirm',
      coOptation === null
        ? 'Ce mandat n’est pas une cooptation : il n’y a rien à confirmer.'
        : 'L’assemblée s’est déjà prononcée sur cette cooptation. Rechargez la page.',
    );
  if (on > today)
    return refuse(
      'assembly-to-come',
      'Cette assemblée n’a pas encore eu lieu. Notez sa décision quand elle sera prise.',
      { field: 'on' },
    );
  if (on < from || (to !== null && on > to))
    return refuse(
      'assembly-outside-mandate',
      `Le ${dayInWords(on)} n’est pas dans ce mandat, ${periodInWords({ from, to })}. Corrigez la date de l’assemblée.`,
      { field: 'on' },
    );
  return done();
}
